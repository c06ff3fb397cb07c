package org.nn4j.core.initializer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Initializer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.initializer.VarianceScaling.Distribution;
import org.nn4j.core.initializer.VarianceScaling.Mode;
import org.nn4j.core.random.RandomStream;

/** Moments, bounds, orthogonality and fixed bytes of the initial values. */
class InitializersTest {
  private static final long SEED = 11;
  private static final int ROWS = 500;
  private static final int COLUMNS = 300;

  private static Matrix fill(Initializer initializer, Precision precision, int rows, int columns) {
    Matrix weights = Matrix.zeros(precision, rows, columns);
    initializer.fill(weights, rows, columns, new RandomStream(SEED, "weights"));
    return weights;
  }

  private static double[] values(Matrix weights) {
    return Arrays.stream(weights.toRows()).flatMapToDouble(Arrays::stream).toArray();
  }

  static Stream<Initializer> all() {
    return ServiceLoader.load(Initializer.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(i -> i.getClass().getPackage() == Fill.class.getPackage());
  }

  static List<Arguments> moments() {
    return List.of(
        Arguments.of(new GlorotUniform(), 0, 2.0 / 800, Math.sqrt(6.0 / 800)),
        Arguments.of(new GlorotUniform(2), 0, 8.0 / 800, Math.sqrt(24.0 / 800)),
        Arguments.of(new GlorotNormal(), 0, 2.0 / 800, Double.NaN),
        Arguments.of(new GlorotNormal(3), 0, 18.0 / 800, Double.NaN),
        Arguments.of(new HeUniform(), 0, 2.0 / 500, Math.sqrt(6.0 / 500)),
        Arguments.of(new HeNormal(), 0, 2.0 / 500, Double.NaN),
        Arguments.of(new LecunUniform(), 0, 1.0 / 500, Math.sqrt(3.0 / 500)),
        Arguments.of(new LecunNormal(), 0, 1.0 / 500, Double.NaN),
        Arguments.of(new VarianceScaling(), 0, 1.0 / 500, 2 * Math.sqrt(1.0 / 500) / 0.87962566103),
        Arguments.of(
            scaled(Mode.FAN_OUT, Distribution.UNIFORM), 0, 3.0 / 300, Math.sqrt(9.0 / 300)),
        Arguments.of(
            scaled(Mode.FAN_AVG, Distribution.UNTRUNCATED_NORMAL), 0, 3.0 / 400, Double.NaN),
        Arguments.of(new Uniform(), 0, 0.01 / 12, 0.05),
        Arguments.of(new Uniform(1, 3), 2, 4.0 / 12, 1),
        Arguments.of(new Normal(), 0, 0.0025, Double.NaN),
        Arguments.of(new Normal(-1, 2), -1, 4, Double.NaN),
        Arguments.of(new TruncatedNormal(), 0, 0.773741 * 0.0025, 0.1),
        Arguments.of(new TruncatedNormal(4, 0.5), 4, 0.773741 * 0.25, 1),
        Arguments.of(new Orthogonal(), 0, 1.0 / 500, Double.NaN));
  }

  private static Initializer scaled(Mode mode, Distribution distribution) {
    return new VarianceScaling(3, mode, distribution);
  }

  /** Five standard errors of 150000 draws. */
  @ParameterizedTest
  @MethodSource("moments")
  void meanAndVarianceFollowTheFormula(
      Initializer initializer, double mean, double variance, double bound) {
    double[] values = values(fill(initializer, Precision.FLOAT64, ROWS, COLUMNS));
    double average = Arrays.stream(values).average().orElseThrow();
    double spread = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    double root = Math.sqrt(values.length);
    assertThat(average).isCloseTo(mean, within(5 * Math.sqrt(variance) / root));
    assertThat(spread).isCloseTo(variance, within(5 * Math.sqrt(2) * variance / root));
    if (!Double.isNaN(bound)) {
      double widest = Arrays.stream(values).map(v -> Math.abs(v - mean)).max().orElseThrow();
      assertThat(widest).isLessThanOrEqualTo(bound).isGreaterThan(0.999 * bound);
    }
  }

  @Test
  void normalHasTailsThatTruncationCuts() {
    double[] whole = values(fill(new Normal(0, 1), Precision.FLOAT64, ROWS, COLUMNS));
    double beyondTwo = Arrays.stream(whole).filter(v -> Math.abs(v) > 2).count();
    assertThat(beyondTwo / whole.length).isCloseTo(0.0455, within(0.003));
  }

  @Test
  void identityIsOnTheDiagonalWhateverTheShape() {
    assertThat(fill(new IdentityMatrix(2), Precision.FLOAT32, 2, 3).toRows())
        .isDeepEqualTo(new double[][] {{2, 0, 0}, {0, 2, 0}});
    assertThat(fill(new IdentityMatrix(), Precision.FLOAT64, 3, 2).toRows())
        .isDeepEqualTo(new double[][] {{1, 0}, {0, 1}, {0, 0}});
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "0.25, 3", "0.9, 9", "0.99, 10"})
  void sparseHasItsShareOfZerosInEveryColumn(double sparsity, int zeros) {
    Matrix weights = fill(new Sparse(sparsity, 1), Precision.FLOAT64, 10, 200);
    int first = 0;
    for (int c = 0; c < 200; c++) {
      int found = 0;
      for (int r = 0; r < 10; r++) {
        found += weights.get(r, c) == 0 ? 1 : 0;
      }
      assertThat(found).isEqualTo(zeros);
      first += weights.get(0, c) == 0 ? 1 : 0;
    }
    double deviation = Math.sqrt(200 * zeros / 10.0 * (1 - zeros / 10.0));
    assertThat((double) first)
        .as("zeros in the first row, seed %d", SEED)
        .isCloseTo(20 * zeros, within(4 * deviation));
  }

