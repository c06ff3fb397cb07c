package org.nn4j.simd;

import static org.nn4j.simd.Matrices.assertSameBits;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Matrix;
import org.nn4j.testkit.reference.Exact;

/** Element-wise arithmetic of every available provider, in all layouts and allowed aliases. */
class VectorsTest {
  private static final long SEED = 20260103;
  private static final int[] ROWS = {1, 3, 8};
  private static final int[] COLUMNS = {1, 2, 7, 16, 17, 33, 65, 600};

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void addAndMultiply(Candidate candidate) {
    Exact ref = new Exact(candidate.precision());
    forEachShape(
        candidate,
        (make, n, m, what) -> {
          Matrix a = make.random(n, m);
          Matrix b = make.random(n, m);
          check(
              make,
              candidate.kernels()::add,
              a,
              b,
              Matrices.computed(ref.precision(), n, m, (i, j) -> ref.add(a.get(i, j), b.get(i, j))),
              "add " + what);
          check(
              make,
              candidate.kernels()::multiply,
              a,
              b,
              Matrices.computed(
                  ref.precision(), n, m, (i, j) -> ref.multiply(a.get(i, j), b.get(i, j))),
              "multiply " + what);
        });
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void scaleAndShift(Candidate candidate) {
    Exact ref = new Exact(candidate.precision());
    forEachShape(
        candidate,
        (make, n, m, what) -> {
          Matrix a = make.random(n, m);
          Matrix scales = make.random(1, m);
          Matrix shifts = make.random(1, m);
          Matrix byColumn =
              Matrices.computed(
                  ref.precision(),
                  n,
                  m,
                  (i, j) -> ref.fma(a.get(i, j), scales.get(0, j), shifts.get(0, j)));
          Matrix c = make.blank(n, m);
          candidate.kernels().scaleShiftColumns(a, scales, shifts, c);
          assertSameBits(c, byColumn, "scale and shift columns " + what);
          Matrix inPlace = make.copy(a);
          candidate.kernels().scaleShiftColumns(inPlace, scales, shifts, inPlace);
          assertSameBits(inPlace, byColumn, "scale and shift columns in place " + what);

          Matrix rowScales = make.random(n, 1);
          Matrix rowShifts = make.random(n, 1);
          Matrix byRow =
              Matrices.computed(
                  ref.precision(),
                  n,
                  m,
                  (i, j) -> ref.fma(a.get(i, j), rowScales.get(i, 0), rowShifts.get(i, 0)));
          Matrix d = make.copy(a);
          candidate.kernels().scaleShiftRows(d, rowScales, rowShifts, d);
          assertSameBits(d, byRow, "scale and shift rows in place " + what);
        });
  }

  private static void check(
      Matrices make, ThreeMatrices operation, Matrix a, Matrix b, Matrix expected, String what) {
    Matrix c = make.blank(a.rows(), a.columns());
    operation.apply(a, b, c);
    assertSameBits(c, expected, what);
    Matrix left = make.copy(a);
    operation.apply(left, b, left);
    assertSameBits(left, expected, what + " into a");
    Matrix right = make.copy(b);
    operation.apply(a, right, right);
    assertSameBits(right, expected, what + " into b");
  }

  private static void forEachShape(Candidate candidate, Shape shape) {
    for (int n : ROWS) {
      for (int m : COLUMNS) {
        Matrices make = new Matrices(candidate.precision(), new Random(SEED + 1000L * m + n));
        shape.check(make, n, m, "of " + n + "×" + m + " seed=" + SEED);
      }
    }
  }

  private interface Shape {
    void check(Matrices make, int n, int m, String what);
  }

  private interface ThreeMatrices {
    void apply(Matrix a, Matrix b, Matrix c);
  }
}
