package org.nn4j.core.layer;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;

/**
 * Noise: in training each element has a number from N(0, std²) added, drawn in row order; in
 * prediction nothing happens. Before the first layer it blurs inputs, which bounds how steep the
 * network is there. The gradient passes unchanged. Keras' {@code GaussianNoise}.
 *
 * <p>Source: Bishop, "Training with noise is equivalent to Tikhonov regularization", 1995.
 *
 * @param std standard deviation, finite, at least 0; 0.1 by default, a tenth of that of a
 *     standardized input
 */
public record GaussianNoise(double std) implements Layer {

  /** Creates a layer with a standard deviation of 0.1. */
  public GaussianNoise() {
    this(0.1);
  }

  /**
   * Checks the standard deviation.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public GaussianNoise {
    Checks.nonNegative("std", std);
  }

  @Override
  public String name() {
    return "gaussian_noise";
  }

  @Override
  public String description() {
    return "adds normal noise in training";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return inputWidth;
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(OperatorGraph.of("Identity"));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(std, context.random(), Buffers.batch(context, context.inputWidth()));
  }

  private record Bound(double std, RandomGenerator random, BatchBuffer outputs)
      implements BoundLayer {

    @Override
    public Matrix forward(Matrix input, boolean training) {
      if (!training || std == 0) {
        return input;
      }
      Matrix output = outputs.rows(input.rows());
      for (int r = 0; r < input.rows(); r++) {
        for (int c = 0; c < input.columns(); c++) {
          output.set(r, c, Math.fma(std, random.nextGaussian(), input.get(r, c)));
        }
      }
      return output;
    }

    @Override
    public Matrix backward(Matrix gradient) {
      return gradient;
    }
  }
}
