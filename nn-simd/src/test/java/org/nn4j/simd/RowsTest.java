package org.nn4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.nn4j.simd.Matrices.assertSameBits;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.testkit.reference.Exact;

/** Row and column operations of every available provider, bit by bit in the stated order. */
class RowsTest {
  private static final long SEED = 20260102;
  private static final int[] ROWS = {1, 2, 5, 33};
  private static final int[] COLUMNS = {
    1, 2, 3, 5, 7, 8, 12, 13, 15, 16, 17, 28, 29, 31, 32, 33, 47, 64, 65, 1000
  };

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void rowReductionsAreSixteenWay(Candidate candidate) {
    Exact ref = new Exact(candidate.precision());
    forEachShape(
        candidate,
        (make, n, m, what) -> {
          Matrix a = make.random(n, m);
          Matrix b = make.random(n, m);
          Matrix sums = make.blank(n, 1);
          candidate.kernels().rowSums(a, sums);
          assertSameBits(
              sums,
              Matrices.computed(ref.precision(), n, 1, (i, c) -> ref.sum16(m, j -> a.get(i, j))),
              "sums " + what);
          Matrix dots = make.blank(n, 1);
          candidate.kernels().rowDots(a, b, dots);
          assertSameBits(
              dots,
              Matrices.computed(
                  ref.precision(),
                  n,
                  1,
                  (i, c) -> ref.dot16(m, j -> a.get(i, j), j -> b.get(i, j))),
              "dots " + what);
        });
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void columnReductionsGoInRowOrder(Candidate candidate) {
    Exact ref = new Exact(candidate.precision());
    forEachShape(
        candidate,
        (make, n, m, what) -> {
          Matrix a = make.random(n, m);
          Matrix b = make.random(n, m);
          Matrix sums = make.blank(1, m);
          candidate.kernels().columnSums(a, sums);
          assertSameBits(
              sums,
              Matrices.computed(
                  ref.precision(), 1, m, (r, j) -> ref.chain(0, n, i -> 1, i -> a.get(i, j))),
              "sums " + what);
          Matrix dots = make.blank(1, m);
          candidate.kernels().columnDots(a, b, dots);
          assertSameBits(
              dots,
              Matrices.computed(
                  ref.precision(),
                  1,
                  m,
                  (r, j) -> ref.chain(0, n, i -> a.get(i, j), i -> b.get(i, j))),
              "dots " + what);
        });
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void softmaxAndLogSoftmaxFollowTheirFormulas(Candidate candidate) {
    Exact ref = new Exact(candidate.precision());
    forEachShape(
        candidate,
        (make, n, m, what) -> {
          Matrix z = make.random(n, m);
          Matrix shifted =
              Matrices.computed(ref.precision(), n, m, (i, j) -> ref.add(z.get(i, j), -max(z, i)));
          Matrix e = Matrices.computed(ref.precision(), n, m, (i, j) -> ref.exp(shifted.get(i, j)));
          Matrix sum =
              Matrices.computed(ref.precision(), n, 1, (i, c) -> ref.sum16(m, j -> e.get(i, j)));
          checkBothTargets(
              make,
              z,
              candidate.kernels()::softmax,
              Matrices.computed(
                  ref.precision(), n, m, (i, j) -> ref.divide(e.get(i, j), sum.get(i, 0))),
              "softmax " + what);
          checkBothTargets(
              make,
              z,
              candidate.kernels()::logSoftmax,
              Matrices.computed(
                  ref.precision(),
                  n,
                  m,
                  (i, j) -> ref.add(shifted.get(i, j), -ref.log(sum.get(i, 0)))),
              "log softmax " + what);
        });
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void softmaxGradientsFollowTheirFormulas(Candidate candidate) {
    Exact ref = new Exact(candidate.precision());
    forEachShape(
        candidate,
        (make, n, m, what) -> {
          Matrix a = make.random(n, m);
          Matrix g = make.random(n, m);
          Matrix dot =
              Matrices.computed(
                  ref.precision(),
                  n,
                  1,
                  (i, c) -> ref.dot16(m, j -> g.get(i, j), j -> a.get(i, j)));
          Matrix actual = make.copy(g);
          candidate.kernels().softmaxGradient(a, actual);
          assertSameBits(
              actual,
              Matrices.computed(
                  ref.precision(),
                  n,
                  m,
                  (i, j) -> ref.multiply(a.get(i, j), ref.add(g.get(i, j), -dot.get(i, 0)))),
              "softmax gradient " + what);
          Matrix sum =
              Matrices.computed(ref.precision(), n, 1, (i, c) -> ref.sum16(m, j -> g.get(i, j)));
          Matrix logActual = make.copy(g);
          candidate.kernels().logSoftmaxGradient(a, logActual);
          assertSameBits(
              logActual,
              Matrices.computed(
                  ref.precision(),
                  n,
                  m,
                  (i, j) ->
                      ref.add(g.get(i, j), -ref.multiply(ref.exp(a.get(i, j)), sum.get(i, 0)))),
              "log softmax gradient " + what);
        });
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void hugeLogitsGiveFiniteProbabilities(Candidate candidate) {
    Matrix z = Matrix.of(candidate.precision(), new double[] {1000, 0, -1000, 1000});
    Matrix a = Matrix.zeros(candidate.precision(), 1, 4);
    candidate.kernels().softmax(z, a);
    assertThat(a.toRows()[0]).containsExactly(0.5, 0, 0, 0.5);
    candidate.kernels().logSoftmax(z, a);
    assertThat(a.get(0, 2)).isCloseTo(-2000 - Math.log(2), within(1e-3));
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void oneNanSpoilsItsRowAlone(Candidate candidate) {
    Matrices make = new Matrices(candidate.precision(), new Random(SEED));
    for (TwoMatrices softmax : softmaxes(candidate)) {
      Matrix z = make.random(3, 21);
      z.set(1, 20, Double.NaN);
      Matrix a = make.blank(3, 21);
      softmax.apply(z, a);
      for (int j = 0; j < 21; j++) {
        assertThat(a.get(0, j)).isFinite();
        assertThat(a.get(1, j)).isNaN();
        assertThat(a.get(2, j)).isFinite();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void partialSumsKeepTheSignOfAnUnderflow(Candidate candidate) {
    double tiny = candidate.precision() == Precision.FLOAT32 ? 1e-30 : 1e-200;
    Matrix a = Matrix.of(candidate.precision(), new double[] {tiny});
    Matrix b = Matrix.of(candidate.precision(), new double[] {-tiny});
    Matrix sums = Matrix.zeros(candidate.precision(), 1, 1);
    candidate.kernels().columnDots(a, b, sums);
    assertThat(1 / sums.get(0, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    candidate.kernels().rowDots(a, b, sums);
    assertThat(1 / sums.get(0, 0)).as("−0 + 15·(+0)").isEqualTo(Double.POSITIVE_INFINITY);
  }

  private static List<TwoMatrices> softmaxes(Candidate candidate) {
    return List.of(candidate.kernels()::softmax, candidate.kernels()::logSoftmax);
  }

  private static void checkBothTargets(
      Matrices make, Matrix z, TwoMatrices operation, Matrix expected, String what) {
    Matrix a = make.blank(z.rows(), z.columns());
    operation.apply(z, a);
    assertSameBits(a, expected, what);
    Matrix inPlace = make.copy(z);
    operation.apply(inPlace, inPlace);
    assertSameBits(inPlace, expected, what + " in place");
  }

  private static double max(Matrix z, int row) {
    double max = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < z.columns(); j++) {
      max = Math.max(max, z.get(row, j));
    }
    return max;
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

  private interface TwoMatrices {
    void apply(Matrix z, Matrix a);
  }
}
