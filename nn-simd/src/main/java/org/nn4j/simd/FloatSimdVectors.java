package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatVectors} on vectors, since C2 vectorises its loops only if all offsets are equal. */
final class FloatSimdVectors {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatSimdVectors() {}

  static void add(float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int n) {
    int whole = n - n % L;
    for (int i = 0; i < whole; i += L) {
      FloatVector x = FloatVector.fromArray(S, a, aFrom + i);
      x.add(FloatVector.fromArray(S, b, bFrom + i)).intoArray(c, cFrom + i);
    }
    FloatVectors.add(a, aFrom + whole, b, bFrom + whole, c, cFrom + whole, n - whole);
  }

  static void multiply(float[] a, int aFrom, float[] b, int bFrom, float[] c, int cFrom, int n) {
    int whole = n - n % L;
    for (int i = 0; i < whole; i += L) {
      FloatVector x = FloatVector.fromArray(S, a, aFrom + i);
      x.mul(FloatVector.fromArray(S, b, bFrom + i)).intoArray(c, cFrom + i);
    }
    FloatVectors.multiply(a, aFrom + whole, b, bFrom + whole, c, cFrom + whole, n - whole);
  }

  static void scaleShift(
      float[] a,
      int aFrom,
      float[] scale,
      int scaleFrom,
      float[] shift,
      int shiftFrom,
      float[] c,
      int cFrom,
      int n) {
    int whole = n - n % L;
    for (int i = 0; i < whole; i += L) {
      FloatVector s = FloatVector.fromArray(S, scale, scaleFrom + i);
      FloatVector t = FloatVector.fromArray(S, shift, shiftFrom + i);
      FloatVector.fromArray(S, a, aFrom + i).fma(s, t).intoArray(c, cFrom + i);
    }
    FloatVectors.scaleShift(
        a,
        aFrom + whole,
        scale,
        scaleFrom + whole,
        shift,
        shiftFrom + whole,
        c,
        cFrom + whole,
        n - whole);
  }

  static void scaleShift(
      float[] a, int aFrom, float scale, float shift, float[] c, int cFrom, int n) {
    FloatVector s = FloatVector.broadcast(S, scale);
    FloatVector t = FloatVector.broadcast(S, shift);
    int whole = n - n % L;
    for (int i = 0; i < whole; i += L) {
      FloatVector.fromArray(S, a, aFrom + i).fma(s, t).intoArray(c, cFrom + i);
    }
    FloatVectors.scaleShift(a, aFrom + whole, scale, shift, c, cFrom + whole, n - whole);
  }
}
