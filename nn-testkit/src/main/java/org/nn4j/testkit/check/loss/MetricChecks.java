package org.nn4j.testkit.check.loss;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.support.CallChecks;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.ComponentChecks;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.Links;
import org.nn4j.testkit.check.support.MatrixCall;
import org.nn4j.testkit.check.support.TestMatrices;

/** What every {@link Metric} promises. */
public final class MetricChecks {
  private static final int ROWS = 24;
  private static final int MANY = 7;

  private final Metric metric;
  private final int width;

  private MetricChecks(Metric metric, int width) {
    this.metric = metric;
    this.width = width;
  }

  /** Returns the checks of a metric. */
  public static List<Check> of(Metric metric, Setting setting) {
    CheckList list = new CheckList(metric);
    ComponentChecks.addTo(list, metric, Kind.METRIC, setting);
    for (int width : new int[] {1, 3}) {
      MetricChecks checks = new MetricChecks(metric, width);
      String of = width + (width == 1 ? " output: " : " outputs: ");
      list.add(of + "perfect predictions are best", checks::perfectIsBest);
      list.add(of + "the order of rows does not count", checks::orderDoesNotCount);
      list.add(of + "weights count samples", checks::weightsCountSamples);
      list.add(of + "takes a single row and NaN", checks::takesSingleRowsAndNaN);
      CallChecks calls = new CallChecks(of + "value", checks::call);
      calls.addTo(list, false);
      calls.addPrecision(list, 1e-4);
    }
    // Among few outputs nothing is worse than perfect to a metric of the best five, say.
    list.add(
        MANY + " outputs: perfect predictions are best",
        new MetricChecks(metric, MANY)::perfectIsBest);
    return list.toList();
  }

  private boolean classifies() {
    return metric.task() == Task.CLASSIFICATION;
  }

  private boolean labels() {
    return metric.task() == Task.MULTI_LABEL;
  }

  /** Probabilities, or numbers near the targets. */
  private Matrix output(Precision precision, int rows, long seed) {
    Matrix z = TestMatrices.normal(precision, rows, width, 1.5, seed);
    OutputLink link =
        labels() || (classifies() && width == 1)
            ? OutputLink.LOGISTIC
            : classifies() ? OutputLink.SOFTMAX : OutputLink.NONE;
    Matrix output =
        TestMatrices.convert(
            TestMatrices.convert(Links.apply(link, z), Precision.FLOAT32), precision);
    return ofAmounts() ? sizes(output) : output;
  }

  /** Whether a metric of a regression says that it takes no numbers of either sign. */
  private boolean ofAmounts() {
    return metric.task() == Task.REGRESSION
        && metric
            .undefined(
                LossBatches.targets(TargetKind.REAL, Precision.FLOAT64, ROWS, width, 1), null)
            .isPresent();
  }

  private static Matrix sizes(Matrix numbers) {
    for (int r = 0; r < numbers.rows(); r++) {
      for (int c = 0; c < numbers.columns(); c++) {
        numbers.set(r, c, Math.abs(numbers.get(r, c)));
      }
    }
    return numbers;
  }

  private Matrix target(Precision precision, int rows, long seed) {
    if (!classifies()) {
      TargetKind kind = labels() ? TargetKind.PROBABILITY : TargetKind.REAL;
      Matrix target = binary(LossBatches.targets(kind, precision, rows, width, seed));
      return ofAmounts() ? sizes(target) : target;
    }
    RandomStream random = TestMatrices.random(seed + 900);
    Matrix target = Matrix.zeros(precision, rows, 1);
    for (int r = 0; r < rows; r++) {
      target.set(r, 0, random.nextInt(Math.max(2, width)));
    }
    return target;
  }

  /** Creates labels, each 0 or 1, of probabilities. */
  private Matrix binary(Matrix target) {
    for (int r = 0; labels() && r < target.rows(); r++) {
      for (int c = 0; c < target.columns(); c++) {
        target.set(r, c, target.get(r, c) > 0.5 ? 1 : 0);
      }
    }
    return target;
  }

