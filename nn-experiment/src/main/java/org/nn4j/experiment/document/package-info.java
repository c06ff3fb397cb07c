/** Plain values as JSON and YAML, and words as users write them. */
@NullMarked
package org.nn4j.experiment.document;

import org.jspecify.annotations.NullMarked;
