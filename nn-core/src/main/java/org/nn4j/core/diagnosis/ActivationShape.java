package org.nn4j.core.diagnosis;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OutputLink;

/**
 * The shape of an activation's graph, found by sampling, so that it works for plug-ins too.
 *
 * @param low what it cannot go below, −∞ if it can go anywhere
 * @param high what it cannot exceed, ∞ if it can go anywhere
 * @param steepest its greatest slope where most pre-activations are: elsewhere that of a cube, say,
 *     has no bound, and none of its units had a slope beside it
 */
record ActivationShape(double low, double high, double steepest) {
  /** The pre-activations of a working network are well within this. */
  private static final double NEAR = 128;

  /**
   * An activation that still grows between {@link #NEAR} and here is unbounded; softsign is at
   * 0.9999 here.
   */
  private static final double FAR = 8192;

  private static final double LEAST = 1.0 / 64;

  /** Most pre-activations of standardized inputs are within this. */
  private static final double TYPICAL = 4;

  /** Ratio of neighbouring samples. */
  private static final double RATIO = 1.25;

  /** Share of the span that may be gained between near and far where there is a bound. */
  private static final double GAIN = 0.05;

  /** Returns an activation's shape, or null if it is unknown. */
  static @Nullable ActivationShape of(@Nullable Activation activation) {
    if (activation instanceof ElementwiseActivation function) {
      return of(function);
    }
    return activation != null && activation.link() == OutputLink.SOFTMAX
        ? new ActivationShape(0, 1, 1)
        : null;
  }

  private static ActivationShape of(ElementwiseActivation function) {
    double[] near = {function.value(0), function.value(0)};
    double[] far = near.clone();
    double steepest = 0;
    for (double size = LEAST; size <= FAR; size *= RATIO) {
      for (double z : new double[] {-size, size}) {
        double a = function.value(z);
        extend(far, a);
        if (size <= NEAR) {
          extend(near, a);
        }
        double slope = Math.abs(function.derivative(z, a));
        steepest = size <= TYPICAL && slope > steepest ? slope : steepest;
      }
    }
    double gain = GAIN * (near[1] - near[0]);
    return new ActivationShape(
        near[0] - far[0] <= gain ? far[0] : Double.NEGATIVE_INFINITY,
        far[1] - near[1] <= gain ? far[1] : Double.POSITIVE_INFINITY,
        steepest);
  }

  /** Extends an interval to a value; NaN changes nothing. */
  private static void extend(double[] interval, double value) {
    interval[0] = value < interval[0] ? value : interval[0];
    interval[1] = value > interval[1] ? value : interval[1];
  }

  /** Returns whether it has an end on both sides, as sigmoid and tanh have. */
  boolean bounded() {
    return Double.isFinite(high - low);
  }
}
