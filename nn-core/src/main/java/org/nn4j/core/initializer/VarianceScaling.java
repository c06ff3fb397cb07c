package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;

/**
 * Random numbers around 0 of variance scale/n, with n a count of connections: the family of which
 * the rules of Glorot (fan_avg), He (scale 2) and LeCun are members. Keras' {@code VarianceScaling}
 * and its names.
 *
 * <p>The truncated normal distribution is cut at two standard deviations and widened so that its
 * variance is the one asked for.
 *
 * @param scale the factor, finite and above 0
 * @param mode n
 * @param distribution what to draw from
 */
public record VarianceScaling(double scale, Mode mode, Distribution distribution)
    implements Initializer {
  /** The standard deviation of a standard normal distribution that is cut at ±2. */
  private static final double CUT = 0.879625661034239784;

  /** Which connections count. */
  public enum Mode {
    /** The inputs of an output. */
    FAN_IN,
    /** The outputs of an input. */
    FAN_OUT,
    /** The mean of both. */
    FAN_AVG
  }

  /** What is drawn from. */
  public enum Distribution {
    /** A normal distribution within two standard deviations. */
    TRUNCATED_NORMAL,
    /** A normal distribution. */
    UNTRUNCATED_NORMAL,
    /** A uniform distribution. */
    UNIFORM
  }

  /** Creates one with variance 1/fan_in from the truncated normal distribution, as Keras does. */
  public VarianceScaling() {
    this(1, Mode.FAN_IN, Distribution.TRUNCATED_NORMAL);
  }

  /**
   * Checks the scale.
   *
   * @throws IllegalArgumentException if it is not finite or not above 0
   */
  public VarianceScaling {
    Checks.positive("scale", scale);
  }

  @Override
  public String name() {
    return "variance_scaling";
  }

  @Override
  public String description() {
    return "variance scale/fan, from a distribution of choice";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a fan is not positive
   */
  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    double variance =
        switch (mode) {
          case FAN_IN -> Fill.fanInVariance(scale, fanIn);
          case FAN_OUT -> scale / Fill.positive("fan_out", fanOut);
          case FAN_AVG -> Fill.glorotVariance(Math.sqrt(scale), fanIn, fanOut);
        };
    double std = Math.sqrt(variance);
    switch (distribution) {
      case TRUNCATED_NORMAL -> Fill.truncatedNormal(weights, 0, std / CUT, random);
      case UNTRUNCATED_NORMAL -> Fill.normal(weights, 0, std, random);
      case UNIFORM -> Fill.uniform(weights, variance, random);
    }
  }
}
