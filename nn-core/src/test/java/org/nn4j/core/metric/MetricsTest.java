package org.nn4j.core.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;

/** Metrics against scikit-learn 1.2.1 (float64), plain and weighted, and their edges. */
class MetricsTest {
  private static final Matrix SCORES =
      Matrix.of(
          new double[] {.7, .2, .1},
          new double[] {.1, .8, .1},
          new double[] {.2, .3, .5},
          new double[] {.4, .4, .2},
          new double[] {.3, .3, .4},
          new double[] {.6, .1, .3},
          new double[] {.2, .6, .2},
          new double[] {.1, .2, .7},
          new double[] {.5, .3, .2},
          new double[] {.2, .5, .3},
          new double[] {.3, .1, .6},
          new double[] {.1, .7, .2});
  private static final Matrix CLASSES = column(0, 1, 2, 1, 2, 0, 1, 2, 1, 0, 2, 2);
  private static final Matrix CLASS_WEIGHTS = column(1, 2, 1, .5, 1, 3, 1, 1, 2, 1, .5, 1.5);

  /** Labels that do not exclude one another, for {@link #SCORES} above 0.5. */
  private static final Matrix LABELS =
      Matrix.of(
          new double[] {1, 0, 0},
          new double[] {0, 1, 1},
          new double[] {1, 0, 1},
          new double[] {0, 1, 0},
          new double[] {0, 0, 0},
          new double[] {1, 0, 1},
          new double[] {0, 1, 0},
          new double[] {1, 0, 1},
          new double[] {0, 1, 0},
          new double[] {0, 0, 1},
          new double[] {0, 0, 1},
          new double[] {1, 1, 0});

  private static final Matrix PROBABILITIES = column(.1, .9, .5, .6, .5, .3, .8, .7, .5, .2);
  private static final Matrix BITS = column(0, 1, 1, 1, 0, 0, 1, 0, 0, 1);
  private static final Matrix BIT_WEIGHTS = column(1, 2, 1, .5, 1, 3, 1, 1, 2, 1);

  private static final Matrix PREDICTED =
      Matrix.of(
          new double[] {2.5, 1},
          new double[] {0, 2},
          new double[] {2, -1},
          new double[] {8, 3.5},
          new double[] {-1, .5});
  private static final Matrix TRUE =
      Matrix.of(
          new double[] {3, .5},
          new double[] {-.5, 2},
          new double[] {2, -1.5},
          new double[] {7, 3},
          new double[] {-1.5, 1});
  private static final Matrix NUMBER_WEIGHTS = column(1, 2, .5, 1, 3);

  private static Matrix column(double... values) {
    Matrix column = Matrix.zeros(Precision.FLOAT64, values.length, 1);
    for (int r = 0; r < values.length; r++) {
      column.set(r, 0, values[r]);
    }
    return column;
  }

  static List<Arguments> manyClasses() {
    return List.of(
        Arguments.of(new Accuracy(), 0.6666666666666666, 0.6774193548387096),
        Arguments.of(new ErrorRate(), 0.3333333333333333, 0.3225806451612904),
        Arguments.of(new BalancedAccuracy(), 0.6555555555555556, 0.6818181818181818),
        Arguments.of(new PrecisionScore(), 0.6666666666666666, 0.7202797202797203),
        Arguments.of(new RecallScore(), 0.6555555555555556, 0.6818181818181818),
        Arguments.of(new F1Score(), 0.6534391534391535, 0.6882120437107648),
        Arguments.of(new PrecisionScore(Average.MICRO), 0.6666666666666666, 0.6774193548387096),
        Arguments.of(new RecallScore(Average.MICRO), 0.6666666666666666, 0.6774193548387096),
        Arguments.of(new F1Score(Average.MICRO), 0.6666666666666666, 0.6774193548387096),
        Arguments.of(new PrecisionScore(Average.WEIGHTED), 0.7083333333333334, 0.7146401985111662),
        Arguments.of(new RecallScore(Average.WEIGHTED), 0.6666666666666666, 0.6774193548387096),
        Arguments.of(new F1Score(Average.WEIGHTED), 0.6798941798941799, 0.6836069631218545),
        Arguments.of(new Mcc(), 0.5052911526399114, 0.5230326021328792),
        Arguments.of(new LogLoss(), 0.7847956319993364, 0.7714500622942674),
        Arguments.of(new TopK(2), 0.9166666666666666, 0.9354838709677419),
        Arguments.of(new TopK(1), 0.6666666666666666, 0.6774193548387096),
        Arguments.of(new TopK(), 1, 1),
        Arguments.of(new RocAuc(), 0.8424382716049382, 0.8544011544011544));
  }

