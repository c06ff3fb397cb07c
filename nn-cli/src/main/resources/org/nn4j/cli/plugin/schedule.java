package @package@;

import org.nn4j.api.Checks;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;

/**
 * The base rate over a root of time: η = η₀/√(1 + decay·epoch).
 *
 * @param decay how fast the rate falls, at least 0
 */
public record @class@(double decay) implements LearningRateSchedule {

  /** Takes a decay of 0.1. */
  public @class@() {
    this(0.1);
  }

  /**
   * Checks the decay.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public @class@ {
    Checks.nonNegative("decay", decay);
  }

  @Override
  public String name() {
    return "@name@";
  }

  @Override
  public String description() {
    return "base rate over sqrt(1 + decay*epoch)";
  }

  @Override
  public double rate(double baseRate, TrainingClock clock, double[] state) {
    return baseRate / Math.sqrt(1 + decay * clock.epoch());
  }
}
