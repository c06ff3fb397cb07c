package org.nn4j.core.layer;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;

/** {@link LayerNorm} with its memory; γ and β are its parameters weight and bias. */
final class BoundLayerNorm implements BoundLayer {
  private final double eps;
  private final boolean needsInputGradient;
  private final Kernels kernels;
  private final Parameter weight;
  private final Parameter bias;
  private final BatchBuffer normalized;
  private final BatchBuffer outputs;
  private final BatchBuffer oneRows;
  private final BatchBuffer zeroRows;
  private final BatchBuffer scales;
  private final BatchBuffer shifts;
  private final BatchBuffer inverses;
  private final Matrix zeroColumns;
  private Matrix xhat;

  BoundLayerNorm(LayerNorm definition, LayerContext context) {
    int width = context.inputWidth();
    this.eps = definition.eps();
    this.needsInputGradient = context.needsInputGradient();
    this.kernels = context.kernels();
    this.weight = context.parameter("weight");
    this.bias = context.parameter("bias");
    this.normalized = Buffers.batch(context, width);
    this.outputs = Buffers.batch(context, width);
    this.oneRows = Buffers.batch(context, 1);
    this.oneRows.rows(context.maxRows()).fill(1);
    this.zeroRows = Buffers.batch(context, 1);
    this.scales = Buffers.batch(context, 1);
    this.shifts = Buffers.batch(context, 1);
    this.inverses = Buffers.batch(context, 1);
    this.zeroColumns = Buffers.row(context, width);
    this.xhat = normalized.rows(0);
  }

  @Override
  public Matrix forward(Matrix input, boolean training) {
    int rows = input.rows();
    double width = input.columns();
    xhat = normalized.rows(rows);
    Matrix shift = shifts.rows(rows);
    kernels.rowSums(input, shift);
    for (int i = 0; i < rows; i++) {
      shift.set(i, 0, -shift.get(i, 0) / width);
    }
    kernels.scaleShiftRows(input, oneRows.rows(rows), shift, xhat);
    Matrix inverse = inverses.rows(rows);
    kernels.rowDots(xhat, xhat, inverse);
    for (int i = 0; i < rows; i++) {
      inverse.set(i, 0, 1 / Math.sqrt(inverse.get(i, 0) / width + eps));
    }
    kernels.scaleShiftRows(xhat, inverse, zeroRows.rows(rows), xhat);
    Matrix output = outputs.rows(rows);
    kernels.scaleShiftColumns(xhat, weight.value(), bias.value(), output);
    return output;
  }

  /**
   * Computes ∂L/∂β = Σg, ∂L/∂γ = Σ g⊙x̂ over the rows and, with h = γ ⊙ g, ∂L/∂X = (h − mean(h) −
   * x̂·mean(h⊙x̂))/σ in every row.
   */
  @Override
  public @Nullable Matrix backward(Matrix gradient) {
    kernels.columnSums(gradient, bias.gradient());
    kernels.columnDots(gradient, xhat, weight.gradient());
    if (!needsInputGradient) {
      return null;
    }
    int rows = gradient.rows();
    double width = gradient.columns();
    Matrix shift = shifts.rows(rows);
    Matrix scale = scales.rows(rows);
    Matrix inverse = inverses.rows(rows);
    kernels.scaleShiftColumns(gradient, weight.value(), zeroColumns, gradient);
    kernels.rowSums(gradient, shift);
    kernels.rowDots(gradient, xhat, scale);
    for (int i = 0; i < rows; i++) {
      double factor = -inverse.get(i, 0) / width;
      shift.set(i, 0, factor * shift.get(i, 0));
      scale.set(i, 0, factor * scale.get(i, 0));
    }
    kernels.scaleShiftRows(gradient, inverse, shift, gradient);
    kernels.scaleShiftRows(xhat, scale, zeroRows.rows(rows), xhat);
    kernels.add(gradient, xhat, gradient);
    return gradient;
  }
}