  @ParameterizedTest
  @MethodSource("manyClasses")
  void agreesOnManyClasses(Metric metric, double plain, double weighted) {
    assertValues(metric, SCORES, CLASSES, CLASS_WEIGHTS, plain, weighted);
  }

  static List<Arguments> twoClasses() {
    return List.of(
        Arguments.of(new Accuracy(), 0.7, 0.7777777777777778),
        Arguments.of(new RocAuc(), 0.72, 0.7727272727272727),
        Arguments.of(new LogLoss(), 0.6194217408774458, 0.5519009022953111),
        Arguments.of(new Mcc(), 0.408248290463863, 0.5330017908890261),
        Arguments.of(new F1Score(), 0.6969696969696968, 0.761764705882353),
        Arguments.of(new TopK(1), 0.7, 0.7777777777777778),
        Arguments.of(new TopK(2), 1, 1));
  }

  @ParameterizedTest
  @MethodSource("twoClasses")
  void agreesOnTwoClassesInOneColumnOrTwo(Metric metric, double plain, double weighted) {
    assertValues(metric, PROBABILITIES, BITS, BIT_WEIGHTS, plain, weighted);
    Matrix both = Matrix.zeros(Precision.FLOAT64, PROBABILITIES.rows(), 2);
    for (int r = 0; r < both.rows(); r++) {
      both.set(r, 0, 1 - PROBABILITIES.get(r, 0));
      both.set(r, 1, PROBABILITIES.get(r, 0));
    }
    assertValues(metric, both, BITS, BIT_WEIGHTS, plain, weighted);
  }

