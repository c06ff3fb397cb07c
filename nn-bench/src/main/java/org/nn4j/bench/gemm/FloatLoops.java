package org.nn4j.bench.gemm;

import java.util.Arrays;
import org.nn4j.bench.gemm.Gemm.Prepared;

/**
 * C = A·B by loops over the columns, four steps of the chains at a time. The build makes the
 * float64 twin of this class.
 */
final class FloatLoops implements Prepared {
  private final float[][] a;
  private final float[][] b;
  private final float[][] c;

  FloatLoops(float[][] a, float[][] b, int columns) {
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
