package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.FloatMatrix;

/** Sums over the rows, one column per lane; two vectors at a time, whose chains overlap. */
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
    for (; j < a.columns(); j += L) {
      lastSums(a, j, sums, from);
    }
  }

  /** Sums at most a vector of columns; what follows them is summed too, and discarded. */
  private static void lastSums(FloatMatrix a, int j, float[] sums, int from) {
    int columns = Math.min(L, a.columns() - j);
    int whole = wholeRows(a, j);
    FloatVector s = FloatVector.zero(S);
    for (int i = 0; i < whole; i++) {
      s = s.add(FloatVector.fromArray(S, a.array(), a.offset() + j + i * a.stride()));
    }
    float[] lanes = FloatPanel.ofThread().edge;
    s.intoArray(lanes, 0);
    for (int i = whole; i < a.rows(); i++) {
      int at = a.offset() + j + i * a.stride();
      FloatVectors.add(a.array(), at, lanes, 0, lanes, 0, columns);
    }
    System.arraycopy(lanes, 0, sums, from + j, columns);
  }

  /** Returns how many rows have a whole vector within the array from column j on. */
  private static int wholeRows(FloatMatrix m, int j) {
    int rows = m.rows();
    while (rows > 0 && m.offset() + j + (rows - 1) * m.stride() + L > m.array().length) {
      rows--;
    }
    return rows;
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
    for (; j < a.columns(); j += L) {
      lastDots(a, b, j, sums, from);
    }
  }

  private static void lastDots(FloatMatrix a, FloatMatrix b, int j, float[] sums, int from) {
    int columns = Math.min(L, a.columns() - j);
    int whole = Math.min(wholeRows(a, j), wholeRows(b, j));
    FloatVector s = FloatVector.zero(S);
    for (int i = 0; i < whole; i++) {
      FloatVector x = FloatVector.fromArray(S, a.array(), a.offset() + j + i * a.stride());
      s = x.fma(FloatVector.fromArray(S, b.array(), b.offset() + j + i * b.stride()), s);
    }
    float[] lanes = FloatPanel.ofThread().edge;
    s.intoArray(lanes, 0);
    for (int i = whole; i < a.rows(); i++) {
      int at = a.offset() + j + i * a.stride();
      int bt = b.offset() + j + i * b.stride();
      FloatVectors.multiplyAdd(a.array(), at, b.array(), bt, lanes, 0, columns);
    }
    System.arraycopy(lanes, 0, sums, from + j, columns);
  }
}
