package org.nn4j.core.initializer;

import java.util.random.RandomGenerator;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * Uniform directions of one length: each unit's incoming weights are drawn from [−½, ½) and scaled
 * to the Euclidean length β = 0.7·fan_out^(1/fan_in), for which the units' bends cover inputs
 * between −1 and 1 evenly, once biases are uniform in ±β: {@code bias_initializer=uniform(low=-β,
 * high=β)}.
 *
 * <p>Source: Nguyen and Widrow, "Improving the learning speed of 2-layer neural networks by
 * choosing initial values of the adaptive weights", 1990; as in Encog and Neuroph.
 */
public record NguyenWidrow() implements Initializer {

  @Override
  public String name() {
    return "nguyen_widrow";
  }

  @Override
  public String description() {
    return "uniform directions of length 0.7*fan_out^(1/fan_in), for tanh on inputs within 1";
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException if a fan is not positive
   */
  @Override
  public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
    double exponent = Fill.fanInVariance(1, fanIn);
    double beta = 0.7 * StrictMath.pow(Fill.positive("fan_out", fanOut), exponent);
    Matrix drawn = Matrix.zeros(Precision.FLOAT64, weights.rows(), weights.columns());
    Fill.uniform(drawn, -0.5, 0.5, random);
    for (int c = 0; c < weights.columns(); c++) {
      double squares = 0;
      for (int r = 0; r < weights.rows(); r++) {
        squares = Math.fma(drawn.get(r, c), drawn.get(r, c), squares);
      }
      double scale = squares > 0 ? beta / Math.sqrt(squares) : 0;
      for (int r = 0; r < weights.rows(); r++) {
        weights.set(r, c, drawn.get(r, c) * scale);
      }
    }
  }
}
