package org.nn4j.simd;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** The operations of {@link Kernels}, each run on matrices of zeros, for what that compiles. */
enum Rehearsal {
  AFFINE {
    @Override
    Matrix[] operands(Precision precision, int rows, int columns, int depth) {
      return matrices(precision, rows, depth, depth, columns, 1, columns, rows, columns);
    }

    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.affine(m[0], m[1], m[2], m[3]);
    }
  },
  WEIGHT_GRADIENT {
    @Override
    Matrix[] operands(Precision precision, int rows, int columns, int depth) {
      return matrices(precision, depth, rows, depth, columns, rows, columns, 1, columns);
    }

    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.weightGradient(m[0], m[1], m[2], m[3]);
    }
  },
  INPUT_GRADIENT {
    @Override
    Matrix[] operands(Precision precision, int rows, int columns, int depth) {
      return matrices(precision, rows, depth, columns, depth, rows, columns);
    }

    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.inputGradient(m[0], m[1], m[2]);
    }
  },
  APPLY {
    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.apply(function, 1, m[0], m[1]);
    }
  },
  APPLY_GRADIENT {
    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.applyGradient(function, 1, m[0], m[1], m[2]);
    }
  },
  SOFTMAX {
    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.softmax(m[0], m[1]);
    }
  },
  SOFTMAX_GRADIENT {
    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.softmaxGradient(m[0], m[1]);
    }
  },
  LOG_SOFTMAX {
    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.logSoftmax(m[0], m[1]);
    }
  },
  LOG_SOFTMAX_GRADIENT {
    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.logSoftmaxGradient(m[0], m[1]);
    }
  },
  ADD {
    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.add(m[0], m[1], m[2]);
    }
  },
  MULTIPLY {
    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.multiply(m[0], m[1], m[2]);
    }
  },
  SCALE_SHIFT_COLUMNS {
    @Override
    Matrix[] operands(Precision precision, int rows, int columns, int depth) {
      return matrices(precision, rows, columns, 1, columns, 1, columns, rows, columns);
    }

    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.scaleShiftColumns(m[0], m[1], m[2], m[3]);
    }
  },
  SCALE_SHIFT_ROWS {
    @Override
    Matrix[] operands(Precision precision, int rows, int columns, int depth) {
      return matrices(precision, rows, columns, rows, 1, rows, 1, rows, columns);
    }

    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.scaleShiftRows(m[0], m[1], m[2], m[3]);
    }
  },
  COLUMN_SUMS {
    @Override
    Matrix[] operands(Precision precision, int rows, int columns, int depth) {
      return matrices(precision, rows, columns, 1, columns);
    }

    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.columnSums(m[0], m[1]);
    }
  },
  COLUMN_DOTS {
    @Override
    Matrix[] operands(Precision precision, int rows, int columns, int depth) {
      return matrices(precision, rows, columns, rows, columns, 1, columns);
    }

    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.columnDots(m[0], m[1], m[2]);
    }
  },
  ROW_SUMS {
    @Override
    Matrix[] operands(Precision precision, int rows, int columns, int depth) {
      return matrices(precision, rows, columns, rows, 1);
    }

    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.rowSums(m[0], m[1]);
    }
  },
  ROW_DOTS {
    @Override
    Matrix[] operands(Precision precision, int rows, int columns, int depth) {
      return matrices(precision, rows, columns, rows, columns, rows, 1);
    }

    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      kernels.rowDots(m[0], m[1], m[2]);
    }
  },
  UNIT_BYTES {
    @Override
    void run(Kernels kernels, ElementwiseFunction function, Matrix[] m) {
      for (int row = 0; row < m[0].rows(); row++) {
        kernels.unitBytes(BYTES, 0, m[0], row);
      }
    }
  };

  private static final byte[] BYTES = new byte[Handover.COLUMNS];

  /**
   * Creates operands.
   *
   * @param rows rows of a product's result, or of the operand
   * @param columns columns of the same
   * @param depth length of a product's chains
   */
  Matrix[] operands(Precision precision, int rows, int columns, int depth) {
    return matrices(precision, rows, columns, rows, columns, rows, columns);
  }

  /** Runs the operation once. */
  abstract void run(Kernels kernels, ElementwiseFunction function, Matrix[] operands);

  private static Matrix[] matrices(Precision precision, int... shapes) {
    Matrix[] matrices = new Matrix[shapes.length / 2];
    for (int i = 0; i < matrices.length; i++) {
      matrices[i] = Matrix.zeros(precision, shapes[2 * i], shapes[2 * i + 1]);
    }
    return matrices;
  }
}
