package org.nn4j.examples;

import java.util.random.RandomGenerator;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;

// tag::layer
/**
 * Adds Gaussian noise in training and nothing in prediction.
 *
 * @param std standard deviation, at least 0
 */
public record GaussianNoise(double std) implements Layer {

  /** Takes a standard deviation of 0.1. */
  public GaussianNoise() {
    this(0.1);
  }

  /** Checks the deviation. */
  public GaussianNoise {
    Checks.nonNegative("std", std);
  }

  @Override
  public String name() {
    return "acme.gaussian_noise";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return inputWidth;
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(
        std,
        context.random(),
        new BatchBuffer(context.precision(), context.maxRows(), context.inputWidth()));
  }

  /** The layer with its memory: one thread's, allocated once. */
  private record Bound(double std, RandomGenerator random, BatchBuffer outputs)
      implements BoundLayer {

    @Override
    public Matrix forward(Matrix input, boolean training) {
      if (!training) {
        return input;
      }
      Matrix output = outputs.rows(input.rows());
      for (int r = 0; r < input.rows(); r++) {
        for (int c = 0; c < input.columns(); c++) {
          output.set(r, c, input.get(r, c) + std * random.nextGaussian());
        }
      }
      return output;
    }

    @Override
    public Matrix backward(Matrix gradient) {
      return gradient; // the noise does not depend on the input
    }
  }
}
// end::layer
