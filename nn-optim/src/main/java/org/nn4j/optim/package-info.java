/**
 * Optimizers and learning-rate schedules, with PyTorch's formulas, names and defaults.
 *
 * <p>An optimizer is a record of its hyper-parameters; its loop over the parameters is in a class
 * {@code FloatXxx} over {@code float[]}, from which the build generates the float64 twin {@code
 * DoubleXxx}. The loops have no branches and use one index for all arrays, because C2 vectorises
 * nothing else, and nearly all run at the speed of memory. Two are too long for C2 to unroll and
 * stay scalar: {@code rprop}, and {@code rmsprop} with both centering and momentum.
 */
@NullMarked
package org.nn4j.optim;

import org.jspecify.annotations.NullMarked;
