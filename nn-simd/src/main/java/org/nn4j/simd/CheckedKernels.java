package org.nn4j.simd;

import java.util.Objects;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/** Kernels that check shapes and precisions once, then delegate to those of one precision. */
abstract class CheckedKernels implements Kernels {
  private final FloatKernels floats;
  private final DoubleKernels doubles;

  CheckedKernels(FloatKernels floats, DoubleKernels doubles) {
    this.floats = floats;
    this.doubles = doubles;
  }

  @Override
  public final void affine(Matrix a, Matrix w, Matrix bias, Matrix z) {
    Operands.check(
        a.columns() == w.rows(), "affine", "a", a, "w", w, "a.columns must equal w.rows");
    Operands.row("affine", "bias", bias, "w", w);
    Operands.check(z.rows() == a.rows(), "affine", "z", z, "a", a, "z.rows must equal a.rows");
    Operands.check(
        z.columns() == w.columns(), "affine", "z", z, "w", w, "z.columns must equal w.columns");
    if (a instanceof FloatMatrix x) {
      floats.affine(x, (FloatMatrix) w, (FloatMatrix) bias, (FloatMatrix) z);
    } else {
      doubles.affine((DoubleMatrix) a, (DoubleMatrix) w, (DoubleMatrix) bias, (DoubleMatrix) z);
    }
  }

  @Override
  public final void weightGradient(
      Matrix a, Matrix delta, Matrix weightGradient, Matrix biasGradient) {
    Operands.check(
        a.rows() == delta.rows(),
        "weightGradient",
        "a",
        a,
        "delta",
        delta,
        "a.rows must equal delta.rows");
    Operands.check(
        weightGradient.rows() == a.columns(),
        "weightGradient",
        "weightGradient",
        weightGradient,
        "a",
        a,
        "weightGradient.rows must equal a.columns");
    Operands.check(
        weightGradient.columns() == delta.columns(),
        "weightGradient",
        "weightGradient",
        weightGradient,
        "delta",
        delta,
        "weightGradient.columns must equal delta.columns");
    Operands.row("weightGradient", "biasGradient", biasGradient, "delta", delta);
    if (a instanceof FloatMatrix x) {
      floats.weightGradient(
          x, (FloatMatrix) delta, (FloatMatrix) weightGradient, (FloatMatrix) biasGradient);
    } else {
      doubles.weightGradient(
          (DoubleMatrix) a,
          (DoubleMatrix) delta,
          (DoubleMatrix) weightGradient,
          (DoubleMatrix) biasGradient);
    }
  }

  @Override
  public final void inputGradient(Matrix delta, Matrix w, Matrix inputGradient) {
    Operands.check(
        delta.columns() == w.columns(),
        "inputGradient",
        "delta",
        delta,
        "w",
        w,
        "delta.columns must equal w.columns");
    Operands.check(
        inputGradient.rows() == delta.rows(),
        "inputGradient",
        "inputGradient",
        inputGradient,
        "delta",
        delta,
        "inputGradient.rows must equal delta.rows");
    Operands.check(
        inputGradient.columns() == w.rows(),
        "inputGradient",
        "inputGradient",
        inputGradient,
        "w",
        w,
        "inputGradient.columns must equal w.rows");
    if (delta instanceof FloatMatrix x) {
      floats.inputGradient(x, (FloatMatrix) w, (FloatMatrix) inputGradient);
    } else {
      doubles.inputGradient((DoubleMatrix) delta, (DoubleMatrix) w, (DoubleMatrix) inputGradient);
    }
  }

  @Override
  public final void apply(ElementwiseFunction function, double alpha, Matrix z, Matrix a) {
    Operands.same("apply", "z", z, "a", a);
    if (z instanceof FloatMatrix x) {
      floats.apply(function, (float) alpha, x, (FloatMatrix) a);
    } else {
      doubles.apply(function, alpha, (DoubleMatrix) z, (DoubleMatrix) a);
    }
  }

  @Override
  public final void applyGradient(
      ElementwiseFunction function, double alpha, Matrix z, Matrix a, Matrix gradient) {
    Operands.same("applyGradient", "z", z, "a", a);
    Operands.same("applyGradient", "z", z, "gradient", gradient);
    if (z instanceof FloatMatrix x) {
      floats.applyGradient(function, (float) alpha, x, (FloatMatrix) a, (FloatMatrix) gradient);
    } else {
      doubles.applyGradient(
          function, alpha, (DoubleMatrix) z, (DoubleMatrix) a, (DoubleMatrix) gradient);
    }
  }

  @Override
  public final void softmax(Matrix z, Matrix a) {
    Operands.same("softmax", "z", z, "a", a);
    if (z instanceof FloatMatrix x) {
      floats.softmax(x, (FloatMatrix) a);
    } else {
      doubles.softmax((DoubleMatrix) z, (DoubleMatrix) a);
    }
  }

  @Override
  public final void softmaxGradient(Matrix a, Matrix gradient) {
    Operands.same("softmaxGradient", "a", a, "gradient", gradient);
    if (a instanceof FloatMatrix x) {
      floats.softmaxGradient(x, (FloatMatrix) gradient);
    } else {
      doubles.softmaxGradient((DoubleMatrix) a, (DoubleMatrix) gradient);
    }
  }

