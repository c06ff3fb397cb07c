/** Plain values as JSON and YAML. */
@NullMarked
package org.nn4j.experiment.document;

import org.jspecify.annotations.NullMarked;
