package org.nn4j.core.training;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.core.parallel.WorkerPool;

/**
 * Bounds on the gradients, applied between back-propagation and the update; first by value, then by
 * norm.
 *
 * @param value each gradient is clamped to [−value, value]; 0 for no bound
 * @param norm if the Euclidean length of all gradients together exceeds it, all are scaled by
 *     norm/length; 0 for no bound
 */
public record GradientClipping(double value, double norm) {
  /** No bounds. */
  public static final GradientClipping NONE = new GradientClipping(0, 0);

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is negative or not finite
   */
  public GradientClipping {
    Checks.nonNegative("clip_value", value);
    Checks.nonNegative("clip_norm", norm);
  }

  /**
   * Clips gradients in place, on this thread.
   *
   * @param gradients 1×P
   */
  public void apply(Matrix gradients) {
    new GradientClipper(this, gradients, new WorkerPool(1)).clip();
  }
}