  @Test
  void nguyenWidrowGivesEveryUnitOneLength() {
    Matrix weights = fill(new NguyenWidrow(), Precision.FLOAT64, 3, 40);
    for (int c = 0; c < 40; c++) {
      double squares = 0;
      for (int r = 0; r < 3; r++) {
        squares += weights.get(r, c) * weights.get(r, c);
      }
      assertThat(Math.sqrt(squares)).isCloseTo(0.7 * Math.cbrt(40), within(1e-14));
    }
  }

  @Test
  void constantsAreConstant() {
    assertThat(values(fill(new Zeros(), Precision.FLOAT32, 2, 3))).containsOnly(0);
    assertThat(values(fill(new Ones(), Precision.FLOAT32, 2, 3))).containsOnly(1);
    assertThat(values(fill(new Constant(-2.5), Precision.FLOAT32, 2, 3))).containsOnly(-2.5);
    assertThat(values(fill(new Constant(), Precision.FLOAT32, 2, 3))).containsOnly(0);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 9", "9, 1", "5, 5", "64, 20", "20, 64", "120, 120"})
  void orthogonalHasOrthonormalRowsOrColumns(int rows, int columns) {
    double[][] w = fill(new Orthogonal(), Precision.FLOAT64, rows, columns).toRows();
    boolean tall = rows >= columns;
    int vectors = Math.min(rows, columns);
    for (int i = 0; i < vectors; i++) {
      for (int j = 0; j < vectors; j++) {
        double dot = 0;
        for (int k = 0; k < Math.max(rows, columns); k++) {
          dot += tall ? w[k][i] * w[k][j] : w[i][k] * w[j][k];
        }
        assertThat(dot).as("vectors %d and %d", i, j).isCloseTo(i == j ? 1 : 0, within(1e-12));
      }
    }
  }

  /** Without the sign of R's diagonal, Q's first column would point one way more often. */
  @Test
  void orthogonalIsUniformlyDistributed() {
    RandomStream random = new RandomStream(SEED, "many");
    Matrix q = Matrix.zeros(Precision.FLOAT64, 2, 2);
    int positiveCorners = 0;
    int rotations = 0;
    for (int i = 0; i < 4000; i++) {
      new Orthogonal().fill(q, 2, 2, random);
      positiveCorners += q.get(0, 0) > 0 ? 1 : 0;
      rotations += q.get(0, 0) * q.get(1, 1) - q.get(0, 1) * q.get(1, 0) > 0 ? 1 : 0;
    }
    assertThat(positiveCorners).isBetween(1840, 2160);
    assertThat(rotations).isBetween(1840, 2160);
  }

  @Test
  void orthogonalScalesByItsGain() {
    double[] plain = values(fill(new Orthogonal(), Precision.FLOAT64, 6, 4));
    double[] scaled = values(fill(new Orthogonal(3), Precision.FLOAT64, 6, 4));
    for (int i = 0; i < plain.length; i++) {
      assertThat(scaled[i]).isEqualTo(3 * plain[i]);
    }
  }

  /** The bytes are part of what makes runs reproducible: a change here changes every training. */
  @ParameterizedTest
  @CsvSource({
    "constant, -14250145",
    "data_driven, 1239411957",
    "glorot_normal, 952231711",
    "glorot_uniform, -625294005",
    "he_normal, -104887253",
    "he_uniform, -1200922842",
    "lecun_normal, 1239411957",
    "lecun_uniform, -202063975",
    "normal, 1988912840",
    "ones, 1494650719",
    "orthogonal, -583802685",
    "truncated_normal, 1692335540",
    "uniform, -242007239",
    "zeros, -14250145"
  })
  void sameStreamGivesTheSameBytes(String name, int hash) {
    Initializer initializer = all().filter(i -> i.name().equals(name)).findFirst().orElseThrow();
    Matrix weights = fill(initializer, Precision.FLOAT64, 13, 7);
    assertThat(Arrays.hashCode(values(weights))).isEqualTo(hash);
  }

  @ParameterizedTest
  @MethodSource("all")
  void float32IsFloat64RoundedOnce(Initializer initializer) {
    double[] wide = values(fill(initializer, Precision.FLOAT64, 9, 5));
    double[] narrow = values(fill(initializer, Precision.FLOAT32, 9, 5));
    assertThat(narrow).containsExactly(Arrays.stream(wide).map(v -> (float) v).toArray());
  }

  @ParameterizedTest
  @MethodSource("all")
  void fillsAViewInRowOrderAndNothingElse(Initializer initializer) {
    Matrix whole = Matrix.zeros(Precision.FLOAT64, 6, 9);
    whole.fill(42);
    Matrix view = whole.rows(1, 5).columns(2, 5);
    initializer.fill(view, 4, 3, new RandomStream(SEED, "weights"));
    assertThat(values(view)).containsExactly(values(fill(initializer, Precision.FLOAT64, 4, 3)));
    assertThat(Arrays.stream(values(whole)).filter(v -> v == 42)).hasSize(54 - 12);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "glorot_uniform",
        "glorot_normal",
        "he_uniform",
        "he_normal",
        "lecun_uniform",
        "lecun_normal",
        "data_driven"
      })
  void fansMustBePositive(String name) {
    Initializer initializer = all().filter(i -> i.name().equals(name)).findFirst().orElseThrow();
    Matrix weights = Matrix.zeros(Precision.FLOAT32, 2, 2);
    assertThatThrownBy(() -> initializer.fill(weights, 0, 2, new RandomStream(1, "weights")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("initializing weights by their fan needs a fan_in of at least 1, not 0");
  }
}
