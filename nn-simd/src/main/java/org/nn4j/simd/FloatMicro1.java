package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** Micro-kernels one vector wide; see {@link FloatTile}. */
final class FloatMicro1 {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private FloatMicro1() {}

  static void run(FloatTile t) {
    switch (t.lastRow) {
      case 0 -> oneRow(t);
      case 1 -> twoRows(t);
      case 2, 3 -> fourRows(t);
      default -> sixRows(t);
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
}
