package org.nn4j.simd.generator;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * What the generator writes. That the kernels' bits are right is tested in {@code ProductsTest}.
 */
class MicroKernelsTest {
  @Test
  void allRowsAndVectorsAreSpelledOut() {
    assertThat(MicroKernels.source(Precision.DOUBLE))
        .contains(
            """
              static void tile2x2(DoubleTile t) {
                double[] a = t.a;
                double[] b = t.b;
                double[] c = t.c;
                int aStep = t.aStep;
                int bStep = t.bStep;
                int a0 = t.aFrom;
                int a1 = t.aFrom + t.aNext;
                int s0 = t.startFrom;
                DoubleVector c00 = DoubleVector.fromArray(S, t.start, s0);
                DoubleVector c01 = DoubleVector.fromArray(S, t.start, s0 + L);
                int s1 = t.startFrom + t.startNext;
                DoubleVector c10 = DoubleVector.fromArray(S, t.start, s1);
                DoubleVector c11 = DoubleVector.fromArray(S, t.start, s1 + L);
                int ak = 0;
                int bk = t.bFrom;
                for (int k = 0; k < t.depth; k++) {
                  DoubleVector b0 = DoubleVector.fromArray(S, b, bk);
                  DoubleVector b1 = DoubleVector.fromArray(S, b, bk + L);
                  DoubleVector x0 = DoubleVector.broadcast(S, a[a0 + ak]);
                  c00 = x0.fma(b0, c00);
                  c01 = x0.fma(b1, c01);
                  DoubleVector x1 = DoubleVector.broadcast(S, a[a1 + ak]);
                  c10 = x1.fma(b0, c10);
                  c11 = x1.fma(b1, c11);
                  ak += aStep;
                  bk += bStep;
                }
                int z0 = t.cFrom;
                c00.intoArray(c, z0);
                c01.intoArray(c, z0 + L);
                int z1 = t.cFrom + t.cNext;
                c10.intoArray(c, z1);
                c11.intoArray(c, z1 + L);
              }
            """);
  }

  @Test
  void theRowThatATileMayLackIsItsLast() {
    assertThat(MicroKernels.source(Precision.FLOAT))
        .contains("int a6 = t.aFrom + 6 * t.aNext;", "int a7 = t.aFrom + t.lastRow * t.aNext;")
        .contains("int z8 = t.cFrom + 8 * t.cNext;", "int z9 = t.cFrom + t.lastRow * t.cNext;");
  }

  @Test
  void rowsThatLieSideBySideHaveOneAddress() {
    assertThat(MicroKernels.source(Precision.FLOAT))
        .contains("static void columns10x2(FloatTile t)", "int ak = t.aFrom;")
        .contains("FloatVector x9 = FloatVector.broadcast(S, a[ak + 9]);", "ak += aStep;");
  }
}
