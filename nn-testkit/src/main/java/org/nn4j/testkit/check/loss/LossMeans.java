package org.nn4j.testkit.check.loss;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.TestMatrices;

/** Checks that a loss is the mean of its weighted rows, Σ wᵢ·ℓᵢ/N, and so is its gradient. */
final class LossMeans {
  private static final int ROWS = 5;
  private static final int WIDTH = 3;
  private static final double TOLERANCE = 1e-11;

  private final Loss loss;
  private final Kernels kernels;
  private final int width;

  LossMeans(Loss loss, Kernels kernels) {
    this.loss = loss;
    this.kernels = kernels;
    this.width = LossBatches.width(loss, WIDTH);
  }

  void addTo(CheckList list, String prefix) {
    list.add(prefix + "is the mean of its weighted rows", this::isTheMeanOfItsRows);
    list.add(prefix + "is 0 where all weights are", this::isZeroWithoutWeight);
    list.add(prefix + "skips a row of weight 0, whatever it holds", this::skipsRowsWithoutWeight);
    list.add(prefix + "is NaN for a NaN output", this::isNaNForNaN);
    if (loss.targetKind() == TargetKind.DISTRIBUTION) {
      list.add(prefix + "takes class indices for one-hot rows", this::takesIndices);
    }
  }

  private Matrix output() {
    return LossBatches.outputs(loss, LossBatches.logits(Precision.FLOAT64, ROWS, width, 1));
  }

  private Matrix target() {
    return LossBatches.targets(loss.targetKind(), Precision.FLOAT64, ROWS, WIDTH, 1);
  }

  private double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    return loss.value(output, target, weights, kernels);
  }

  private Matrix gradient(Matrix output, Matrix target, @Nullable Matrix weights) {
    Matrix gradient = TestMatrices.blank(output.precision(), output.rows(), output.columns());
    loss.gradient(output, target, weights, gradient, kernels);
    return gradient;
  }

  private void isTheMeanOfItsRows() {
    check("no weights", null);
    check("all weights 2", TestMatrices.column(Precision.FLOAT64, 2, 2, 2, 2, 2));
    Matrix weights = LossBatches.weights(Precision.FLOAT64, ROWS, 1);
    check("weights " + Arrays.deepToString(weights.toRows()), weights);
  }

  private void check(String given, @Nullable Matrix weights) {
    Matrix output = output();
    Matrix target = target();
    Matrix gradient = gradient(output, target, weights);
    double mean = 0;
    for (int r = 0; r < ROWS; r++) {
      Matrix one = output.rows(r, r + 1);
      Matrix wanted = target.rows(r, r + 1);
      double share = (weights == null ? 1 : weights.get(r, 0)) / ROWS;
      mean += share * value(one, wanted, null);
      Matrix expected = gradient(one, wanted, null);
      for (int c = 0; c < width; c++) {
        Expect.close(
            "the gradient of a row is its gradient alone times w/N",
            Expect.element(given, r, c),
            share * expected.get(0, c),
            gradient.get(r, c),
            TOLERANCE);
      }
    }
    Expect.close(
        "the loss of a batch of N rows is Σ w·ℓ/N of its rows' losses ℓ",
        given + ", " + ROWS + " rows",
        mean,
        value(output, target, weights),
        TOLERANCE);
  }

  private void isZeroWithoutWeight() {
    Matrix none = TestMatrices.column(Precision.FLOAT64, 0, 0, 0, 0, 0);
    String rule = "the loss and its gradient are 0 if all weights are 0";
    Expect.close(rule, "the value", 0, value(output(), target(), none), 0);
    Matrix zeros = Matrix.zeros(Precision.FLOAT64, ROWS, width);
    Expect.close(rule, "the gradient", zeros, gradient(output(), target(), none), 1e-300);
  }

  private void skipsRowsWithoutWeight() {
    Matrix weights = TestMatrices.column(Precision.FLOAT64, 1, 1, 0, 1, 1);
    Matrix output = output();
    Matrix target = target();
    double value = value(output, target, weights);
    Matrix expected = gradient(output, target, weights);
    output.rows(2, 3).fill(Double.NaN);
    target.rows(2, 3).fill(Double.NaN);
    String rule = "a row of weight 0 costs 0 and its gradient is 0, whatever it holds";
    Expect.bits(rule, "the value, row 2 NaN", value, value(output, target, weights));
    Expect.close(rule, "the gradient, row 2 NaN", expected, gradient(output, target, weights), 0);
  }

  private void isNaNForNaN() {
    for (int c = 0; c < width; c++) {
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
    Matrix indices = TestMatrices.column(Precision.FLOAT64, 2, 0, 1, 1, 0);
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
