package org.nn4j.core.layer;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;

/** {@link BatchNorm} with its memory; γ and β are its parameters weight and bias. */
final class BoundBatchNorm implements BoundLayer {
  private final double momentum;
  private final double eps;
  private final int width;
  private final boolean needsInputGradient;
  private final Kernels kernels;
  private final Parameter weight;
  private final Parameter bias;
  private final Matrix runningMean;
  private final Matrix runningVariance;
  private final BatchBuffer normalized;
  private final BatchBuffer outputs;
  private final Matrix ones;
  private final Matrix zeros;
  private final Matrix negativeMean;
  private final Matrix inverseDeviation;
  private final Matrix scale;
  private final Matrix shift;
  private final Matrix sums;
  private Matrix xhat;
  private boolean usedBatch;

  BoundBatchNorm(BatchNorm definition, LayerContext context) {
    this.momentum = definition.momentum();
    this.eps = definition.eps();
    this.width = context.inputWidth();
    this.needsInputGradient = context.needsInputGradient();
    this.kernels = context.kernels();
    this.weight = context.parameter("weight");
    this.bias = context.parameter("bias");
    this.runningMean = context.parameter("running_mean").value();
    this.runningVariance = context.parameter("running_var").value();
    this.normalized = Buffers.batch(context, width);
    this.outputs = Buffers.batch(context, width);
    this.ones = Buffers.row(context, width, 1);
    this.zeros = Buffers.row(context, width);
    this.negativeMean = Buffers.row(context, width);
    this.inverseDeviation = Buffers.row(context, width);
    this.scale = Buffers.row(context, width);
    this.shift = Buffers.row(context, width);
    this.sums = Buffers.row(context, width);
    this.xhat = normalized.rows(0);
  }

  @Override
  public Matrix forward(Matrix input, boolean training) {
    xhat = normalized.rows(input.rows());
    usedBatch = training;
    if (training) {
      center(input);
      scaleByBatch(input.rows());
    } else {
      useRunningEstimates(input);
    }
    Matrix output = outputs.rows(input.rows());
    kernels.scaleShiftColumns(xhat, weight.value(), bias.value(), output);
    return output;
  }

  private void center(Matrix input) {
    kernels.columnSums(input, sums);
    for (int j = 0; j < width; j++) {
      double mean = sums.get(0, j) / input.rows();
      negativeMean.set(0, j, -mean);
      move(runningMean, j, mean);
    }
    kernels.scaleShiftColumns(input, ones, negativeMean, xhat);
  }

  private void scaleByBatch(int rows) {
    kernels.columnDots(xhat, xhat, sums);
    for (int j = 0; j < width; j++) {
      double squares = sums.get(0, j);
      inverseDeviation.set(0, j, 1 / Math.sqrt(squares / rows + eps));
      if (rows > 1) { // one row says nothing about the variance
        move(runningVariance, j, squares / (rows - 1));
      }
    }
    kernels.scaleShiftColumns(xhat, inverseDeviation, zeros, xhat);
  }

  private void move(Matrix running, int column, double seen) {
    running.set(0, column, (1 - momentum) * running.get(0, column) + momentum * seen);
  }

  private void useRunningEstimates(Matrix input) {
    for (int j = 0; j < width; j++) {
      double inverse = 1 / Math.sqrt(runningVariance.get(0, j) + eps);
      inverseDeviation.set(0, j, inverse);
      shift.set(0, j, -runningMean.get(0, j) * inverse);
    }
    kernels.scaleShiftColumns(input, inverseDeviation, shift, xhat);
  }

  /**
   * Computes ∂L/∂β = Σg, ∂L/∂γ = Σ g⊙x̂ and ∂L/∂X = γ/(σN)·(N·g − Σg − x̂·Σ g⊙x̂), or γ/σ·g where
   * running estimates were used.
   */
  @Override
  public @Nullable Matrix backward(Matrix gradient) {
    Matrix weightGradient = weight.gradient();
    Matrix biasGradient = bias.gradient();
    kernels.columnSums(gradient, biasGradient);
    kernels.columnDots(gradient, xhat, weightGradient);
    if (!needsInputGradient) {
      return null;
    }
    if (usedBatch && gradient.rows() == 1) {
      gradient.fill(0); // exactly: what cancels below leaves rounding that optimizers may enlarge
      return gradient;
    }
    double rows = gradient.rows();
    for (int j = 0; j < width; j++) {
      double factor = weight.value().get(0, j) * inverseDeviation.get(0, j);
      double batch = usedBatch ? factor / rows : 0;
      scale.set(0, j, factor);
      shift.set(0, j, -batch * biasGradient.get(0, j));
      sums.set(0, j, -batch * weightGradient.get(0, j));
    }
    kernels.scaleShiftColumns(gradient, scale, shift, gradient);
    if (usedBatch) {
      kernels.scaleShiftColumns(xhat, sums, zeros, xhat);
      kernels.add(gradient, xhat, gradient);
    }
    return gradient;
  }
}
