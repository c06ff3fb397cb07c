/** Cross-validation of what settings describe. */
@NullMarked
package org.nn4j.experiment.crossval;

import org.jspecify.annotations.NullMarked;
