package @package@;

import java.util.random.RandomGenerator;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * Uniform in [−limit, limit) with limit = gain·√(3/fan_in), which makes the variance gain²/fan_in.
 *
 * @param gain factor of the standard deviation, above 0
 */
public record @class@(double gain) implements Initializer {

  /** Takes a gain of 1. */
  public @class@() {
    this(1);
  }

  /**
   * Checks the gain.
   *
   * @throws IllegalArgumentException if it is out of range
   */
  public @class@ {
    Checks.positive("gain", gain);
  }

  @Override
  public String name() {
    return "@name@";
  }

  @Override
  public String description() {
    return "uniform with variance gain^2/fan_in";
  }

  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    double limit = gain * Math.sqrt(3.0 / fanIn);
    for (int r = 0; r < weights.rows(); r++) {
      for (int c = 0; c < weights.columns(); c++) {
        weights.set(r, c, limit * (2 * random.nextDouble() - 1));
      }
    }
  }
}
