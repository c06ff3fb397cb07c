package org.nn4j.simd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.nn4j.simd.Matrices.assertSameBits;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Matrix;
import org.nn4j.testkit.reference.Exact;

/** The three products of every available provider, bit by bit against the stated chains. */
@Execution(ExecutionMode.CONCURRENT)
class ProductsTest {
  private static final long SEED = 20260101;
  private static final int[] SMALL = {1, 2, 3, 5, 7, 8};
  private static final int[] SIZES = {1, 2, 3, 5, 7, 8, 15, 16, 17, 31, 33, 64, 65};

  @Test
  void theScalarKernelsAreAmongTheCandidates() {
    assertThat(Candidate.all()).anyMatch(c -> c.kernels().name().equals("scalar"));
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void affineIsAChainFromTheBias(Candidate candidate) {
    Exact reference = new Exact(candidate.precision());
    forEachShape(
        candidate,
        (make, n, in, out, what) -> {
          Matrix a = make.random(n, in);
          Matrix w = make.random(in, out);
          Matrix bias = make.random(1, out);
          Matrix z = make.blank(n, out);
          candidate.kernels().affine(a, w, bias, z);
          Matrix expected =
              Matrices.computed(
                  reference.precision(),
                  n,
                  out,
                  (i, j) ->
                      reference.chain(bias.get(0, j), in, k -> a.get(i, k), k -> w.get(k, j)));
          assertSameBits(z, expected, "affine " + what);
        });
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void weightGradientIsAChainOverRowsAndBiasGradientASum(Candidate candidate) {
    Exact reference = new Exact(candidate.precision());
    forEachShape(
        candidate,
        (make, n, in, out, what) -> {
          Matrix a = make.random(n, in);
          Matrix delta = make.random(n, out);
          Matrix weights = make.blank(in, out);
          Matrix bias = make.blank(1, out);
          candidate.kernels().weightGradient(a, delta, weights, bias);
          assertSameBits(
              weights,
              Matrices.computed(
                  reference.precision(),
                  in,
                  out,
                  (k, j) -> reference.chain(0, n, i -> a.get(i, k), i -> delta.get(i, j))),
              "weight gradient " + what);
          assertSameBits(
              bias,
              Matrices.computed(
                  reference.precision(),
                  1,
                  out,
                  (r, j) -> reference.chain(0, n, i -> 1, i -> delta.get(i, j))),
              "bias gradient " + what);
        });
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void inputGradientIsAChainOverOutputs(Candidate candidate) {
    Exact reference = new Exact(candidate.precision());
    forEachShape(
        candidate,
        (make, n, in, out, what) -> {
          Matrix delta = make.random(n, out);
          Matrix w = make.random(in, out);
          Matrix gradient = make.blank(n, in);
          candidate.kernels().inputGradient(delta, w, gradient);
          Matrix expected =
              Matrices.computed(
                  reference.precision(),
                  n,
                  in,
                  (i, k) -> reference.chain(0, out, j -> delta.get(i, j), j -> w.get(k, j)));
          assertSameBits(gradient, expected, "input gradient " + what);
        });
  }

  /** Widths of whole vectors, where kernels may read a factor in place, and depths past a block. */
  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void deepProductsOfWholeVectorsAreTheSameChainsWhereverTheFactorsLie(Candidate candidate) {
    for (int n : new int[] {1, 4, 5, 6, 17, 18}) {
      for (int out : new int[] {4, 8, 16, 24, 32, 48, 64, 128}) {
        for (int in : new int[] {40, 700, out <= 16 ? 1100 : 300}) {
          for (int offset : new int[] {0, 5, 64}) {
            checkDeepProduct(candidate, n, in, out, offset);
          }
        }
      }
    }
  }

  private static void checkDeepProduct(Candidate candidate, int n, int in, int out, int offset) {
    Matrices make = new Matrices(candidate.precision(), new Random(SEED));
    Exact reference = new Exact(candidate.precision());
    Matrix a = make.random(n, in);
    Matrix w = make.randomAt(offset, in, out);
    Matrix bias = make.randomAt(offset, 1, out);
    Matrix z = make.blank(n, out);
    candidate.kernels().affine(a, w, bias, z);
    for (int row : new int[] {0, n - 1}) {
      Matrix expected =
          Matrices.computed(
              reference.precision(),
              1,
              out,
              (i, j) -> reference.chain(bias.get(0, j), in, k -> a.get(row, k), k -> w.get(k, j)));
      String what =
          "affine N=%d n_in=%d n_out=%d offset=%d row=%d seed=%d"
              .formatted(n, in, out, offset, row, SEED);
      assertSameBits(make.copy(z.rows(row, row + 1)), expected, what);
    }
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void aChainWithoutStepsIsItsStart(Candidate candidate) {
    Matrices make = new Matrices(candidate.precision(), new Random(SEED));
    Matrix bias = make.random(1, 20);
    Matrix z = make.blank(3, 20);
    candidate.kernels().affine(make.blank(3, 0), make.blank(0, 20), bias, z);
    for (int r = 0; r < 3; r++) {
      assertThat(z.toRows()[r]).containsExactly(bias.toRows()[0]);
    }
    Matrix weights = make.blank(3, 20);
    Matrix sums = make.blank(1, 20);
    candidate.kernels().weightGradient(make.blank(0, 3), make.blank(0, 20), weights, sums);
    assertThat(weights.toRows()).isDeepEqualTo(new double[3][20]);
    assertThat(sums.toRows()).isDeepEqualTo(new double[1][20]);
    candidate.kernels().affine(make.blank(0, 3), weights, bias, make.blank(0, 20));
  }

  @ParameterizedTest
  @MethodSource("org.nn4j.simd.Candidate#all")
  void nanReachesExactlyTheElementsThatDependOnIt(Candidate candidate) {
    Matrices make = new Matrices(candidate.precision(), new Random(SEED));
    Matrix a = make.random(6, 10);
    a.set(4, 9, Double.NaN);
    Matrix z = make.blank(6, 33);
    candidate.kernels().affine(a, make.random(10, 33), make.random(1, 33), z);
    for (int r = 0; r < 6; r++) {
      for (int c = 0; c < 33; c++) {
        assertThat(Double.isNaN(z.get(r, c))).as("row %d, column %d", r, c).isEqualTo(r == 4);
      }
    }
  }

  private static void forEachShape(Candidate candidate, Shape shape) {
    for (int[] s : shapes()) {
      String what = "N=" + s[0] + " n_in=" + s[1] + " n_out=" + s[2] + " seed=" + SEED;
      Matrices make = new Matrices(candidate.precision(), new Random(SEED + 31L * what.hashCode()));
      shape.check(make, s[0], s[1], s[2], what);
    }
  }

  /**
   * All small shapes, some of the others, all about as narrow as a vector in each direction, and
   * some past the kernels' blocks.
   */
  private static List<int[]> shapes() {
    List<int[]> shapes = new ArrayList<>();
    for (int n : SMALL) {
      for (int in : SMALL) {
        for (int out : SMALL) {
          shapes.add(new int[] {n, in, out});
        }
      }
    }
    Random random = new Random(SEED);
    for (int i = 0; i < 120; i++) {
      shapes.add(new int[] {size(random), size(random), size(random)});
    }
    for (int narrow = 1; narrow <= 17; narrow++) {
      shapes.add(new int[] {narrow, 33, 40});
      shapes.add(new int[] {40, narrow, 33});
      shapes.add(new int[] {40, 33, narrow});
    }
    shapes.add(new int[] {20, 300, 1100});
    shapes.add(new int[] {1100, 300, 10});
    shapes.add(new int[] {9, 130, 1030});
    shapes.add(new int[] {9, 1030, 130});
    shapes.add(new int[] {130, 513, 16});
    shapes.add(new int[] {1, 700, 513});
    shapes.add(new int[] {2, 17, 700});
    return shapes;
  }

  private static int size(Random random) {
    return SIZES[random.nextInt(SIZES.length)];
  }

  private interface Shape {
    void check(Matrices make, int n, int in, int out, String what);
  }
}