  @Override
  public final void logSoftmax(Matrix z, Matrix a) {
    Operands.same("logSoftmax", "z", z, "a", a);
    if (z instanceof FloatMatrix x) {
      floats.logSoftmax(x, (FloatMatrix) a);
    } else {
      doubles.logSoftmax((DoubleMatrix) z, (DoubleMatrix) a);
    }
  }

  @Override
  public final void logSoftmaxGradient(Matrix a, Matrix gradient) {
    Operands.same("logSoftmaxGradient", "a", a, "gradient", gradient);
    if (a instanceof FloatMatrix x) {
      floats.logSoftmaxGradient(x, (FloatMatrix) gradient);
    } else {
      doubles.logSoftmaxGradient((DoubleMatrix) a, (DoubleMatrix) gradient);
    }
  }

  @Override
  public final void add(Matrix a, Matrix b, Matrix c) {
    Operands.same("add", "a", a, "b", b);
    Operands.same("add", "a", a, "c", c);
    if (a instanceof FloatMatrix x) {
      floats.add(x, (FloatMatrix) b, (FloatMatrix) c);
    } else {
      doubles.add((DoubleMatrix) a, (DoubleMatrix) b, (DoubleMatrix) c);
    }
  }

  @Override
  public final void multiply(Matrix a, Matrix b, Matrix c) {
    Operands.same("multiply", "a", a, "b", b);
    Operands.same("multiply", "a", a, "c", c);
    if (a instanceof FloatMatrix x) {
      floats.multiply(x, (FloatMatrix) b, (FloatMatrix) c);
    } else {
      doubles.multiply((DoubleMatrix) a, (DoubleMatrix) b, (DoubleMatrix) c);
    }
  }

  @Override
  public final void scaleShiftColumns(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    Operands.row("scaleShiftColumns", "scale", scale, "a", a);
    Operands.row("scaleShiftColumns", "shift", shift, "a", a);
    Operands.same("scaleShiftColumns", "a", a, "c", c);
    if (a instanceof FloatMatrix x) {
      floats.scaleShiftColumns(x, (FloatMatrix) scale, (FloatMatrix) shift, (FloatMatrix) c);
    } else {
      doubles.scaleShiftColumns(
          (DoubleMatrix) a, (DoubleMatrix) scale, (DoubleMatrix) shift, (DoubleMatrix) c);
    }
  }

  @Override
  public final void scaleShiftRows(Matrix a, Matrix scale, Matrix shift, Matrix c) {
    Operands.column("scaleShiftRows", "scale", scale, "a", a);
    Operands.column("scaleShiftRows", "shift", shift, "a", a);
    Operands.same("scaleShiftRows", "a", a, "c", c);
    if (a instanceof FloatMatrix x) {
      floats.scaleShiftRows(x, (FloatMatrix) scale, (FloatMatrix) shift, (FloatMatrix) c);
    } else {
      doubles.scaleShiftRows(
          (DoubleMatrix) a, (DoubleMatrix) scale, (DoubleMatrix) shift, (DoubleMatrix) c);
    }
  }

  @Override
  public final void columnSums(Matrix a, Matrix sums) {
    Operands.row("columnSums", "sums", sums, "a", a);
    if (a instanceof FloatMatrix x) {
      floats.columnSums(x, (FloatMatrix) sums);
    } else {
      doubles.columnSums((DoubleMatrix) a, (DoubleMatrix) sums);
    }
  }

  @Override
  public final void columnDots(Matrix a, Matrix b, Matrix sums) {
    Operands.same("columnDots", "a", a, "b", b);
    Operands.row("columnDots", "sums", sums, "a", a);
    if (a instanceof FloatMatrix x) {
      floats.columnDots(x, (FloatMatrix) b, (FloatMatrix) sums);
    } else {
      doubles.columnDots((DoubleMatrix) a, (DoubleMatrix) b, (DoubleMatrix) sums);
    }
  }

  @Override
  public final void rowSums(Matrix a, Matrix sums) {
    Operands.column("rowSums", "sums", sums, "a", a);
    if (a instanceof FloatMatrix x) {
      floats.rowSums(x, (FloatMatrix) sums);
    } else {
      doubles.rowSums((DoubleMatrix) a, (DoubleMatrix) sums);
    }
  }

  @Override
  public final void rowDots(Matrix a, Matrix b, Matrix sums) {
    Operands.same("rowDots", "a", a, "b", b);
    Operands.column("rowDots", "sums", sums, "a", a);
    if (a instanceof FloatMatrix x) {
      floats.rowDots(x, (FloatMatrix) b, (FloatMatrix) sums);
    } else {
      doubles.rowDots((DoubleMatrix) a, (DoubleMatrix) b, (DoubleMatrix) sums);
    }
  }

  @Override
  public final void unitBytes(byte[] bytes, int from, Matrix x, int row) {
    Objects.checkFromIndexSize(from, x.columns(), bytes.length);
    Objects.checkIndex(row, x.rows());
    if (x instanceof FloatMatrix y) {
      floats.unitBytes(bytes, from, y, row);
    } else {
      doubles.unitBytes(bytes, from, (DoubleMatrix) x, row);
    }
  }
}
