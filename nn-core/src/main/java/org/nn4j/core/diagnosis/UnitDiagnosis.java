package org.nn4j.core.diagnosis;

import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Matrix;

/**
 * Counts the units of a layer that do not learn: those where σ'(Z), by which (E4) multiplies every
 * delta, is next to nothing.
 *
 * @param dead units with no slope on any sample
 * @param saturated units with hardly any slope on nearly all samples
 * @param stuck saturated units whose output is hardly different on any two samples
 */
record UnitDiagnosis(int dead, int saturated, int stuck) {
  /**
   * A slope below this share of the greatest one counts as 0: relu has 0 there, and elu at −7, gelu
   * at −4; a leaky relu with its usual slope of 0.01 is above.
   */
  private static final double NO_SLOPE = 1e-3;

  /**
   * A slope below this share of the greatest one is hardly any: beyond ±2.2 for tanh, ±4.4 for
   * sigmoid, where LeCun et al., "Efficient BackProp", 1998, §4.4, no longer want a unit to be.
   */
  private static final double LITTLE_SLOPE = 0.05;

  /** Share of the samples on which a unit has hardly any slope that is called saturated. */
  private static final double NEARLY_ALL = 0.95;

  /** Share of the activation's range within which a stuck unit's outputs stay. */
  private static final double STUCK = 0.05;

  /**
   * Counts.
   *
   * @param z pre-activations, N×n
   * @param a outputs, N×n
   */
  static UnitDiagnosis of(
      ElementwiseActivation function, ActivationShape shape, Matrix z, Matrix a) {
    int dead = 0;
    int saturated = 0;
    int stuck = 0;
    for (int unit = 0; unit < z.columns(); unit++) {
      int without = 0;
      int little = 0;
      double least = Double.POSITIVE_INFINITY;
      double greatest = Double.NEGATIVE_INFINITY;
      for (int r = 0; r < z.rows(); r++) {
        double output = a.get(r, unit);
        double slope = Math.abs(function.derivative(z.get(r, unit), output));
        without += slope <= NO_SLOPE * shape.steepest() ? 1 : 0;
        little += slope <= LITTLE_SLOPE * shape.steepest() ? 1 : 0;
        least = Math.min(least, output);
        greatest = Math.max(greatest, output);
      }
      boolean full = little >= NEARLY_ALL * z.rows();
      dead += without == z.rows() ? 1 : 0;
      saturated += full ? 1 : 0;
      stuck += full && greatest - least <= STUCK * (shape.high() - shape.low()) ? 1 : 0;
    }
    return new UnitDiagnosis(dead, saturated, stuck);
  }
}
