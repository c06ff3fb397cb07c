package org.nn4j.simd;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/** The operations of {@link Kernels}, to be performed on operands in the order of its methods. */
enum Task {
  AFFINE,
  WEIGHT_GRADIENT,
  INPUT_GRADIENT,
  APPLY,
  APPLY_GRADIENT,
  SOFTMAX,
  SOFTMAX_GRADIENT,
  LOG_SOFTMAX,
  LOG_SOFTMAX_GRADIENT,
  ADD,
  MULTIPLY,
  SCALE_SHIFT_COLUMNS,
  SCALE_SHIFT_ROWS,
  COLUMN_SUMS,
  COLUMN_DOTS,
  ROW_SUMS,
  ROW_DOTS;

  /**
   * Performs the operation.
   *
   * @param function what the element-wise operations evaluate, with the parameter 1
   * @param m four operands, the last of which may be too many
   */
  void run(Kernels kernels, @Nullable ElementwiseFunction function, Matrix[] m) {
    switch (this) {
      case AFFINE -> kernels.affine(m[0], m[1], m[2], m[3]);
      case WEIGHT_GRADIENT -> kernels.weightGradient(m[0], m[1], m[2], m[3]);
      case INPUT_GRADIENT -> kernels.inputGradient(m[0], m[1], m[2]);
      case APPLY -> kernels.apply(requireNonNull(function), 1, m[0], m[1]);
      case APPLY_GRADIENT -> kernels.applyGradient(requireNonNull(function), 1, m[0], m[1], m[2]);
      case SOFTMAX -> kernels.softmax(m[0], m[1]);
      case SOFTMAX_GRADIENT -> kernels.softmaxGradient(m[0], m[1]);
      case LOG_SOFTMAX -> kernels.logSoftmax(m[0], m[1]);
      case LOG_SOFTMAX_GRADIENT -> kernels.logSoftmaxGradient(m[0], m[1]);
      case ADD -> kernels.add(m[0], m[1], m[2]);
      case MULTIPLY -> kernels.multiply(m[0], m[1], m[2]);
      case SCALE_SHIFT_COLUMNS -> kernels.scaleShiftColumns(m[0], m[1], m[2], m[3]);
      case SCALE_SHIFT_ROWS -> kernels.scaleShiftRows(m[0], m[1], m[2], m[3]);
      case COLUMN_SUMS -> kernels.columnSums(m[0], m[1]);
      case COLUMN_DOTS -> kernels.columnDots(m[0], m[1], m[2]);
      case ROW_SUMS -> kernels.rowSums(m[0], m[1]);
      case ROW_DOTS -> kernels.rowDots(m[0], m[1], m[2]);
    }
  }
}
