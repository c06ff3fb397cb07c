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
 * What embeddings of columns share, with its memory: each of the first columns x becomes f(x)·W + b
 * with the column's own features f, weights and bias, and perhaps x itself; the further columns
 * follow. The build makes the float64 twin of this class.
 *
 * <p>Column by column, feature by feature, and for each feature over the rows: so a feature's
 * parameters are scalars, and every loop is long, over arrays from index 0 on, of which C2 makes
 * vectors.
 */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
abstract class FloatColumnEmbedding implements BoundLayer {
  private final int embedded;
  private final int features;
  private final int sums;
  private final int size;
  private final boolean training;
  private final Parameter weight;
  private final Parameter bias;
  private final BatchBuffer outputs;
  private final @Nullable BatchBuffer inputGradients;

  /** The column, the columns that it becomes or their gradients, and its own gradient. */
  private final float[] x;

  private final float[][] parts;
  private final float[] xGradient;

  /** The features: all of them where they are kept for the backward pass, else one at a time. */
  private final float[][] values;

  private final float[] slopes;
  private FloatMatrix input;

  /**
   * Allocates memory.
   *
   * @param embedded number of embedded columns
   * @param features number of each one's features
   * @param sums number of columns of W
   * @param keepsColumn whether x follows them
   */
  FloatColumnEmbedding(
      int embedded, int features, int sums, boolean keepsColumn, LayerContext context) {
    int rows = context.maxRows();
    this.embedded = embedded;
    this.features = features;
    this.sums = sums;
    this.size = keepsColumn ? sums + 1 : sums;
    this.training = context.training();
    this.weight = context.parameter(ColumnEmbeddings.WEIGHT);
    this.bias = context.parameter(ColumnEmbeddings.BIAS);
    this.outputs = Buffers.batch(context, context.inputWidth() + embedded * (size - 1));
    this.inputGradients = Buffers.inputGradient(context);
    this.x = new float[rows];
    this.parts = new float[sums][rows];
    this.xGradient = new float[rows];
    this.values = new float[training ? embedded * features : 1][rows];
    this.slopes = new float[rows];
    this.input = (FloatMatrix) outputs.rows(0);
  }

  /** Whether a column has a feature; one that it has not is 0. */
  abstract boolean has(int column, int feature);

  /** Computes a feature of {@code count} elements of a column. */
  abstract void encode(int column, int feature, float[] x, float[] value, int count);

  /** Whether a feature has trained parameters. */
  abstract boolean trainsFeatures();

  /**
   * Computes the gradients of a feature's parameters, and adds what it passes on to ∂L/∂x where
   * that is needed.
   *
   * @param slopes ∂L/∂f, which may be overwritten
   */
  abstract void backward(
      int column, int feature, float[] x, float[] value, float[] slopes, float[] dx, int count);

  @Override
  public final Matrix forward(Matrix newInput, boolean inTraining) {
    input = (FloatMatrix) newInput;
    int rows = input.rows();
    FloatMatrix output = (FloatMatrix) outputs.rows(rows);
    for (int c = 0; c < embedded; c++) {
      FloatColumns.read(input, c, x);
      for (int k = 0; k < sums; k++) {
        Arrays.fill(parts[k], 0, rows, (float) bias.value().get(c, k));
      }
      for (int j = 0; j < features; j++) {
        if (has(c, j)) {
          int row = c * features + j;
          float[] value = values[training ? row : 0];
          encode(c, j, x, value, rows);
          for (int k = 0; k < sums; k++) {
            FloatVectors.addProduct((float) weight.value().get(row, k), value, parts[k], rows);
          }
        }
      }
      for (int k = 0; k < sums; k++) {
        FloatColumns.write(parts[k], output, c * size + k);
      }
      if (size > sums) {
        FloatColumns.write(x, output, c * size + sums);
      }
    }
    FloatColumns.copy(input, embedded, output, embedded * size, input.columns() - embedded);
    return output;
  }

  @Override
  public final @Nullable Matrix backward(Matrix gradient) {
    FloatMatrix g = (FloatMatrix) gradient;
    int rows = g.rows();
    FloatMatrix inputGradient =
        inputGradients == null ? null : (FloatMatrix) inputGradients.rows(rows);
    for (int c = 0; c < embedded; c++) {
      FloatColumns.read(input, c, x);
      for (int k = 0; k < sums; k++) {
        FloatColumns.read(g, c * size + k, parts[k]);
        bias.gradient().set(c, k, FloatVectors.sum(parts[k], rows));
      }
      if (size > sums) {
        FloatColumns.read(g, c * size + sums, xGradient);
      } else {
        Arrays.fill(xGradient, 0, rows, 0);
      }
      for (int j = 0; j < features; j++) {
        backward(c, j, inputGradient != null, rows);
      }
      if (inputGradient != null) {
        FloatColumns.write(xGradient, inputGradient, c);
      }
    }
    if (inputGradient != null) {
      FloatColumns.copy(g, embedded * size, inputGradient, embedded, input.columns() - embedded);
    }
    return inputGradient;
  }

  private void backward(int c, int j, boolean toInput, int rows) {
    int row = c * features + j;
    boolean there = has(c, j);
    for (int k = 0; k < sums; k++) {
      float dot = there ? FloatVectors.dot(values[row], parts[k], rows) : 0;
      weight.gradient().set(row, k, dot);
    }
    if (there && (toInput || trainsFeatures())) {
      Arrays.fill(slopes, 0, rows, 0);
      for (int k = 0; k < sums; k++) {
        FloatVectors.addProduct((float) weight.value().get(row, k), parts[k], slopes, rows);
      }
      backward(c, j, x, values[row], slopes, xGradient, rows);
    }
  }
}
