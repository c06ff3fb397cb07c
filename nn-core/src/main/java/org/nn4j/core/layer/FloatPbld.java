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
 * {@link Pbld} with its memory. The build makes the float64 twin of this class.
 *
 * <p>Column by column, wave by wave, and for each wave over the rows: so a wave's parameters are
 * scalars, and every loop is long, over arrays from index 0 on, of which C2 makes vectors. Sums
 * over rows are eight chains side by side, and one for the rows left over.
 */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatPbld implements BoundLayer {
  private static final float PER_PI = (float) (1 / Math.PI);
  private static final float TWO_PI = (float) (2 * Math.PI);

  private final int embedded;
  private final int waves;
  private final int size;
  private final boolean training;
  private final boolean needsInputGradient;
  private final Parameter frequency;
  private final Parameter phase;
  private final Parameter weight;
  private final Parameter bias;
  private final BatchBuffer outputs;
  private final @Nullable BatchBuffer inputGradients;

  /** The embedded column, and the columns that it becomes or their gradients. */
  private final float[] x;

  private final float[][] parts;

  /** The cosines: of each wave where they are kept for the backward pass, else of one at a time. */
  private final float[][] cosines;

  private final float[] slopes;
  private FloatMatrix input;

  FloatPbld(Pbld definition, LayerContext context) {
    this.embedded = definition.embedded(context.inputWidth());
    this.waves = definition.frequencies();
    this.size = definition.size();
    this.training = context.training();
    this.needsInputGradient = context.needsInputGradient();
    this.frequency = context.parameter(Pbld.FREQUENCY);
    this.phase = context.parameter(Pbld.PHASE);
    this.weight = context.parameter(Pbld.WEIGHT);
    this.bias = context.parameter(Pbld.BIAS);
    this.outputs = Buffers.batch(context, definition.outputWidth(context.inputWidth()));
    this.inputGradients = Buffers.inputGradient(context);
    int rows = context.maxRows();
    this.x = new float[rows];
    this.parts = new float[size][rows];
    this.cosines = new float[training ? embedded * waves : 1][rows];
    this.slopes = new float[rows];
    this.input = (FloatMatrix) outputs.rows(0);
  }

  @Override
  public Matrix forward(Matrix newInput, boolean inTraining) {
    input = (FloatMatrix) newInput;
    int rows = input.rows();
    FloatMatrix output = (FloatMatrix) outputs.rows(rows);
    for (int c = 0; c < embedded; c++) {
      FloatColumns.read(input, c, x);
      for (int k = 0; k < size - 1; k++) {
        Arrays.fill(parts[k], 0, rows, at(bias.value(), c, k));
      }
      for (int j = 0; j < waves; j++) {
        int wave = c * waves + j;
        float[] cosine = cosines[training ? wave : 0];
        cosines(x, slope(c, j), shift(c, j), cosine, rows);
        for (int k = 0; k < size - 1; k++) {
          addProduct(at(weight.value(), wave, k), cosine, parts[k], rows);
        }
      }
      for (int k = 0; k < size - 1; k++) {
        FloatColumns.write(parts[k], output, c * size + k);
      }
      FloatColumns.write(x, output, c * size + size - 1);
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
    for (int c = 0; c < embedded; c++) {
      FloatColumns.read(input, c, x);
      for (int k = 0; k < size; k++) {
        FloatColumns.read(g, c * size + k, parts[k]);
      }
      for (int k = 0; k < size - 1; k++) {
        set(bias.gradient(), c, k, sum(parts[k], rows));
      }
      for (int j = 0; j < waves; j++) {
        backward(c, j, rows);
      }
      if (inputGradient != null) {
        FloatColumns.write(parts[size - 1], inputGradient, c);
      }
    }
    if (inputGradient != null) {
      FloatColumns.copy(g, embedded * size, inputGradient, embedded, input.columns() - embedded);
    }
    return inputGradient;
  }

  /** Computes the gradients of a wave's parameters, and adds what it passes on to ∂L/∂x. */
  private void backward(int c, int j, int rows) {
    int wave = c * waves + j;
    Arrays.fill(slopes, 0, rows, 0);
    for (int k = 0; k < size - 1; k++) {
      set(weight.gradient(), wave, k, dot(cosines[wave], parts[k], rows));
      addProduct(at(weight.value(), wave, k), parts[k], slopes, rows);
    }
    multiplyBySines(x, slope(c, j), shift(c, j), slopes, rows);
    set(phase.gradient(), c, j, -sum(slopes, rows));
    set(frequency.gradient(), c, j, -TWO_PI * dot(slopes, x, rows));
    if (needsInputGradient) {
      addProduct(-TWO_PI * at(frequency.value(), c, j), slopes, parts[size - 1], rows);
    }
  }

  /** Returns 2·w₁, in half turns. */
  private float slope(int c, int j) {
    return 2 * at(frequency.value(), c, j);
  }

  /** Returns b₁/π, in half turns. */
  private float shift(int c, int j) {
    return PER_PI * at(phase.value(), c, j);
  }

  private static float at(Matrix matrix, int row, int column) {
    return (float) matrix.get(row, column);
  }

  private static void set(Matrix matrix, int row, int column, float value) {
    matrix.set(row, column, value);
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

  private static void addProduct(float factor, float[] x, float[] y, int count) {
    for (int i = 0; i < count; i++) {
      y[i] = Math.fma(factor, x[i], y[i]);
    }
  }

  private static float sum(float[] x, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    float rest = 0;
    for (; i < count; i++) {
      rest += x[i];
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + rest;
  }

  private static float dot(float[] x, float[] y, int count) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + 8 <= count; i += 8) {
      s0 = Math.fma(x[i], y[i], s0);
      s1 = Math.fma(x[i + 1], y[i + 1], s1);
      s2 = Math.fma(x[i + 2], y[i + 2], s2);
      s3 = Math.fma(x[i + 3], y[i + 3], s3);
      s4 = Math.fma(x[i + 4], y[i + 4], s4);
      s5 = Math.fma(x[i + 5], y[i + 5], s5);
      s6 = Math.fma(x[i + 6], y[i + 6], s6);
      s7 = Math.fma(x[i + 7], y[i + 7], s7);
    }
    float rest = 0;
    for (; i < count; i++) {
      rest = Math.fma(x[i], y[i], rest);
    }
    return ((s0 + s4) + (s2 + s6)) + ((s1 + s5) + (s3 + s7)) + rest;
  }
}
