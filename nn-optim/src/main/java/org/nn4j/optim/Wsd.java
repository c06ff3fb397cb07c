package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * Warmup, stable, decay: a line up to the base rate η, η, then a fall to 0 at the end. Unlike with
 * a cosine the rate does not depend on the length of the run before the fall. In step t·T of T
 *
 * <pre>
 * η·min(1, (t·T + 1)/(w·T))       while t &lt; 1 − d
 * η·f((t − (1 − d))/d)            afterwards,  f(x) = 1 − √x, 1 − x or ½(1 + cos πx)
 * </pre>
 *
 * <p>Counts steps. Source: Hu et al., "MiniCPM: unveiling the potential of small language models
 * with scalable training strategies", 2024; the root by Hägele et al., "Scaling laws and
 * compute-optimal training beyond fixed training durations", 2024, who find it the best fall, and a
 * fifth of the run long enough.
 *
 * @param warmup w, the part of the run with the rise, in [0, 1)
 * @param decay d, the part of the run with the fall, in [0, 1); w + d at most 1
 * @param shape how the rate falls
 */
public record Wsd(double warmup, double decay, Shape shape) implements LearningRateSchedule {

  /** How the rate falls. */
  public enum Shape {
    /** 1 − √x, steep at first. */
    SQRT,
    /** 1 − x. */
    LINEAR,
    /** Half a cosine. */
    COSINE
  }

  /** Creates a schedule that rises in a twentieth of the run and falls by a root in a fifth. */
  public Wsd() {
    this(0.05, 0.2, Shape.SQRT);
  }

  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException if one is out of range, or both together are more than all
   */
  public Wsd {
    Checks.inRange("warmup", warmup, 0, 1);
    Checks.inRange("decay", decay, 0, 1);
    if (warmup + decay > 1) {
      throw new IllegalArgumentException(
          "warmup and decay must be at most 1 together but are " + warmup + " and " + decay);
    }
  }

  @Override
  public String name() {
    return "wsd";
  }

  @Override
  public String description() {
    return "a rise, the base rate, and a fall to 0 at the end";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    double t = Math.min((double) clock.step() / clock.totalSteps(), 1);
    double left = 1 - t;
    if (left > decay) {
      double risen = (clock.step() + 1) / (warmup * clock.totalSteps());
      return baseRate * Math.min(1, risen);
    }
    return decay == 0 ? baseRate : baseRate * fall(1 - left / decay);
  }

  private double fall(double x) {
    return switch (shape) {
      case SQRT -> 1 - Math.sqrt(x);
      case LINEAR -> 1 - x;
      case COSINE -> Cosine.at(1, 0, x);
    };
  }
}
