package org.nn4j.bench.gemm;

import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.registry.KernelsSelector;

/**
 * nn4j's products, by the kernels that a network gets. They do more than the bare product: the
 * forward one adds the bias, the weight gradient comes with the bias gradient.
 */
public final class KernelsGemm implements Gemm {
  private final Kernels kernels = KernelsSelector.standard();

  @Override
  public String name() {
    return "nn4j";
  }

  @Override
  public String description() {
    return "nn4j, " + kernels.name() + " kernels";
  }

  @Override
  public Prepared prepare(GemmCase gemm, double[] left, double[] right) {
    Precision precision = gemm.precision();
    Matrix a = matrix(precision, gemm.leftRows(), gemm.leftColumns(), left);
    Matrix b = matrix(precision, gemm.rightRows(), gemm.rightColumns(), right);
    Matrix c = Matrix.zeros(precision, gemm.rows(), gemm.columns());
    Matrix bias = Matrix.zeros(precision, 1, gemm.out());
    Runnable work =
        switch (gemm.product()) {
          case NN -> () -> kernels.affine(a, b, bias, c);
          case TN -> () -> kernels.weightGradient(a, b, c, bias);
          case NT -> () -> kernels.inputGradient(a, b, c);
        };
    return new Prepared() {
      @Override
      public void run() {
        work.run();
      }

      @Override
      public double result(int row, int column) {
        return c.get(row, column);
      }
    };
  }

  private static Matrix matrix(Precision precision, int rows, int columns, double[] values) {
    Matrix matrix = Matrix.zeros(precision, rows, columns);
    for (int i = 0; i < values.length; i++) {
      matrix.set(i / columns, i % columns, values[i]);
    }
    return matrix;
  }
}
