/**
 * Optimizers and learning-rate schedules, with PyTorch's formulas, names and defaults.
 *
 * <p>An optimizer is a record of its hyper-parameters; its loop over the parameters lies in a class
 * {@code FloatXxx} over {@code float[]}, from which the build makes the float64 twin {@code
 * DoubleXxx}. The loops are free of branches and use one index for all arrays, because C2
 * vectorises nothing else, and nearly all run at the speed of memory. The two that C2 leaves
 * scalar, being too long for its unrolling, are {@code rprop} and {@code rmsprop} with both a
 * centre and momentum.
 */
@NullMarked
package org.nn4j.optim;

import org.jspecify.annotations.NullMarked;
