package org.nn4j.simd;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.FloatMatrix;

/** Sums over the rows, a column a lane; two vectors at a time, whose chains overlap. */
final class FloatSimdColumns {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FloatSimdColumns() {}

  /** Computes the columns' sums in row order from +0. */
  static void sums(FloatMatrix a, float[] sums, int from) {
    int j = 0;
    for (; j <= a.columns() - 2 * L; j += 2 * L) {
      FloatVector s0 = FloatVector.zero(S);
      FloatVector s1 = FloatVector.zero(S);
      int at = a.offset() + j;
      for (int i = 0; i < a.rows(); i++) {
        s0 = s0.add(FloatVector.fromArray(S, a.array(), at));
        s1 = s1.add(FloatVector.fromArray(S, a.array(), at + L));
        at += a.stride();
      }
      s0.intoArray(sums, from + j);
      s1.intoArray(sums, from + j + L);
    }
    Arrays.fill(sums, from + j, from + a.columns(), 0.0f);
    for (int i = 0; i < a.rows(); i++) {
      int at = a.offset() + i * a.stride() + j;
      FloatSimdVectors.add(a.array(), at, sums, from + j, sums, from + j, a.columns() - j);
    }
  }

  /** Computes Σᵢ aᵢⱼ·bᵢⱼ, chains over the rows. */
  static void dots(FloatMatrix a, FloatMatrix b, float[] sums, int from) {
    int j = 0;
    for (; j <= a.columns() - 2 * L; j += 2 * L) {
      FloatVector s0 = FloatVector.zero(S);
      FloatVector s1 = FloatVector.zero(S);
      int at = a.offset() + j;
      int bt = b.offset() + j;
      for (int i = 0; i < a.rows(); i++) {
        FloatVector x0 = FloatVector.fromArray(S, a.array(), at);
        FloatVector x1 = FloatVector.fromArray(S, a.array(), at + L);
        s0 = x0.fma(FloatVector.fromArray(S, b.array(), bt), s0);
        s1 = x1.fma(FloatVector.fromArray(S, b.array(), bt + L), s1);
        at += a.stride();
        bt += b.stride();
      }
      s0.intoArray(sums, from + j);
      s1.intoArray(sums, from + j + L);
    }
    Arrays.fill(sums, from + j, from + a.columns(), 0.0f);
    for (int i = 0; i < a.rows(); i++) {
      int at = a.offset() + i * a.stride() + j;
      int bt = b.offset() + i * b.stride() + j;
      FloatVectors.multiplyAdd(a.array(), at, b.array(), bt, sums, from + j, a.columns() - j);
    }
  }
}
