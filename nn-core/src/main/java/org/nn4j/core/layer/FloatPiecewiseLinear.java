package org.nn4j.core.layer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;

/**
 * {@link PiecewiseLinear} with its memory. The build makes the float64 twin of this class.
 *
 * <p>Column by column, bin by bin, and for each bin over the rows, as in {@link FloatPbld}.
 */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatPiecewiseLinear implements BoundLayer {
  private final int embedded;
  private final int bins;
  private final int size;
  private final boolean training;
  private final Matrix bounds;
  private final Parameter weight;
  private final Parameter bias;
  private final BatchBuffer outputs;
  private final @Nullable BatchBuffer inputGradients;

  /** The embedded column, and the columns that it becomes or their gradients. */
  private final float[] x;

  private final float[][] parts;

  /** The elements of e(x): of each bin where they are kept for the backward pass, else of one. */
  private final float[][] elements;

  private final float[] slopes;
  private final float[] inputSlopes;
  private FloatMatrix input;

  FloatPiecewiseLinear(PiecewiseLinear definition, LayerContext context) {
    this.embedded = definition.embedded(context.inputWidth());
    this.bins = definition.bins();
    this.size = definition.size();
    this.training = context.training();
    this.bounds = context.parameter(PiecewiseLinear.BOUNDS).value();
    this.weight = context.parameter(PiecewiseLinear.WEIGHT);
    this.bias = context.parameter(PiecewiseLinear.BIAS);
    this.outputs = Buffers.batch(context, definition.outputWidth(context.inputWidth()));
    this.inputGradients = Buffers.inputGradient(context);
    int rows = context.maxRows();
    this.x = new float[rows];
    this.parts = new float[size][rows];
    this.elements = new float[training ? embedded * bins : 1][rows];
    this.slopes = new float[rows];
    this.inputSlopes = new float[rows];
    this.input = (FloatMatrix) outputs.rows(0);
  }

  @Override
  public void adapt(Matrix sample) {
    double[] sorted = new double[sample.rows()];
    for (int c = 0; c < embedded; c++) {
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
  public Matrix forward(Matrix newInput, boolean inTraining) {
    input = (FloatMatrix) newInput;
    int rows = input.rows();
    FloatMatrix output = (FloatMatrix) outputs.rows(rows);
    for (int c = 0; c < embedded; c++) {
      FloatColumns.read(input, c, x);
      for (int k = 0; k < size; k++) {
        Arrays.fill(parts[k], 0, rows, (float) bias.value().get(c, k));
      }
      for (int t = 0; t < bins; t++) {
        if (isWide(c, t)) {
          int bin = c * bins + t;
          float[] element = elements[training ? bin : 0];
          encode(
              x, (float) bounds.get(c, t), 1 / width(c, t), least(c, t), most(c, t), element, rows);
          for (int k = 0; k < size; k++) {
            FloatVectors.addProduct((float) weight.value().get(bin, k), element, parts[k], rows);
          }
        }
      }
      for (int k = 0; k < size; k++) {
        FloatColumns.write(parts[k], output, c * size + k);
      }
    }
    FloatColumns.copy(input, embedded, output, embedded * size, input.columns() - embedded);
    return output;
  }

  @Override
  public @Nullable Matrix backward(Matrix gradient) {
    FloatMatrix g = (FloatMatrix) gradient;
    int rows = g.rows();
    FloatMatrix inputGradient =
        inputGradients == null ? null : (FloatMatrix) inputGradients.rows(rows);
    weight.gradient().fill(0); // bins without width are left out below
    for (int c = 0; c < embedded; c++) {
      for (int k = 0; k < size; k++) {
        FloatColumns.read(g, c * size + k, parts[k]);
        bias.gradient().set(c, k, FloatVectors.sum(parts[k], rows));
      }
      Arrays.fill(inputSlopes, 0, rows, 0);
      for (int t = 0; t < bins; t++) {
        if (isWide(c, t)) {
          backward(c, t, least(c, t), most(c, t), inputGradient != null, rows);
        }
      }
      if (inputGradient != null) {
        FloatColumns.write(inputSlopes, inputGradient, c);
      }
    }
    if (inputGradient != null) {
      FloatColumns.copy(g, embedded * size, inputGradient, embedded, input.columns() - embedded);
    }
    return inputGradient;
  }

  /** Computes the gradients of a bin's weights and, if asked for, what it adds to ∂L/∂x. */
  private void backward(int c, int t, float least, float most, boolean toInput, int rows) {
    int bin = c * bins + t;
    Arrays.fill(slopes, 0, rows, 0);
    for (int k = 0; k < size; k++) {
      weight.gradient().set(bin, k, FloatVectors.dot(elements[bin], parts[k], rows));
      if (toInput) {
        FloatVectors.addProduct((float) weight.value().get(bin, k), parts[k], slopes, rows);
      }
    }
    if (toInput) {
      addInside(elements[bin], least, most, 1 / width(c, t), slopes, inputSlopes, rows);
    }
  }

  private float width(int c, int t) {
    return (float) bounds.get(c, t + 1) - (float) bounds.get(c, t);
  }

  private boolean isWide(int c, int t) {
    return width(c, t) >= PiecewiseLinear.LEAST_WIDTH;
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
