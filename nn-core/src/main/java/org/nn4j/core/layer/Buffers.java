package org.nn4j.core.layer;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;

/** Allocates what bound layers write to, at bind time. */
final class Buffers {
  private Buffers() {}

  static BatchBuffer batch(LayerContext context, int columns) {
    return new BatchBuffer(context.precision(), context.maxRows(), columns);
  }

  /** Returns memory for a gradient, without rows where nothing is trained. */
  static BatchBuffer gradient(LayerContext context, int columns) {
    return new BatchBuffer(
        context.precision(), context.training() ? context.maxRows() : 0, columns);
  }

  /** Returns memory for ∂L/∂X, or null where it is not needed. */
  static @Nullable BatchBuffer inputGradient(LayerContext context) {
    return context.training() && context.needsInputGradient()
        ? batch(context, context.inputWidth())
        : null;
  }

  /** Returns a 1×columns row of zeros. */
  static Matrix row(LayerContext context, int columns) {
    return Matrix.zeros(context.precision(), 1, columns);
  }

  /** Returns a 1×columns row of one value. */
  static Matrix row(LayerContext context, int columns, double value) {
    Matrix row = row(context, columns);
    row.fill(value);
    return row;
  }
}
