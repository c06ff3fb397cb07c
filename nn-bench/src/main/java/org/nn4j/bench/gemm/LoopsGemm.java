package org.nn4j.bench.gemm;

import java.util.Arrays;
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
        ? new Float32(floats(a), floats(b), gemm.columns())
        : new Float64(a, b, gemm.columns());
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

  private static final class Float32 implements Prepared {
    private final float[][] a;
    private final float[][] b;
    private final float[][] c;

    Float32(float[][] a, float[][] b, int columns) {
      this.a = a;
      this.b = b;
      this.c = new float[a.length][columns];
    }

    @Override
    public void run() {
      int fours = b.length / 4 * 4;
      for (int i = 0; i < a.length; i++) {
        Arrays.fill(c[i], 0);
        for (int k = 0; k < fours; k += 4) {
          fourSteps(c[i], a[i], k, b[k], b[k + 1], b[k + 2], b[k + 3]);
        }
        for (int k = fours; k < b.length; k++) {
          oneStep(c[i], a[i][k], b[k]);
        }
      }
    }

    private static void fourSteps(
        float[] c, float[] a, int k, float[] b0, float[] b1, float[] b2, float[] b3) {
      float a0 = a[k];
      float a1 = a[k + 1];
      float a2 = a[k + 2];
      float a3 = a[k + 3];
      for (int j = 0; j < c.length; j++) {
        float two = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
        c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], two));
      }
    }

    private static void oneStep(float[] c, float a, float[] b) {
      for (int j = 0; j < c.length; j++) {
        c[j] = Math.fma(a, b[j], c[j]);
      }
    }

    @Override
    public double result(int row, int column) {
      return c[row][column];
    }
  }

  private static final class Float64 implements Prepared {
    private final double[][] a;
    private final double[][] b;
    private final double[][] c;

    Float64(double[][] a, double[][] b, int columns) {
      this.a = a;
      this.b = b;
      this.c = new double[a.length][columns];
    }

    @Override
    public void run() {
      int fours = b.length / 4 * 4;
      for (int i = 0; i < a.length; i++) {
        Arrays.fill(c[i], 0);
        for (int k = 0; k < fours; k += 4) {
          fourSteps(c[i], a[i], k, b[k], b[k + 1], b[k + 2], b[k + 3]);
        }
        for (int k = fours; k < b.length; k++) {
          oneStep(c[i], a[i][k], b[k]);
        }
      }
    }

    private static void fourSteps(
        double[] c, double[] a, int k, double[] b0, double[] b1, double[] b2, double[] b3) {
      double a0 = a[k];
      double a1 = a[k + 1];
      double a2 = a[k + 2];
      double a3 = a[k + 3];
      for (int j = 0; j < c.length; j++) {
        double two = Math.fma(a1, b1[j], Math.fma(a0, b0[j], c[j]));
        c[j] = Math.fma(a3, b3[j], Math.fma(a2, b2[j], two));
      }
    }

    private static void oneStep(double[] c, double a, double[] b) {
      for (int j = 0; j < c.length; j++) {
        c[j] = Math.fma(a, b[j], c[j]);
      }
    }

    @Override
    public double result(int row, int column) {
      return c[row][column];
    }
  }
}
