package org.nn4j.core.layer;

import java.util.Arrays;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;

/** {@link PiecewiseLinear} with its memory. The build makes the float64 twin of this class. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatPiecewiseLinear extends FloatColumnEmbedding {
  private final int bins;
  private final Matrix bounds;

  FloatPiecewiseLinear(PiecewiseLinear definition, LayerContext context) {
    super(
        definition.embedded(context.inputWidth()),
        definition.bins(),
        definition.size(),
        false,
        context);
    this.bins = definition.bins();
    this.bounds = context.parameter(PiecewiseLinear.BOUNDS).value();
  }

  @Override
  public void adapt(Matrix sample) {
    double[] sorted = new double[sample.rows()];
    for (int c = 0; c < bounds.rows(); c++) {
      for (int r = 0; r < sorted.length; r++) {
        sorted[r] = sample.get(r, c);
      }
      Arrays.sort(sorted);
      for (int t = 0; t <= bins; t++) {
        bounds.set(c, t, quantile(sorted, (double) t / bins));
      }
    }
  }

  /** Returns a quantile of sorted numbers, linearly interpolated. */
  private static double quantile(double[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) place;
    double low = sorted[below];
    double high = sorted[Math.min(below + 1, sorted.length - 1)];
    return Math.fma(place - below, high - low, low);
  }

  @Override
  boolean has(int c, int t) {
    return width(c, t) >= PiecewiseLinear.LEAST_WIDTH;
  }

  @Override
  void encode(int c, int t, float[] x, float[] element, int count) {
    float bound = (float) bounds.get(c, t);
    encode(x, bound, 1 / width(c, t), least(c, t), most(c, t), element, count);
  }

  @Override
  boolean trainsFeatures() {
    return false;
  }

  @Override
  void backward(int c, int t, float[] x, float[] element, float[] slopes, float[] dx, int count) {
    addInside(element, least(c, t), most(c, t), 1 / width(c, t), slopes, dx, count);
  }

  private float width(int c, int t) {
    return (float) bounds.get(c, t + 1) - (float) bounds.get(c, t);
  }

  /** Returns the least value of an element: none in the first bin that has a width. */
  private float least(int c, int t) {
    return (float) bounds.get(c, t) == (float) bounds.get(c, 0) ? Float.NEGATIVE_INFINITY : 0;
  }

  /** Returns the greatest value of an element: none in the last bin that has a width. */
  private float most(int c, int t) {
    return (float) bounds.get(c, t + 1) == (float) bounds.get(c, bins)
        ? Float.POSITIVE_INFINITY
        : 1;
  }

  private static void encode(
      float[] x, float bound, float scale, float least, float most, float[] e, int count) {
    for (int i = 0; i < count; i++) {
      e[i] = Math.max(Math.min((x[i] - bound) * scale, most), least);
    }
  }

  /** Adds scale·slope where an element is not held at an end. */
  private static void addInside(
      float[] e, float least, float most, float scale, float[] slope, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] += e[i] > least && e[i] < most ? scale * slope[i] : 0;
    }
  }
}
