package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Micro-kernels two vectors wide; see {@link FloatTile}. */
final class FloatMicro2 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatMicro2() {}

  static void run(FloatTile t) {
    switch (t.lastRow) {
      case 0 -> oneRow(t);
      case 1 -> twoRows(t);
      case 2, 3 -> fourRows(t);
      case 4, 5 -> sixRows(t);
      default -> tenRows(t);
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
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    c01.intoArray(c, z0 + L);
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
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    FloatVector c11 = FloatVector.fromArray(S, t.start, s1 + L);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ak]);
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
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    FloatVector c11 = FloatVector.fromArray(S, t.start, s1 + L);
    int s2 = t.startFrom + 2 * t.startNext;
    FloatVector c20 = FloatVector.fromArray(S, t.start, s2);
    FloatVector c21 = FloatVector.fromArray(S, t.start, s2 + L);
    int s3 = t.startFrom + t.lastRow * t.startNext;
    FloatVector c30 = FloatVector.fromArray(S, t.start, s3);
    FloatVector c31 = FloatVector.fromArray(S, t.start, s3 + L);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ak]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + ak]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + ak]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    c01.intoArray(c, z0 + L);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
    c11.intoArray(c, z1 + L);
    int z2 = t.cFrom + 2 * t.cNext;
    c20.intoArray(c, z2);
    c21.intoArray(c, z2 + L);
    int z3 = t.cFrom + t.lastRow * t.cNext;
    c30.intoArray(c, z3);
    c31.intoArray(c, z3 + L);
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
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    FloatVector c11 = FloatVector.fromArray(S, t.start, s1 + L);
    int s2 = t.startFrom + 2 * t.startNext;
    FloatVector c20 = FloatVector.fromArray(S, t.start, s2);
    FloatVector c21 = FloatVector.fromArray(S, t.start, s2 + L);
    int s3 = t.startFrom + 3 * t.startNext;
    FloatVector c30 = FloatVector.fromArray(S, t.start, s3);
    FloatVector c31 = FloatVector.fromArray(S, t.start, s3 + L);
    int s4 = t.startFrom + 4 * t.startNext;
    FloatVector c40 = FloatVector.fromArray(S, t.start, s4);
    FloatVector c41 = FloatVector.fromArray(S, t.start, s4 + L);
    int s5 = t.startFrom + t.lastRow * t.startNext;
    FloatVector c50 = FloatVector.fromArray(S, t.start, s5);
    FloatVector c51 = FloatVector.fromArray(S, t.start, s5 + L);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ak]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + ak]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + ak]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      FloatVector x4 = FloatVector.broadcast(S, a[a4 + ak]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      FloatVector x5 = FloatVector.broadcast(S, a[a5 + ak]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    c01.intoArray(c, z0 + L);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
    c11.intoArray(c, z1 + L);
    int z2 = t.cFrom + 2 * t.cNext;
    c20.intoArray(c, z2);
    c21.intoArray(c, z2 + L);
    int z3 = t.cFrom + 3 * t.cNext;
    c30.intoArray(c, z3);
    c31.intoArray(c, z3 + L);
    int z4 = t.cFrom + 4 * t.cNext;
    c40.intoArray(c, z4);
    c41.intoArray(c, z4 + L);
    int z5 = t.cFrom + t.lastRow * t.cNext;
    c50.intoArray(c, z5);
    c51.intoArray(c, z5 + L);
  }

  private static void tenRows(FloatTile t) {
    float[] a = t.a;
    float[] b = t.b;
    float[] c = t.c;
    int aStep = t.aStep;
    int bStep = t.bStep;
    int row7 = Math.min(7, t.lastRow);
    int row8 = Math.min(8, t.lastRow);
    int a0 = t.aFrom;
    int a1 = t.aFrom + t.aNext;
    int a2 = t.aFrom + 2 * t.aNext;
    int a3 = t.aFrom + 3 * t.aNext;
    int a4 = t.aFrom + 4 * t.aNext;
    int a5 = t.aFrom + 5 * t.aNext;
    int a6 = t.aFrom + 6 * t.aNext;
    int a7 = t.aFrom + row7 * t.aNext;
    int a8 = t.aFrom + row8 * t.aNext;
    int a9 = t.aFrom + t.lastRow * t.aNext;
    int s0 = t.startFrom;
    FloatVector c00 = FloatVector.fromArray(S, t.start, s0);
    FloatVector c01 = FloatVector.fromArray(S, t.start, s0 + L);
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    FloatVector c11 = FloatVector.fromArray(S, t.start, s1 + L);
    int s2 = t.startFrom + 2 * t.startNext;
    FloatVector c20 = FloatVector.fromArray(S, t.start, s2);
    FloatVector c21 = FloatVector.fromArray(S, t.start, s2 + L);
    int s3 = t.startFrom + 3 * t.startNext;
    FloatVector c30 = FloatVector.fromArray(S, t.start, s3);
    FloatVector c31 = FloatVector.fromArray(S, t.start, s3 + L);
    int s4 = t.startFrom + 4 * t.startNext;
    FloatVector c40 = FloatVector.fromArray(S, t.start, s4);
    FloatVector c41 = FloatVector.fromArray(S, t.start, s4 + L);
    int s5 = t.startFrom + 5 * t.startNext;
    FloatVector c50 = FloatVector.fromArray(S, t.start, s5);
    FloatVector c51 = FloatVector.fromArray(S, t.start, s5 + L);
    int s6 = t.startFrom + 6 * t.startNext;
    FloatVector c60 = FloatVector.fromArray(S, t.start, s6);
    FloatVector c61 = FloatVector.fromArray(S, t.start, s6 + L);
    int s7 = t.startFrom + row7 * t.startNext;
    FloatVector c70 = FloatVector.fromArray(S, t.start, s7);
    FloatVector c71 = FloatVector.fromArray(S, t.start, s7 + L);
    int s8 = t.startFrom + row8 * t.startNext;
    FloatVector c80 = FloatVector.fromArray(S, t.start, s8);
    FloatVector c81 = FloatVector.fromArray(S, t.start, s8 + L);
    int s9 = t.startFrom + t.lastRow * t.startNext;
    FloatVector c90 = FloatVector.fromArray(S, t.start, s9);
    FloatVector c91 = FloatVector.fromArray(S, t.start, s9 + L);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector b1 = FloatVector.fromArray(S, b, bk + L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      c01 = x0.fma(b1, c01);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ak]);
      c10 = x1.fma(b0, c10);
      c11 = x1.fma(b1, c11);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + ak]);
      c20 = x2.fma(b0, c20);
      c21 = x2.fma(b1, c21);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + ak]);
      c30 = x3.fma(b0, c30);
      c31 = x3.fma(b1, c31);
      FloatVector x4 = FloatVector.broadcast(S, a[a4 + ak]);
      c40 = x4.fma(b0, c40);
      c41 = x4.fma(b1, c41);
      FloatVector x5 = FloatVector.broadcast(S, a[a5 + ak]);
      c50 = x5.fma(b0, c50);
      c51 = x5.fma(b1, c51);
      FloatVector x6 = FloatVector.broadcast(S, a[a6 + ak]);
      c60 = x6.fma(b0, c60);
      c61 = x6.fma(b1, c61);
      FloatVector x7 = FloatVector.broadcast(S, a[a7 + ak]);
      c70 = x7.fma(b0, c70);
      c71 = x7.fma(b1, c71);
      FloatVector x8 = FloatVector.broadcast(S, a[a8 + ak]);
      c80 = x8.fma(b0, c80);
      c81 = x8.fma(b1, c81);
      FloatVector x9 = FloatVector.broadcast(S, a[a9 + ak]);
      c90 = x9.fma(b0, c90);
      c91 = x9.fma(b1, c91);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    c01.intoArray(c, z0 + L);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
    c11.intoArray(c, z1 + L);
    int z2 = t.cFrom + 2 * t.cNext;
    c20.intoArray(c, z2);
    c21.intoArray(c, z2 + L);
    int z3 = t.cFrom + 3 * t.cNext;
    c30.intoArray(c, z3);
    c31.intoArray(c, z3 + L);
    int z4 = t.cFrom + 4 * t.cNext;
    c40.intoArray(c, z4);
    c41.intoArray(c, z4 + L);
    int z5 = t.cFrom + 5 * t.cNext;
    c50.intoArray(c, z5);
    c51.intoArray(c, z5 + L);
    int z6 = t.cFrom + 6 * t.cNext;
    c60.intoArray(c, z6);
    c61.intoArray(c, z6 + L);
    int z7 = t.cFrom + row7 * t.cNext;
    c70.intoArray(c, z7);
    c71.intoArray(c, z7 + L);
    int z8 = t.cFrom + row8 * t.cNext;
    c80.intoArray(c, z8);
    c81.intoArray(c, z8 + L);
    int z9 = t.cFrom + t.lastRow * t.cNext;
    c90.intoArray(c, z9);
    c91.intoArray(c, z9 + L);
  }
}
