package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Micro-kernels four vectors wide; see {@link FloatTile}. */
final class FloatMicro4 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Six would spill: JDK 17 broadcasts all elements of A before it begins to add. */
  static final int PLAIN_ROWS = 5;

  private FloatMicro4() {}

  static void run(FloatTile t) {
    switch (t.lastRow) {
      case 0 -> oneRow(t);
      case 1 -> twoRows(t);
      case 2, 3 -> fourRows(t);
      default -> {
        if (t.plain(4)) {
          fivePlainRows(t);
        } else {
          sixRows(t);
        }
      }
    }
  }

  private static void oneRow(FloatTile t) {
    float[] a = t.a;
    float[] b = t.b;
    float[] c = t.c;
    int aStep = t.aStep;
    int bStep = t.bStep;
    int a0 = t.aFrom;
    int s0 = t.startFrom;
    FloatVector c00 = FloatVector.fromArray(S, t.start, s0);
    FloatVector c01 = FloatVector.fromArray(S, t.start, s0 + L);
    FloatVector c02 = FloatVector.fromArray(S, t.start, s0 + 2 * L);
    FloatVector c03 = FloatVector.fromArray(S, t.start, s0 + 3 * L);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);
      FloatVector b2 = FloatVector.fromArray(S, b, bk + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, b, bk + 3 * L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      c02 = x0.fma(b2, c02);
      c03 = x0.fma(b3, c03);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    c01.intoArray(c, z0 + L);
    c02.intoArray(c, z0 + 2 * L);
    c03.intoArray(c, z0 + 3 * L);
  }

  private static void twoRows(FloatTile t) {
    float[] a = t.a;
    float[] b = t.b;
    float[] c = t.c;
    int aStep = t.aStep;
    int bStep = t.bStep;
    int a0 = t.aFrom;
    int a1 = t.aFrom + t.aNext;
    int s0 = t.startFrom;
    FloatVector c00 = FloatVector.fromArray(S, t.start, s0);
    FloatVector c01 = FloatVector.fromArray(S, t.start, s0 + L);
    FloatVector c02 = FloatVector.fromArray(S, t.start, s0 + 2 * L);
    FloatVector c03 = FloatVector.fromArray(S, t.start, s0 + 3 * L);
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    FloatVector c11 = FloatVector.fromArray(S, t.start, s1 + L);
    FloatVector c12 = FloatVector.fromArray(S, t.start, s1 + 2 * L);
    FloatVector c13 = FloatVector.fromArray(S, t.start, s1 + 3 * L);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);
      FloatVector b2 = FloatVector.fromArray(S, b, bk + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, b, bk + 3 * L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      c02 = x0.fma(b2, c02);
      c03 = x0.fma(b3, c03);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ak]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      c12 = x1.fma(b2, c12);
      c13 = x1.fma(b3, c13);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    c01.intoArray(c, z0 + L);
    c02.intoArray(c, z0 + 2 * L);
    c03.intoArray(c, z0 + 3 * L);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
    c11.intoArray(c, z1 + L);
    c12.intoArray(c, z1 + 2 * L);
    c13.intoArray(c, z1 + 3 * L);
  }

  private static void fourRows(FloatTile t) {
    float[] a = t.a;
    float[] b = t.b;
    float[] c = t.c;
    int aStep = t.aStep;
    int bStep = t.bStep;
    int a0 = t.aFrom;
    int a1 = t.aFrom + t.aNext;
    int a2 = t.aFrom + 2 * t.aNext;
    int a3 = t.aFrom + t.lastRow * t.aNext;
    int s0 = t.startFrom;
    FloatVector c00 = FloatVector.fromArray(S, t.start, s0);
    FloatVector c01 = FloatVector.fromArray(S, t.start, s0 + L);
    FloatVector c02 = FloatVector.fromArray(S, t.start, s0 + 2 * L);
    FloatVector c03 = FloatVector.fromArray(S, t.start, s0 + 3 * L);
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    FloatVector c11 = FloatVector.fromArray(S, t.start, s1 + L);
    FloatVector c12 = FloatVector.fromArray(S, t.start, s1 + 2 * L);
    FloatVector c13 = FloatVector.fromArray(S, t.start, s1 + 3 * L);
    int s2 = t.startFrom + 2 * t.startNext;
    FloatVector c20 = FloatVector.fromArray(S, t.start, s2);
    FloatVector c21 = FloatVector.fromArray(S, t.start, s2 + L);
    FloatVector c22 = FloatVector.fromArray(S, t.start, s2 + 2 * L);
    FloatVector c23 = FloatVector.fromArray(S, t.start, s2 + 3 * L);
    int s3 = t.startFrom + t.lastRow * t.startNext;
    FloatVector c30 = FloatVector.fromArray(S, t.start, s3);
    FloatVector c31 = FloatVector.fromArray(S, t.start, s3 + L);
    FloatVector c32 = FloatVector.fromArray(S, t.start, s3 + 2 * L);
    FloatVector c33 = FloatVector.fromArray(S, t.start, s3 + 3 * L);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);
      FloatVector b2 = FloatVector.fromArray(S, b, bk + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, b, bk + 3 * L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      c02 = x0.fma(b2, c02);
      c03 = x0.fma(b3, c03);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ak]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      c12 = x1.fma(b2, c12);
      c13 = x1.fma(b3, c13);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + ak]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      c22 = x2.fma(b2, c22);
      c23 = x2.fma(b3, c23);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + ak]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      c32 = x3.fma(b2, c32);
      c33 = x3.fma(b3, c33);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    c01.intoArray(c, z0 + L);
    c02.intoArray(c, z0 + 2 * L);
    c03.intoArray(c, z0 + 3 * L);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
    c11.intoArray(c, z1 + L);
    c12.intoArray(c, z1 + 2 * L);
    c13.intoArray(c, z1 + 3 * L);
    int z2 = t.cFrom + 2 * t.cNext;
    c20.intoArray(c, z2);
    c21.intoArray(c, z2 + L);
    c22.intoArray(c, z2 + 2 * L);
    c23.intoArray(c, z2 + 3 * L);
    int z3 = t.cFrom + t.lastRow * t.cNext;
    c30.intoArray(c, z3);
    c31.intoArray(c, z3 + L);
    c32.intoArray(c, z3 + 2 * L);
    c33.intoArray(c, z3 + 3 * L);
  }

  private static void sixRows(FloatTile t) {
    float[] a = t.a;
    float[] b = t.b;
    float[] c = t.c;
    int aStep = t.aStep;
    int bStep = t.bStep;
    int a0 = t.aFrom;
    int a1 = t.aFrom + t.aNext;
    int a2 = t.aFrom + 2 * t.aNext;
    int a3 = t.aFrom + 3 * t.aNext;
    int a4 = t.aFrom + 4 * t.aNext;
    int a5 = t.aFrom + t.lastRow * t.aNext;
    int s0 = t.startFrom;
    FloatVector c00 = FloatVector.fromArray(S, t.start, s0);
    FloatVector c01 = FloatVector.fromArray(S, t.start, s0 + L);
    FloatVector c02 = FloatVector.fromArray(S, t.start, s0 + 2 * L);
    FloatVector c03 = FloatVector.fromArray(S, t.start, s0 + 3 * L);
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    FloatVector c11 = FloatVector.fromArray(S, t.start, s1 + L);
    FloatVector c12 = FloatVector.fromArray(S, t.start, s1 + 2 * L);
    FloatVector c13 = FloatVector.fromArray(S, t.start, s1 + 3 * L);
    int s2 = t.startFrom + 2 * t.startNext;
    FloatVector c20 = FloatVector.fromArray(S, t.start, s2);
    FloatVector c21 = FloatVector.fromArray(S, t.start, s2 + L);
    FloatVector c22 = FloatVector.fromArray(S, t.start, s2 + 2 * L);
    FloatVector c23 = FloatVector.fromArray(S, t.start, s2 + 3 * L);
    int s3 = t.startFrom + 3 * t.startNext;
    FloatVector c30 = FloatVector.fromArray(S, t.start, s3);
    FloatVector c31 = FloatVector.fromArray(S, t.start, s3 + L);
    FloatVector c32 = FloatVector.fromArray(S, t.start, s3 + 2 * L);
    FloatVector c33 = FloatVector.fromArray(S, t.start, s3 + 3 * L);
    int s4 = t.startFrom + 4 * t.startNext;
    FloatVector c40 = FloatVector.fromArray(S, t.start, s4);
    FloatVector c41 = FloatVector.fromArray(S, t.start, s4 + L);
    FloatVector c42 = FloatVector.fromArray(S, t.start, s4 + 2 * L);
    FloatVector c43 = FloatVector.fromArray(S, t.start, s4 + 3 * L);
    int s5 = t.startFrom + t.lastRow * t.startNext;
    FloatVector c50 = FloatVector.fromArray(S, t.start, s5);
    FloatVector c51 = FloatVector.fromArray(S, t.start, s5 + L);
    FloatVector c52 = FloatVector.fromArray(S, t.start, s5 + 2 * L);
    FloatVector c53 = FloatVector.fromArray(S, t.start, s5 + 3 * L);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);
      FloatVector b2 = FloatVector.fromArray(S, b, bk + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, b, bk + 3 * L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      c02 = x0.fma(b2, c02);
      c03 = x0.fma(b3, c03);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ak]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      c12 = x1.fma(b2, c12);
      c13 = x1.fma(b3, c13);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + ak]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      c22 = x2.fma(b2, c22);
      c23 = x2.fma(b3, c23);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + ak]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      c32 = x3.fma(b2, c32);
      c33 = x3.fma(b3, c33);
      FloatVector x4 = FloatVector.broadcast(S, a[a4 + ak]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      c42 = x4.fma(b2, c42);
      c43 = x4.fma(b3, c43);
      FloatVector x5 = FloatVector.broadcast(S, a[a5 + ak]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      c52 = x5.fma(b2, c52);
      c53 = x5.fma(b3, c53);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    c01.intoArray(c, z0 + L);
    c02.intoArray(c, z0 + 2 * L);
    c03.intoArray(c, z0 + 3 * L);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
    c11.intoArray(c, z1 + L);
    c12.intoArray(c, z1 + 2 * L);
    c13.intoArray(c, z1 + 3 * L);
    int z2 = t.cFrom + 2 * t.cNext;
    c20.intoArray(c, z2);
    c21.intoArray(c, z2 + L);
    c22.intoArray(c, z2 + 2 * L);
    c23.intoArray(c, z2 + 3 * L);
    int z3 = t.cFrom + 3 * t.cNext;
    c30.intoArray(c, z3);
    c31.intoArray(c, z3 + L);
    c32.intoArray(c, z3 + 2 * L);
    c33.intoArray(c, z3 + 3 * L);
    int z4 = t.cFrom + 4 * t.cNext;
    c40.intoArray(c, z4);
    c41.intoArray(c, z4 + L);
    c42.intoArray(c, z4 + 2 * L);
    c43.intoArray(c, z4 + 3 * L);
    int z5 = t.cFrom + t.lastRow * t.cNext;
    c50.intoArray(c, z5);
    c51.intoArray(c, z5 + L);
    c52.intoArray(c, z5 + 2 * L);
    c53.intoArray(c, z5 + 3 * L);
  }

  /** The loop of most products: neither spills nor range checks. */
  private static void fivePlainRows(FloatTile t) {
    float[] a = t.a;
    float[] b = t.b;
    float[] c = t.c;
    int a0 = t.aFrom;
    int a1 = t.aFrom + t.aNext;
    int a2 = t.aFrom + 2 * t.aNext;
    int a3 = t.aFrom + 3 * t.aNext;
    int a4 = t.aFrom + t.lastRow * t.aNext;
    int s0 = t.startFrom;
    FloatVector c00 = FloatVector.fromArray(S, t.start, s0);
    FloatVector c01 = FloatVector.fromArray(S, t.start, s0 + L);
    FloatVector c02 = FloatVector.fromArray(S, t.start, s0 + 2 * L);
    FloatVector c03 = FloatVector.fromArray(S, t.start, s0 + 3 * L);
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    FloatVector c11 = FloatVector.fromArray(S, t.start, s1 + L);
    FloatVector c12 = FloatVector.fromArray(S, t.start, s1 + 2 * L);
    FloatVector c13 = FloatVector.fromArray(S, t.start, s1 + 3 * L);
    int s2 = t.startFrom + 2 * t.startNext;
    FloatVector c20 = FloatVector.fromArray(S, t.start, s2);
    FloatVector c21 = FloatVector.fromArray(S, t.start, s2 + L);
    FloatVector c22 = FloatVector.fromArray(S, t.start, s2 + 2 * L);
    FloatVector c23 = FloatVector.fromArray(S, t.start, s2 + 3 * L);
    int s3 = t.startFrom + 3 * t.startNext;
    FloatVector c30 = FloatVector.fromArray(S, t.start, s3);
    FloatVector c31 = FloatVector.fromArray(S, t.start, s3 + L);
    FloatVector c32 = FloatVector.fromArray(S, t.start, s3 + 2 * L);
    FloatVector c33 = FloatVector.fromArray(S, t.start, s3 + 3 * L);
    int s4 = t.startFrom + t.lastRow * t.startNext;
    FloatVector c40 = FloatVector.fromArray(S, t.start, s4);
    FloatVector c41 = FloatVector.fromArray(S, t.start, s4 + L);
    FloatVector c42 = FloatVector.fromArray(S, t.start, s4 + 2 * L);
    FloatVector c43 = FloatVector.fromArray(S, t.start, s4 + 3 * L);
    int depth = t.depth;
    for (int k = 0; k < depth; k++) {
      int bk = k * (4 * L);
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);
      FloatVector b2 = FloatVector.fromArray(S, b, bk + 2 * L);
      FloatVector b3 = FloatVector.fromArray(S, b, bk + 3 * L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + k]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      c02 = x0.fma(b2, c02);
      c03 = x0.fma(b3, c03);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + k]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      c12 = x1.fma(b2, c12);
      c13 = x1.fma(b3, c13);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + k]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      c22 = x2.fma(b2, c22);
      c23 = x2.fma(b3, c23);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + k]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      c32 = x3.fma(b2, c32);
      c33 = x3.fma(b3, c33);
      FloatVector x4 = FloatVector.broadcast(S, a[a4 + k]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      c42 = x4.fma(b2, c42);
      c43 = x4.fma(b3, c43);
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    c01.intoArray(c, z0 + L);
    c02.intoArray(c, z0 + 2 * L);
    c03.intoArray(c, z0 + 3 * L);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
    c11.intoArray(c, z1 + L);
    c12.intoArray(c, z1 + 2 * L);
    c13.intoArray(c, z1 + 3 * L);
    int z2 = t.cFrom + 2 * t.cNext;
    c20.intoArray(c, z2);
    c21.intoArray(c, z2 + L);
    c22.intoArray(c, z2 + 2 * L);
    c23.intoArray(c, z2 + 3 * L);
    int z3 = t.cFrom + 3 * t.cNext;
    c30.intoArray(c, z3);
    c31.intoArray(c, z3 + L);
    c32.intoArray(c, z3 + 2 * L);
    c33.intoArray(c, z3 + 3 * L);
    int z4 = t.cFrom + t.lastRow * t.cNext;
    c40.intoArray(c, z4);
    c41.intoArray(c, z4 + L);
    c42.intoArray(c, z4 + 2 * L);
    c43.intoArray(c, z4 + 3 * L);
  }
}
