package org.nn4j.testkit.check.loss;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Counterexample;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.support.CallChecks;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.ComponentChecks;
import org.nn4j.testkit.check.support.Differences;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.MatrixCall;
import org.nn4j.testkit.check.support.ModelFiles;
import org.nn4j.testkit.check.support.TestMatrices;

/** What every {@link Loss} promises. */
public final class LossChecks {
  private static final int WIDTH = 3;

  private final Loss loss;
  private final Kernels kernels;

  private LossChecks(Loss loss, Kernels kernels) {
    this.loss = loss;
    this.kernels = kernels;
  }

  /** Returns the checks of a loss, the forms that it fuses to included. */
  public static List<Check> of(Loss loss, Setting setting) {
    CheckList list = new CheckList(loss);
    ComponentChecks.addTo(list, loss, Kind.LOSS, setting);
    list.add(
        "comes back from a model file",
        () ->
            ModelFiles.check(
                Kind.LOSS, loss, setting, List.of(new Dense(2, new Identity())), 3, loss));
    addBehaviour(list, "", loss, setting.kernels());
    for (OutputLink link : OutputLink.values()) {
      loss.fusedWith(link)
          .ifPresent(
              fused -> {
                new FusionChecks(loss, fused, link, setting.kernels()).addTo(list);
                addBehaviour(list, "fused with " + link + ": ", fused, setting.kernels());
              });
    }
    return list.toList();
  }

  private static void addBehaviour(CheckList list, String prefix, Loss loss, Kernels kernels) {
    LossChecks checks = new LossChecks(loss, kernels);
    list.add(prefix + "gradient is the slope of value", checks::gradientFits);
    list.add(prefix + "value and gradient return the same bits", checks::valuesAgree);
    new LossMeans(loss, kernels).addTo(list, prefix);
    new LossDomain(loss, kernels).addTo(list, prefix);
    CallChecks value = new CallChecks(prefix + "value", checks::valueCall);
    value.addTo(list, true);
    value.addPrecision(list, 1e-5);
    CallChecks gradient = new CallChecks(prefix + "gradient", checks::gradientCall);
    gradient.addTo(list, true);
    gradient.addPrecision(list, 1e-5);
  }

  private MatrixCall valueCall(Precision precision, int rows, long seed) {
    return new MatrixCall(
        operands(precision, rows, seed), m -> loss.value(m.get(0), m.get(1), m.get(2), kernels));
  }

  private MatrixCall gradientCall(Precision precision, int rows, long seed) {
    List<MatrixCall.Operand> operands = new ArrayList<>(operands(precision, rows, seed));
    operands.add(MatrixCall.output("gradient", operands.get(0).content()));
    return new MatrixCall(
        operands, m -> loss.gradient(m.get(0), m.get(1), m.get(2), m.get(3), kernels));
  }

  private List<MatrixCall.Operand> operands(Precision precision, int rows, long seed) {
    int width = LossBatches.width(loss, WIDTH);
    Matrix output = LossBatches.outputs(loss, LossBatches.logits(precision, rows, width, seed));
    return List.of(
        MatrixCall.input("output", output),
        MatrixCall.input(
            "target", LossBatches.targets(loss.targetKind(), precision, rows, WIDTH, seed)),
        MatrixCall.input("weights", LossBatches.weights(precision, rows, seed)));
  }

  private void gradientFits() {
    for (long seed = 1; seed <= 5; seed++) {
      List<Matrix> done = gradientCall(Precision.FLOAT64, 5, seed).run().operands();
      for (int r = 0; r < 5; r++) {
        for (int c = 0; c < done.get(0).columns(); c++) {
          compare(done, r, c, seed);
        }
      }
    }
  }

  private void compare(List<Matrix> batch, int row, int column, long seed) {
    Matrix output = batch.get(0);
    Matrix moved = TestMatrices.copy(output);
    double derivative = batch.get(3).get(row, column);
    Differences.Misfit misfit =
        Differences.compare(
            x -> {
              moved.set(row, column, x);
              return loss.value(moved, batch.get(1), batch.get(2), kernels);
            },
            output.get(row, column),
            derivative);
    if (misfit != null && !misfit.allows(derivative)) {
      String point =
          "output "
              + output.get(row, column)
              + ", target "
              + batch.get(1).get(row, column)
              + ", weight "
              + batch.get(2).get(row, 0)
              + " (row "
              + row
              + ", column "
              + column
              + " of 5 rows, seed "
              + seed
              + ")";
      throw new Counterexample(
          "the gradient is the slope of the value, the factor w/N of the mean included",
          point,
          misfit,
          derivative);
    }
  }

  private void valuesAgree() {
    for (Precision precision : Precision.values()) {
      for (int rows : new int[] {1, 5}) {
        Expect.bits(
            "gradient() returns the same bits as value()",
            precision.id() + ", " + rows + " rows, seed 1",
            valueCall(precision, rows, 1).run().value(),
            gradientCall(precision, rows, 1).run().value());
      }
    }
  }
}
