package org.nn4j.testkit.check;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;

/** Checks that a loss is the weighted mean of its rows, Σ wᵢ·ℓᵢ/Σ wᵢ, and so is its gradient. */
final class LossMeans {
  private static final int ROWS = 5;
  private static final int WIDTH = 3;
  private static final double TOLERANCE = 1e-11;

  private final Loss loss;
  private final Kernels kernels;

  LossMeans(Loss loss, Kernels kernels) {
    this.loss = loss;
    this.kernels = kernels;
  }

  void addTo(CheckList list, String prefix) {
    list.add(prefix + "is the weighted mean of its rows", this::isTheMeanOfItsRows);
    list.add(prefix + "is 0 where all weights are", this::isZeroWithoutWeight);
    list.add(prefix + "is NaN for a NaN output", this::isNaNForNaN);
    if (loss.targetKind() == TargetKind.DISTRIBUTION) {
      list.add(prefix + "takes class indices for one-hot rows", this::takesIndices);
    }
  }

  static double sum(Matrix weights) {
    double sum = 0;
    for (int r = 0; r < weights.rows(); r++) {
      sum += weights.get(r, 0);
    }
    return sum;
  }

  private Matrix output() {
    return LossBatches.outputs(loss, LossBatches.logits(Precision.FLOAT64, ROWS, WIDTH, 1));
  }

  private Matrix target() {
    return LossBatches.targets(loss.targetKind(), Precision.FLOAT64, ROWS, WIDTH, 1);
  }

  private double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    return loss.value(output, target, weights, kernels);
  }

  private Matrix gradient(Matrix output, Matrix target, @Nullable Matrix weights) {
    Matrix gradient = Samples.blank(output.precision(), output.rows(), output.columns());
    loss.gradient(output, target, weights, gradient, kernels);
    return gradient;
  }

  private void isTheMeanOfItsRows() {
    Matrix ones = Samples.column(Precision.FLOAT64, 1, 1, 1, 1, 1);
    check("no weights", null, ones);
    check("all weights 2", Samples.column(Precision.FLOAT64, 2, 2, 2, 2, 2), ones);
    Matrix weights = LossBatches.weights(Precision.FLOAT64, ROWS, 1);
    check("weights " + Arrays.deepToString(weights.toRows()), weights, weights);
  }

  private void check(String given, @Nullable Matrix weights, Matrix shares) {
    Matrix output = output();
    Matrix target = target();
    Matrix gradient = gradient(output, target, weights);
    double total = sum(shares);
    double mean = 0;
    for (int r = 0; r < ROWS; r++) {
      Matrix one = output.rows(r, r + 1);
      Matrix wanted = target.rows(r, r + 1);
      double share = shares.get(r, 0) / total;
      mean += share * value(one, wanted, null);
      Matrix expected = gradient(one, wanted, null);
      for (int c = 0; c < WIDTH; c++) {
        Expect.close(
            "the gradient of a row is its gradient alone times w/Σw",
            Expect.element(given, r, c),
            share * expected.get(0, c),
            gradient.get(r, c),
            TOLERANCE);
      }
    }
    Expect.close(
        "the loss of a batch is the weighted mean of its rows' losses",
        given + ", " + ROWS + " rows",
        mean,
        value(output, target, weights),
        TOLERANCE);
  }

  private void isZeroWithoutWeight() {
    Matrix none = Samples.column(Precision.FLOAT64, 0, 0, 0, 0, 0);
    String rule = "the loss and its gradient are 0 if all weights are 0";
    Expect.close(rule, "the value", 0, value(output(), target(), none), 0);
    Matrix zeros = Matrix.zeros(Precision.FLOAT64, ROWS, WIDTH);
    Expect.close(rule, "the gradient", zeros, gradient(output(), target(), none), 1e-300);
  }

  private void isNaNForNaN() {
    for (int c = 0; c < WIDTH; c++) {
      Matrix output = output();
      output.set(1, c, Double.NaN);
      Expect.bits(
          "the loss is NaN if an output is, so that a fault shows",
          Expect.element("the output", 1, c),
          Double.NaN,
          value(output, target(), null));
    }
  }

  private void takesIndices() {
    Matrix indices = Samples.column(Precision.FLOAT64, 2, 0, 1, 1, 0);
    Matrix oneHot = Matrix.zeros(Precision.FLOAT64, ROWS, WIDTH);
    for (int r = 0; r < ROWS; r++) {
      oneHot.set(r, (int) indices.get(r, 0), 1);
    }
    String rule = "one column of class indices stands for one-hot rows";
    Expect.close(
        rule, "the value", value(output(), oneHot, null), value(output(), indices, null), 1e-14);
    Matrix expected = gradient(output(), oneHot, null);
    Expect.close(rule, "the gradient", expected, gradient(output(), indices, null), 1e-14);
  }
}
