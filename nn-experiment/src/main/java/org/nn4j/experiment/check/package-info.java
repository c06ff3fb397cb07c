/** Sanity checks of what settings describe: gradients, overfitting one batch, learning rates. */
@NullMarked
package org.nn4j.experiment.check;

import org.jspecify.annotations.NullMarked;
