package org.nn4j.testkit.check.loss;

import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.TestMatrices;

/** Checks what a loss makes of extreme numbers, and that it refuses shapes and values it cannot. */
final class LossDomain {
  private static final double[] EXTREME = {0, 1e-30, 1, 40, -40, 1000, -1000};

  /** A loss may grow as e^ŷ, so only those over logits are asked beyond this. */
  private static final double WIDE = 100;

  private final Loss loss;
  private final Kernels kernels;

  LossDomain(Loss loss, Kernels kernels) {
    this.loss = loss;
    this.kernels = kernels;
  }

  void addTo(CheckList list, String prefix) {
    list.add(prefix + "is finite at extreme outputs", this::isFinite);
    list.add(prefix + "refuses shapes that do not fit", this::refusesShapes);
    list.add(prefix + "refuses targets outside its domain", this::refusesTargets);
  }

  private Matrix targets(int rows, int columns) {
    return LossBatches.targets(loss.targetKind(), Precision.FLOAT64, rows, columns, 1);
  }

  private Matrix outputs(int rows, int columns) {
    int width = LossBatches.width(loss, columns);
    Matrix logits = LossBatches.logits(Precision.FLOAT64, rows, width, 1);
    return LossBatches.outputs(loss, logits);
  }

  private void isFinite() {
    for (Precision precision : Precision.values()) {
      for (double extreme : EXTREME) {
        if (Math.abs(extreme) > WIDE && loss.appliedLink() == OutputLink.NONE) {
          continue;
        }
        for (int column = 0; column < LossBatches.width(loss, 3); column++) {
          isFinite(precision, column, extreme);
        }
      }
    }
  }

  /** Checks a row of moderate outputs but for one. */
  private void isFinite(Precision precision, int column, double extreme) {
    int width = LossBatches.width(loss, 3);
    Matrix logits = Matrix.zeros(precision, 1, width);
    for (int c = 0; c < width; c++) {
      logits.set(0, c, c == column ? extreme : c % 2 == 0 ? -0.5 : 0.5);
    }
    Matrix output = LossBatches.outputs(loss, logits);
    Matrix target = TestMatrices.convert(targets(1, 3), precision);
    Matrix gradient = TestMatrices.blank(precision, 1, width);
    double value = loss.gradient(output, target, null, gradient, kernels);
    String point = precision.id() + " output " + output.get(0, column);
    Expect.that(Double.isFinite(value), "the loss is finite in its domain", point, "finite", value);
    for (int c = 0; c < width; c++) {
      Expect.that(
          Double.isFinite(gradient.get(0, c)),
          "the gradient is finite in the loss' domain",
          Expect.element(point, 0, c),
          "finite",
          gradient.get(0, c));
    }
  }

  private void refusesShapes() throws Exception {
    String rule = "a shape that does not fit is refused";
    Matrix output = outputs(4, 3);
    Expect.refused(rule, "4 rows of output, 3 of targets", () -> value(output, targets(3, 3)));
    Expect.refused(
        rule,
        output.columns() + " columns of output, 2 of targets",
        () -> value(output, targets(4, 2)));
    Expect.refused(
        rule,
        "4 rows of output, 2 weights",
        () ->
            loss.value(
                output, targets(4, 3), TestMatrices.column(Precision.FLOAT64, 1, 1), kernels));
  }

  private double value(Matrix output, Matrix target) {
    return loss.value(output, target, null, kernels);
  }

  /** A target outside the domain is refused or costs a finite amount; it never fails otherwise. */
  private void refusesTargets() throws Exception {
    double[] doubtful =
        switch (loss.targetKind()) {
          case REAL -> new double[] {Double.NaN};
          case COUNT -> new double[] {-1, 0}; // 0 is a count, but no amount
          case PROBABILITY, DISTRIBUTION -> new double[] {1.5};
          case SIGN -> new double[] {0.5};
        };
    for (double value : doubtful) {
      refusesOrTakes(value);
    }
    if (loss.targetKind() == TargetKind.DISTRIBUTION) {
      for (double wrong : new double[] {-1, 3, 0.5, Double.NaN}) {
        Expect.refused(
            "a class index is a whole number from 0 to K−1",
            "index " + wrong + " of 3 classes",
            () -> value(outputs(1, 3), TestMatrices.column(Precision.FLOAT64, wrong)));
      }
    }
  }

  private void refusesOrTakes(double doubtful) {
    Matrix target = targets(1, 3);
    target.set(0, 1, doubtful);
    try {
      double value = value(outputs(1, 3), target);
      Expect.that(
          loss.targetKind() == TargetKind.REAL || Double.isFinite(value),
          "a target outside the domain is refused, or the loss of it is finite",
          "target " + doubtful,
          "an IllegalArgumentException or a finite loss",
          value);
    } catch (IllegalArgumentException e) {
      Expect.that(
          String.valueOf(e.getMessage()).contains(String.valueOf(doubtful)),
          "a refusal names the value",
          "target " + doubtful,
          "a message with " + doubtful,
          e.getMessage());
    }
  }
}
