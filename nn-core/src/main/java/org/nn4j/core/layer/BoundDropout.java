package org.nn4j.core.layer;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;

/** What kinds of dropout share: a random mask in training, and the input itself in prediction. */
abstract class BoundDropout implements BoundLayer {
  private final double rate;
  private final double kept;
  private final Kernels kernels;
  private final RandomGenerator random;
  private final BatchBuffer masks;
  private @Nullable Matrix mask;

  /**
   * Allocates a mask.
   *
   * @param rate probability of 0 in the mask
   * @param kept the mask's other value
   */
  BoundDropout(double rate, double kept, LayerContext context) {
    this.rate = rate;
    this.kept = kept;
    this.kernels = context.kernels();
    this.random = context.random();
    this.masks = Buffers.batch(context, context.inputWidth());
  }

  /** Applies a mask to an input and returns the output. */
  abstract Matrix apply(Matrix mask, Matrix input, Kernels kernels);

  @Override
  public final Matrix forward(Matrix input, boolean training) {
    if (!training || rate == 0) {
      mask = null;
      return input;
    }
    Matrix drawn = masks.rows(input.rows());
    mask = drawn;
    draw(drawn);
    return apply(drawn, input, kernels);
  }

  @Override
  public final Matrix backward(Matrix gradient) {
    if (mask != null) {
      kernels.multiply(gradient, mask, gradient);
    }
    return gradient;
  }

  /** Sets each element to 0 with probability {@code rate}; one draw per element, in row order. */
  private void draw(Matrix drawn) {
    int from = drawn.offset();
    int to = from + drawn.size();
    if (drawn instanceof FloatMatrix floats) {
      float[] array = floats.array();
      float high = (float) kept;
      for (int i = from; i < to; i++) {
        array[i] = random.nextDouble() < rate ? 0 : high;
      }
    } else {
      double[] array = ((DoubleMatrix) drawn).array();
      for (int i = from; i < to; i++) {
        array[i] = random.nextDouble() < rate ? 0 : kept;
      }
    }
  }
}
