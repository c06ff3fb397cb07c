/**
 * Work on several threads: the worker pool that a training run owns, and kernels that divide each
 * operation among its threads.
 *
 * <p>Only outputs are divided, never a sum: every number is computed by one thread in the order
 * that {@link org.nn4j.api.Kernels} states, so results have the same bits for any number of
 * threads.
 */
@NullMarked
package org.nn4j.core.parallel;

import org.jspecify.annotations.NullMarked;
