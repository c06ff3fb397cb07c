package org.nn4j.bench.gemm;

import org.nn4j.api.Precision;

/**
 * What C2 makes of plain loops by itself, without the Vector API: row by row of the result, four
 * steps of its elements' chains at a time, each row an array of its own. Of the ways to write plain
 * loops over one row this is the fastest; with all rows in one array C2 makes no vectors of them.
 * Transposed operands are transposed before the clock starts.
 */
public final class LoopsGemm implements Gemm {

  @Override
  public String name() {
    return "loops";
  }

  @Override
  public String description() {
    return "plain loops";
  }

  @Override
  public Prepared prepare(GemmCase gemm, double[] left, double[] right) {
    double[][] a = rows(gemm.leftRows(), gemm.leftColumns(), left, gemm.product() == Product.TN);
    double[][] b = rows(gemm.rightRows(), gemm.rightColumns(), right, gemm.product() == Product.NT);
    return gemm.precision() == Precision.FLOAT32
        ? new FloatLoops(floats(a), floats(b), gemm.columns())
        : new DoubleLoops(a, b, gemm.columns());
  }

  private static double[][] rows(int rows, int columns, double[] values, boolean transposed) {
    double[][] result = transposed ? new double[columns][rows] : new double[rows][columns];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double value = values[i * columns + j];
        if (transposed) {
          result[j][i] = value;
        } else {
          result[i][j] = value;
        }
      }
    }
    return result;
  }

  private static float[][] floats(double[][] rows) {
    float[][] result = new float[rows.length][rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[i].length; j++) {
        result[i][j] = (float) rows[i][j];
      }
    }
    return result;
  }
}
