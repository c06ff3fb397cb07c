package org.nn4j.core.layer;

import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;

/** {@link Pbld} with its memory. The build makes the float64 twin of this class. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatPbld extends FloatColumnEmbedding {
  private static final float PER_PI = (float) (1 / Math.PI);
  private static final float TWO_PI = (float) (2 * Math.PI);

  private final boolean needsInputGradient;
  private final Parameter frequency;
  private final Parameter phase;

  FloatPbld(Pbld definition, LayerContext context) {
    super(
        definition.embedded(context.inputWidth()),
        definition.frequencies(),
        definition.size() - 1,
        true,
        context);
    this.needsInputGradient = context.needsInputGradient();
    this.frequency = context.parameter(Pbld.FREQUENCY);
    this.phase = context.parameter(Pbld.PHASE);
  }

  @Override
  boolean has(int column, int wave) {
    return true;
  }

  @Override
  void encode(int column, int wave, float[] x, float[] cosine, int count) {
    cosines(x, slope(column, wave), shift(column, wave), cosine, count);
  }

  @Override
  boolean trainsFeatures() {
    return true;
  }

  @Override
  void backward(
      int column, int wave, float[] x, float[] cosine, float[] slopes, float[] dx, int count) {
    multiplyBySines(x, slope(column, wave), shift(column, wave), slopes, count);
    phase.gradient().set(column, wave, -FloatVectors.sum(slopes, count));
    frequency.gradient().set(column, wave, -TWO_PI * FloatVectors.dot(slopes, x, count));
    if (needsInputGradient) {
      FloatVectors.addProduct(-TWO_PI * at(frequency.value(), column, wave), slopes, dx, count);
    }
  }

  /** Returns 2·w₁, in half turns. */
  private float slope(int column, int wave) {
    return 2 * at(frequency.value(), column, wave);
  }

  /** Returns b₁/π, in half turns. */
  private float shift(int column, int wave) {
    return PER_PI * at(phase.value(), column, wave);
  }

  private static float at(Matrix matrix, int row, int column) {
    return (float) matrix.get(row, column);
  }

  private static void cosines(float[] x, float slope, float shift, float[] cosine, int count) {
    for (int i = 0; i < count; i++) {
      cosine[i] = Trigonometry.cosPi(Math.fma(x[i], slope, shift));
    }
  }

  private static void multiplyBySines(float[] x, float slope, float shift, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] *= Trigonometry.sinPi(Math.fma(x[i], slope, shift));
    }
  }
}