  private MatrixCall call(Precision precision, int rows, long seed) {
    return new MatrixCall(
        List.of(
            MatrixCall.input("output", output(precision, rows, seed)),
            MatrixCall.input("target", target(precision, rows, seed)),
            MatrixCall.input("weights", LossBatches.weights(precision, rows, seed))),
        m -> metric.value(m.get(0), m.get(1), m.get(2)));
  }

  private double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    return metric.value(output, target, weights);
  }

  private void perfectIsBest() {
    Matrix target = target(Precision.FLOAT64, ROWS, 1);
    double perfect = value(perfect(target), target, null);
    Expect.that(
        !Double.isNaN(perfect),
        "perfect predictions have a value",
        ROWS + " rows, seed 1",
        "a number",
        perfect);
    for (long seed = 1; seed <= 10; seed++) {
      double other = value(output(Precision.FLOAT64, ROWS, seed), target, null);
      Expect.that(
          metric.higherIsBetter() ? perfect >= other : perfect <= other,
          "nothing is better than perfect predictions, as higherIsBetter() tells",
          "random predictions of " + ROWS + " rows, seed " + seed,
          (metric.higherIsBetter() ? "at most " : "at least ") + perfect,
          other);
    }
  }

  private Matrix perfect(Matrix target) {
    if (!classifies()) {
      return TestMatrices.copy(target);
    }
    Matrix output = Matrix.zeros(target.precision(), target.rows(), width);
    for (int r = 0; r < target.rows(); r++) {
      int label = (int) target.get(r, 0);
      if (width == 1) {
        output.set(r, 0, label);
      } else {
        output.set(r, label, 1);
      }
    }
    return output;
  }

  private void orderDoesNotCount() {
    Matrix output = output(Precision.FLOAT64, ROWS, 1);
    Matrix target = target(Precision.FLOAT64, ROWS, 1);
    Matrix weights = LossBatches.weights(Precision.FLOAT64, ROWS, 1);
    int[] order = new int[ROWS];
    for (int r = 0; r < ROWS; r++) {
      order[r] = r;
    }
    TestMatrices.random(3).shuffle(order, ROWS);
    Expect.close(
        "the order of the rows does not change a metric",
        ROWS + " rows, seed 1, shuffled",
        value(output, target, weights),
        value(
            TestMatrices.pick(output, order),
            TestMatrices.pick(target, order),
            TestMatrices.pick(weights, order)),
        1e-9);
  }

  private void weightsCountSamples() {
    Matrix output = output(Precision.FLOAT64, 5, 1);
    Matrix target = target(Precision.FLOAT64, 5, 1);
    double plain = value(output, target, null);
    Matrix twos = TestMatrices.column(Precision.FLOAT64, 2, 2, 2, 2, 2);
    Expect.close(
        "equal weights change nothing",
        "5 weights of 2",
        plain,
        value(output, target, twos),
        1e-12);
    int[] rows = {0, 1, 1, 3, 4};
    Expect.close(
        "a weight of 2 is the sample twice, a weight of 0 its absence",
        "weights 1, 2, 0, 1, 1",
        value(TestMatrices.pick(output, rows), TestMatrices.pick(target, rows), null),
        value(output, target, TestMatrices.column(Precision.FLOAT64, 1, 2, 0, 1, 1)),
        1e-12);
  }

  /** The value may be NaN, where the metric is not defined, but there must be one. */
  private void takesSingleRowsAndNaN() {
    Matrix single = target(Precision.FLOAT64, 1, 1);
    double ofOne = value(output(Precision.FLOAT64, 1, 1), single, null);
    Expect.that(
        metric.undefined(single, null).isEmpty() || Double.isNaN(ofOne),
        "where undefined() has a reason the value is NaN",
        "one row, seed 1: " + metric.undefined(single, null),
        Double.NaN,
        ofOne);
    Matrix output = output(Precision.FLOAT64, ROWS, 1);
    Matrix target = target(Precision.FLOAT64, ROWS, 1);
    for (int c = 0; c < width; c++) {
      output.set(1, c, Double.NaN);
    }
    value(output, target, null);
    Matrix none = Matrix.zeros(Precision.FLOAT64, ROWS, 1);
    value(output(Precision.FLOAT64, ROWS, 1), target, none);
  }
}