  /** By the definitions, in rational numbers. */
  static List<Arguments> labels() {
    return List.of(
        Arguments.of(new LabelF1(), 0.6071428571428571, 0.5927536231884057),
        Arguments.of(new LabelF1(Average.MICRO), 0.6086956521739131, 0.6060606060606061),
        Arguments.of(new LabelF1(Average.WEIGHTED), 0.6004464285714286, 0.575897920604915),
        Arguments.of(new SubsetAccuracy(), 0.3333333333333333, 0.22580645161290322),
        Arguments.of(new HammingLoss(), 0.25, 0.27956989247311825),
        Arguments.of(new LabelRocAuc(), 0.7305555555555555, 0.7545518207282913));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void agreesOnLabels(Metric metric, double plain, double weighted) {
    assertValues(metric, SCORES, LABELS, CLASS_WEIGHTS, plain, weighted);
  }

  static List<Arguments> numbers() {
    return List.of(
        Arguments.of(new MeanSquaredError(), 0.275, 0.2583333333333333),
        Arguments.of(new RootMeanSquaredError(), 0.5244044240850758, 0.5082650227325635),
        Arguments.of(new MeanAbsoluteError(), 0.45, 0.45),
        Arguments.of(new R2(), 0.9368588177821202, 0.9012037449506198));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void agreesOnNumbers(Metric metric, double plain, double weighted) {
    assertValues(metric, PREDICTED, TRUE, NUMBER_WEIGHTS, plain, weighted);
  }

  private static void assertValues(
      Metric metric, Matrix output, Matrix target, Matrix weights, double plain, double weighted) {
    assertThat(metric.value(output, target, null)).isCloseTo(plain, within(1e-14));
    assertThat(metric.value(output, target, weights)).isCloseTo(weighted, within(1e-14));
    Matrix doubled = Matrix.zeros(Precision.FLOAT64, weights.rows(), 1);
    for (int r = 0; r < weights.rows(); r++) {
      doubled.set(r, 0, 2 * weights.get(r, 0));
    }
    assertThat(metric.value(output, target, doubled))
        .as("the scale of weights does not matter")
        .isCloseTo(weighted, within(1e-14));
  }

  static Stream<Metric> all() {
    return ServiceLoader.load(Metric.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(m -> m.getClass().getPackage() == MetricArguments.class.getPackage());
  }

  private static double value(Metric metric, @Nullable Matrix weights, int rows) {
    return switch (metric.task()) {
      case CLASSIFICATION -> metric.value(SCORES.rows(0, rows), CLASSES.rows(0, rows), weights);
      case MULTI_LABEL -> metric.value(SCORES.rows(0, rows), LABELS.rows(0, rows), weights);
      case REGRESSION ->
          metric.value(
              inDomain(metric, PREDICTED).rows(0, rows),
              inDomain(metric, TRUE).rows(0, rows),
              weights);
    };
  }

  /** Returns numbers that the metric is defined for: their sizes where it takes no others. */
  private static Matrix inDomain(Metric metric, Matrix numbers) {
    if (!List.of("d2", "msle").contains(metric.name())) {
      return numbers;
    }
    Matrix sizes = Matrix.zeros(numbers.precision(), numbers.rows(), numbers.columns());
    for (int r = 0; r < sizes.rows(); r++) {
      for (int c = 0; c < sizes.columns(); c++) {
        sizes.set(r, c, Math.abs(numbers.get(r, c)) + 0.125);
      }
    }
    return sizes;
  }

  @ParameterizedTest
  @MethodSource("all")
  void aWeightOfZeroLeavesASampleOut(Metric metric) {
    double without = value(metric, null, 4);
    assertThat(value(metric, column(1, 1, 1, 1, 0), 5)).isEqualTo(without);
    assertThat(without).isNotNaN();
  }

  @ParameterizedTest
  @MethodSource("all")
  void isUndefinedWithoutWeight(Metric metric) {
    assertThat(value(metric, column(0, 0, 0, 0), 4)).isNaN();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSingleSampleIsEnoughWhereTheMetricIsDefined(Metric metric) {
    boolean needsMore =
        List.of(
                "roc_auc",
                "label_roc_auc",
                "pr_auc",
                "gini",
                "kappa",
                "r2",
                "d2",
                "explained_variance",
                "mcc")
            .contains(metric.name());
    assertThat(Double.isNaN(value(metric, null, 1))).isEqualTo(needsMore);
  }

  @ParameterizedTest
  @MethodSource("all")
  void perfectPredictionsGetTheBestValue(Metric metric) {
    double best = metric.higherIsBetter() ? 1 : 0;
    if (metric.task() != Task.CLASSIFICATION) {
      Matrix right = metric.task() == Task.REGRESSION ? inDomain(metric, TRUE) : LABELS;
      assertThat(metric.value(right, right, null)).isEqualTo(best);
      return;
    }
    Matrix certain = Matrix.zeros(Precision.FLOAT64, CLASSES.rows(), 3);
    for (int r = 0; r < certain.rows(); r++) {
      certain.set(r, (int) CLASSES.get(r, 0), 1);
    }
    assertThat(metric.value(certain, CLASSES, null)).isCloseTo(best, within(1e-15));
  }

  @ParameterizedTest
  @MethodSource("all")
  void rejectsShapesThatDoNotMatch(Metric metric) {
    assertThatThrownBy(() -> metric.value(SCORES, TRUE, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("12×3")
        .hasMessageContaining("5×2");
    assertThatThrownBy(() -> value(metric, column(1, 1, 1), 4))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("metric: sample weights must be 4×1 but are 3×1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2})
  void nanIsNeverRight(int actual) {
    Matrix output = Matrix.of(new double[] {Double.NaN, 0.5, Double.NaN});
    Matrix target = column(actual);
    assertThat(new Accuracy().value(output, target, null)).isZero();
    assertThat(new TopK().value(output, target, null)).isZero();
  }

  @Test
  void nanIsNoRightDecisionAboutALabel() {
    Matrix output = Matrix.of(new double[] {Double.NaN, 0.9}, new double[] {0.2, 0.9});
    Matrix target = Matrix.of(new double[] {1, 1}, new double[] {0, 1});
    assertThat(new SubsetAccuracy().value(output, target, null)).isEqualTo(0.5);
    assertThat(new HammingLoss().value(output, target, null)).isEqualTo(0.25);
    assertThat(new LabelF1().value(output, target, null)).isEqualTo(0.5);
    assertThat(new LabelRocAuc().value(output, target, null)).isNaN();
  }

  @Test
  void evenIsNotDecidedFor() {
    Matrix even = column(0.5, 0.75, 0.25);
    Matrix target = column(0, 1, 0);
    assertThat(new SubsetAccuracy().value(even, target, null)).isEqualTo(1);
    assertThat(new HammingLoss().value(even, target, null)).isZero();
    assertThat(new Accuracy().value(even, target, null)).isEqualTo(1);
  }

  @Test
  void labelsThatNeitherOccurNorAreClaimedAreLeftOutOfTheMacroAverage() {
    Matrix output = Matrix.of(new double[] {0.1, 0.9}, new double[] {0.2, 0.8});
    Matrix target = Matrix.of(new double[] {0, 1}, new double[] {0, 0});
    assertThat(new LabelF1().value(output, target, null)).isCloseTo(2 / 3.0, within(1e-15));
    assertThat(new LabelRocAuc().value(output, target, null)).isEqualTo(1);
    target.columns(0, 1).fill(1);
    assertThat(new LabelRocAuc().value(output, target, null)).isEqualTo(1);
    Matrix none = Matrix.zeros(Precision.FLOAT64, 2, 2);
    assertThat(new LabelF1().value(none, none, null)).isNaN();
  }

  @Test
  void aLabelIsZeroOrOne() {
    Matrix half = column(0.5, 1);
    assertThatThrownBy(() -> new LabelF1().value(half, half, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sample 0 must be a whole number from 0 to 1 but is 0.5");
  }

  @Test
  void nanMakesProbabilityMetricsUndefined() {
    Matrix output = column(0.1, Double.NaN, 0.7);
    assertThat(new RocAuc().value(output, column(0, 0, 1), null)).isNaN();
    assertThat(new LogLoss().value(output, column(0, 0, 1), null)).isNaN();
    assertThat(new MeanSquaredError().value(output, output, null)).isNaN();
  }

  @Test
  void equalScoresWinHalf() {
    assertThat(new RocAuc().value(column(.3, .3, .3, .3), column(0, 1, 0, 1), null)).isEqualTo(0.5);
    assertThat(new RocAuc().value(column(.9, .1), column(0, 1), null)).isZero();
  }

  @Test
  void rocLeavesOutClassesWithoutSamples() {
    Matrix scores =
        Matrix.of(new double[] {.6, .3, .1}, new double[] {.2, .7, .1}, new double[] {.5, .2, .3});
    assertThat(new RocAuc().value(scores, column(0, 1, 1), null)).isCloseTo(0.75, within(1e-15));
  }

  @Test
  void logLossBoundsASureMistake() {
    assertThat(new LogLoss().value(column(0), column(1), null))
        .isCloseTo(-StrictMath.log(0x1p-52), within(1e-12));
    Matrix float32 = Matrix.of(Precision.FLOAT32, new double[] {1});
    assertThat(new LogLoss().value(float32, column(0), null))
        .isCloseTo(-StrictMath.log(0x1p-23), within(1e-12));
  }

  @Test
  void r2IsZeroAtTheMeanAndUndefinedForConstantTargets() {
    assertThat(new R2().value(column(2, 2, 2), column(1, 2, 3), null)).isZero();
    assertThat(new R2().value(column(1, 2, 3), column(2, 2, 2), null)).isNaN();
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void r2OfTargetsThatDifferByRoundingIsUndefined(Precision precision) {
    for (double y : new double[] {0.1, -0.1, 1e-300, 1e5 / 3, 0}) {
      for (int rows : new int[] {2, 10, 100_000}) {
        Matrix target = Matrix.zeros(precision, rows, 1);
        target.fill(y);
        target.set(1, 0, precision == Precision.FLOAT32 ? Math.nextUp((float) y) : Math.nextUp(y));
        Matrix output = Matrix.zeros(precision, rows, 1);
        assertThat(new R2().value(output, target, null)).as(y + ", " + rows + " rows").isNaN();
        target.set(1, 0, y);
        assertThat(new R2().value(output, target, null)).as(y + ", " + rows + " rows").isNaN();
        assertThat(new R2().undefined(target, null)).contains("all targets are equal");
      }
    }
  }

  @Test
  void r2OfSmallButRealDifferencesIsDefined() {
    Matrix target = Matrix.of(Precision.FLOAT32, new double[] {1000}, new double[] {1000.01});
    assertThat(new R2().value(target, target, null)).isEqualTo(1);
    Matrix tiny = column(1, 1 + 1e-14, 1 + 2e-14);
    assertThat(new R2().value(tiny, tiny, null)).isEqualTo(1);
    Matrix aroundZero = column(1e-100, -1e-100, 0);
    assertThat(new R2().undefined(aroundZero, null)).isEmpty();
  }

  @Test
  void reasonsAreOfTheRowsThatCount() {
    Matrix classes = column(0, 0, 1);
    Matrix last = column(1, 1, 0);
    assertThat(new RocAuc().undefined(classes, null)).isEmpty();
    assertThat(new RocAuc().undefined(classes, last)).contains("all rows are of one class");
    assertThat(new Mcc().undefined(classes, last)).contains("all rows are of one class");
    F1Score binary = new F1Score(Average.BINARY);
    assertThat(binary.undefined(classes, null)).isEmpty();
    assertThat(binary.undefined(classes, last)).contains("no row is of the positive class");
    assertThat(new F1Score().undefined(classes, last)).isEmpty();
    assertThat(new R2().undefined(column(1, 2, 3), column(0, 1, 0)))
        .contains("there is one row, and it takes two targets that differ");
    assertThat(new R2().undefined(Matrix.of(new double[] {1, 5}, new double[] {2, 5}), null))
        .contains("all targets of column 2 are equal");
    Matrix labels = Matrix.of(new double[] {0, 1}, new double[] {0, 1});
    assertThat(new LabelRocAuc().undefined(labels, null))
        .contains("each label applies to all rows or to none");
    assertThat(new LabelRocAuc().undefined(LABELS, null)).isEmpty();
    assertThat(new LabelF1().undefined(labels, null)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void whatHasAReasonIsNaN(Metric metric) {
    Matrix one = Matrix.zeros(Precision.FLOAT64, 3, metric.task() == Task.CLASSIFICATION ? 1 : 2);
    Matrix output = column(0.2, 0.7, 0.9);
    Matrix values = metric.task() == Task.CLASSIFICATION ? output : SCORES.rows(0, 3).columns(0, 2);
    assertThat(Double.isNaN(metric.value(values, one, null)))
        .isEqualTo(metric.undefined(one, null).isPresent());
  }

  @Test
  void theBinaryAverageIsOfTheSecondOfTwoClasses() {
    // Of scikit-learn 1.4: precision_recall_fscore_support(..., average="binary").
    Matrix output = column(0.9, 0.2, 0.8, 0.4, 0.6, 0.3);
    Matrix target = column(1, 1, 1, 0, 0, 0);
    assertThat(new PrecisionScore(Average.BINARY).value(output, target, null))
        .isCloseTo(2 / 3.0, within(1e-15));
    Matrix weights = column(1, 2, 1, 1, 3, 1);
    assertThat(new PrecisionScore(Average.BINARY).value(output, target, weights))
        .isCloseTo(2 / 5.0, within(1e-15));
    assertThat(new RecallScore(Average.BINARY).value(output, target, weights))
        .isCloseTo(2 / 4.0, within(1e-15));
    assertThat(new F1Score(Average.BINARY).value(output, target, weights))
        .isCloseTo(4 / 9.0, within(1e-15));
    assertThat(new PrecisionScore(Average.BINARY).value(column(0.1, 0.2), column(0, 1), null))
        .as("0/0, of a class that is never decided for")
        .isZero();
    assertThatThrownBy(() -> new F1Score(Average.BINARY).value(SCORES, CLASSES, null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a binary average is of the positive one of two classes, but there are 3; use macro,"
                + " micro or weighted");
    assertThatThrownBy(() -> new LabelF1(Average.BINARY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void descriptionsTellTheAverage() {
    assertThat(new PrecisionScore(Average.MICRO).description())
        .isEqualTo("share of a class among what was taken for it, micro average over the classes");
    assertThat(new F1Score().description())
        .isEqualTo("harmonic mean of precision and recall, macro average over the classes");
    assertThat(new RecallScore(Average.BINARY).description())
        .isEqualTo("share of a class that was found, of the positive class alone");
  }
}
