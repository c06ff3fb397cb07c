package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Micro-kernels one vector wide; see {@link FloatTile}. */
final class FloatMicro1 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatMicro1() {}

  static void run(FloatTile t) {
    switch (t.lastRow) {
      case 0 -> oneRow(t);
      case 1 -> twoRows(t);
      case 2, 3 -> fourRows(t);
      case 4, 5 -> sixRows(t);
      default -> tenPlainRows(t);
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
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
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
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ak]);
      c10 = x1.fma(b0, c10);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
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
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    int s2 = t.startFrom + 2 * t.startNext;
    FloatVector c20 = FloatVector.fromArray(S, t.start, s2);
    int s3 = t.startFrom + t.lastRow * t.startNext;
    FloatVector c30 = FloatVector.fromArray(S, t.start, s3);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ak]);
      c10 = x1.fma(b0, c10);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + ak]);
      c20 = x2.fma(b0, c20);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + ak]);
      c30 = x3.fma(b0, c30);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
    int z2 = t.cFrom + 2 * t.cNext;
    c20.intoArray(c, z2);
    int z3 = t.cFrom + t.lastRow * t.cNext;
    c30.intoArray(c, z3);
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
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    int s2 = t.startFrom + 2 * t.startNext;
    FloatVector c20 = FloatVector.fromArray(S, t.start, s2);
    int s3 = t.startFrom + 3 * t.startNext;
    FloatVector c30 = FloatVector.fromArray(S, t.start, s3);
    int s4 = t.startFrom + 4 * t.startNext;
    FloatVector c40 = FloatVector.fromArray(S, t.start, s4);
    int s5 = t.startFrom + t.lastRow * t.startNext;
    FloatVector c50 = FloatVector.fromArray(S, t.start, s5);
    int ak = 0;
    int bk = t.bFrom;
    for (int k = 0; k < t.depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, bk);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + ak]);
      c00 = x0.fma(b0, c00);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + ak]);
      c10 = x1.fma(b0, c10);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + ak]);
      c20 = x2.fma(b0, c20);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + ak]);
      c30 = x3.fma(b0, c30);
      FloatVector x4 = FloatVector.broadcast(S, a[a4 + ak]);
      c40 = x4.fma(b0, c40);
      FloatVector x5 = FloatVector.broadcast(S, a[a5 + ak]);
      c50 = x5.fma(b0, c50);
      ak += aStep;
      bk += bStep;
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
    int z2 = t.cFrom + 2 * t.cNext;
    c20.intoArray(c, z2);
    int z3 = t.cFrom + 3 * t.cNext;
    c30.intoArray(c, z3);
    int z4 = t.cFrom + 4 * t.cNext;
    c40.intoArray(c, z4);
    int z5 = t.cFrom + t.lastRow * t.cNext;
    c50.intoArray(c, z5);
  }

  /** As many chains as hide the latency of {@code fma}; neither range checks nor spills. */
  private static void tenPlainRows(FloatTile t) {
    float[] a = t.a;
    float[] b = t.b;
    float[] c = t.c;
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
    int s1 = t.startFrom + t.startNext;
    FloatVector c10 = FloatVector.fromArray(S, t.start, s1);
    int s2 = t.startFrom + 2 * t.startNext;
    FloatVector c20 = FloatVector.fromArray(S, t.start, s2);
    int s3 = t.startFrom + 3 * t.startNext;
    FloatVector c30 = FloatVector.fromArray(S, t.start, s3);
    int s4 = t.startFrom + 4 * t.startNext;
    FloatVector c40 = FloatVector.fromArray(S, t.start, s4);
    int s5 = t.startFrom + 5 * t.startNext;
    FloatVector c50 = FloatVector.fromArray(S, t.start, s5);
    int s6 = t.startFrom + 6 * t.startNext;
    FloatVector c60 = FloatVector.fromArray(S, t.start, s6);
    int s7 = t.startFrom + row7 * t.startNext;
    FloatVector c70 = FloatVector.fromArray(S, t.start, s7);
    int s8 = t.startFrom + row8 * t.startNext;
    FloatVector c80 = FloatVector.fromArray(S, t.start, s8);
    int s9 = t.startFrom + t.lastRow * t.startNext;
    FloatVector c90 = FloatVector.fromArray(S, t.start, s9);
    int depth = t.depth;
    for (int k = 0; k < depth; k++) {
      FloatVector b0 = FloatVector.fromArray(S, b, k * L);
      FloatVector x0 = FloatVector.broadcast(S, a[a0 + k]);
      c00 = x0.fma(b0, c00);
      FloatVector x1 = FloatVector.broadcast(S, a[a1 + k]);
      c10 = x1.fma(b0, c10);
      FloatVector x2 = FloatVector.broadcast(S, a[a2 + k]);
      c20 = x2.fma(b0, c20);
      FloatVector x3 = FloatVector.broadcast(S, a[a3 + k]);
      c30 = x3.fma(b0, c30);
      FloatVector x4 = FloatVector.broadcast(S, a[a4 + k]);
      c40 = x4.fma(b0, c40);
      FloatVector x5 = FloatVector.broadcast(S, a[a5 + k]);
      c50 = x5.fma(b0, c50);
      FloatVector x6 = FloatVector.broadcast(S, a[a6 + k]);
      c60 = x6.fma(b0, c60);
      FloatVector x7 = FloatVector.broadcast(S, a[a7 + k]);
      c70 = x7.fma(b0, c70);
      FloatVector x8 = FloatVector.broadcast(S, a[a8 + k]);
      c80 = x8.fma(b0, c80);
      FloatVector x9 = FloatVector.broadcast(S, a[a9 + k]);
      c90 = x9.fma(b0, c90);
    }
    int z0 = t.cFrom;
    c00.intoArray(c, z0);
    int z1 = t.cFrom + t.cNext;
    c10.intoArray(c, z1);
    int z2 = t.cFrom + 2 * t.cNext;
    c20.intoArray(c, z2);
    int z3 = t.cFrom + 3 * t.cNext;
    c30.intoArray(c, z3);
    int z4 = t.cFrom + 4 * t.cNext;
    c40.intoArray(c, z4);
    int z5 = t.cFrom + 5 * t.cNext;
    c50.intoArray(c, z5);
    int z6 = t.cFrom + 6 * t.cNext;
    c60.intoArray(c, z6);
    int z7 = t.cFrom + row7 * t.cNext;
    c70.intoArray(c, z7);
    int z8 = t.cFrom + row8 * t.cNext;
    c80.intoArray(c, z8);
    int z9 = t.cFrom + t.lastRow * t.cNext;
    c90.intoArray(c, z9);
  }
}
