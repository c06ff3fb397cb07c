/**
 * Training: the objective and its gradient, the trainer with its listeners, stop criteria and
 * history, evaluation, and the minimizer of any differentiable function.
 */
@NullMarked
package org.nn4j.core.training;

import org.jspecify.annotations.NullMarked;
