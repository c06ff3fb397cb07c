package org.nn4j.testkit.check.optimizer;

import java.util.List;
import org.nn4j.api.AveragingOptimizer;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.Optimizer;
import org.nn4j.api.Parameters;
import org.nn4j.api.Precision;
import org.nn4j.core.registry.Kind;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Setting;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.ComponentChecks;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.TestMatrices;

/** What every {@link Optimizer} promises. */
public final class OptimizerChecks {
  private static final int SIZE = OptimizerRun.SIZE;
  private static final int STEPS = 6;

  /** The names of parameters that move parameters without gradient; lambd is ASGD's. */
  private static final List<String> DECAYS = List.of("weight_decay", "lambd");

  private final Optimizer optimizer;

  private OptimizerChecks(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  /** Returns the checks of an optimizer. */
  public static List<Check> of(Optimizer optimizer, Setting setting) {
    CheckList list = new CheckList(optimizer);
    ComponentChecks.addTo(list, optimizer, Kind.OPTIMIZER, setting);
    OptimizerChecks checks = new OptimizerChecks(optimizer);
    list.add("has a legal base rate", checks::hasLegalRate);
    if (optimizer instanceof FullBatchOptimizer whole) {
      new FullBatchChecks(whole).addTo(list);
      return list.toList();
    }
    list.add("descends a parabola", checks::descends);
    list.add("stays finite under a constant gradient", checks::staysFinite);
    list.add("a gradient of 0 changes nothing", checks::restsWithoutGradient);
    list.add("takes the rate it is given", checks::takesTheRate);
    list.add("float32 agrees with float64", checks::agreesInFloat32);
    if (optimizer instanceof AveragingOptimizer averaging) {
      list.add("the average descends too", () -> checks.averageDescends(averaging));
    }
    OptimizerRanges ranges = new OptimizerRanges(optimizer);
    if (optimizer instanceof MatrixOptimizer matrices) {
      ranges.addStateTo(list);
      new MatrixChecks(matrices).addTo(list);
    } else {
      ranges.addTo(list);
    }
    return list.toList();
  }

  private OptimizerRun run(Precision precision, int size) {
    return new OptimizerRun(optimizer, precision, size);
  }

  private void hasLegalRate() {
    Expect.that(
        optimizer.lr() >= 0 && optimizer.lr() <= Double.MAX_VALUE,
        "the base rate is finite and at least 0",
        "lr()",
        "a finite number ≥ 0",
        optimizer.lr());
    int slots = optimizer.stateSlots();
    Expect.that(slots >= 0, "state sizes are at least 0", "stateSlots()", "≥ 0", slots);
    int scalars = optimizer.stateScalars();
    Expect.that(scalars >= 0, "state sizes are at least 0", "stateScalars()", "≥ 0", scalars);
  }

  private void descends() {
    for (Precision precision : Precision.values()) {
      OptimizerRun run = run(precision, SIZE);
      double before = squares(run.parameters);
      descend(run);
      double after = squares(run.parameters);
      Expect.that(
          after < before,
          "an optimizer walks down: θ²/2 falls under its gradient θ",
          precision.id() + ", 200 steps at the rate " + run.rate,
          "Σθ² below " + before,
          after);
    }
  }

  private static void descend(OptimizerRun run) {
    for (int step = 1; step <= 200; step++) {
      run.gradients.copyFrom(run.parameters);
      run.update(step, 0, SIZE);
    }
  }

  private void averageDescends(AveragingOptimizer averaging) {
    int slot = averaging.averageSlot();
    Expect.that(
        slot >= 0 && slot < optimizer.stateSlots(),
        "the average is in one of the slots",
        "averageSlot()",
        "from 0 to " + (optimizer.stateSlots() - 1),
        slot);
    for (Precision precision : Precision.values()) {
      OptimizerRun run = run(precision, SIZE);
      double before = squares(run.parameters);
      run.steps(1, 1);
      double share = averaging.averageShare(run.state());
      Expect.that(
          share >= 0 && share <= 1,
          "a step has a share of the average",
          precision.id() + ", averageShare(…) after step 1",
          "from 0 to 1",
          share);
      descend(run);
      double after = squares(run.state().slot(slot));
      Expect.that(
          after > 0 && after < before,
          "the average walks down behind the steps: θ²/2 falls under its gradient θ",
          precision.id() + ", 200 steps at the rate " + run.rate,
          "Σx̄² above 0 and below " + before,
          after);
    }
  }

  private static double squares(Matrix row) {
    double sum = 0;
    for (int i = 0; i < row.columns(); i++) {
      sum += row.get(0, i) * row.get(0, i);
    }
    return sum;
  }

  private void staysFinite() {
    for (Precision precision : Precision.values()) {
      for (double gradient : new double[] {0.3, -1e-12, 1e6}) {
        OptimizerRun run = run(precision, SIZE);
        run.gradients.fill(gradient);
        for (int step = 1; step <= 1000; step++) {
          run.update(step, 0, SIZE);
          Expect.that(
              Double.isFinite(run.parameters.get(0, 0)),
              "parameters stay finite",
              precision.id() + ", step " + step + " with the gradient " + gradient,
              "a finite parameter",
              run.parameters.get(0, 0));
        }
      }
    }
  }

  /** From zeroed state, so that no momentum is there to carry on. */
  private void restsWithoutGradient() {
    Optimizer plain = optimizer;
    for (String decay : DECAYS) {
      if (plain.parameters().find(decay).isPresent()) {
        plain = plain.with(Parameters.of(decay, 0.0));
      }
    }
    for (Precision precision : Precision.values()) {
      OptimizerRun run = new OptimizerRun(plain, precision, SIZE);
      Matrix before = TestMatrices.copy(run.parameters);
      for (int step = 1; step <= 3; step++) {
        run.update(step, 0, SIZE);
      }
      Expect.bits(
          "without gradient, momentum and weight decay (parameters called weight_decay or lambd, set"
              + " to 0 here) nothing changes",
          precision.id() + ", 3 steps",
          before,
          run.parameters);
    }
  }

  private void takesTheRate() {
    OptimizerRun full = run(Precision.FLOAT64, SIZE);
    OptimizerRun half = run(Precision.FLOAT64, SIZE);
    half.rate = full.rate / 2;
    Matrix before = TestMatrices.copy(full.parameters);
    full.steps(1, 1);
    half.steps(1, 1);
    for (int i = 0; i < SIZE; i++) {
      double whole = full.parameters.get(0, i) - before.get(0, i);
      double part = half.parameters.get(0, i) - before.get(0, i);
      Expect.that(
          full.rate == 0 || whole != part,
          "update() takes the rate it is given, which a schedule has changed, not lr()",
          "step 1, element " + i + ", rates " + full.rate + " and " + half.rate,
          "two changes",
          "the same change " + whole);
    }
  }

  private void agreesInFloat32() {
    OptimizerRun narrow = run(Precision.FLOAT32, SIZE);
    OptimizerRun wide = run(Precision.FLOAT64, SIZE);
    narrow.steps(1, STEPS);
    wide.steps(1, STEPS);
    Expect.close(
        "float32 agrees with float64", STEPS + " steps", wide.parameters, narrow.parameters, 1e-4);
  }
}
