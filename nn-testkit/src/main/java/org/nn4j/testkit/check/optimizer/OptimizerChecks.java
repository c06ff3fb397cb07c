package org.nn4j.testkit.check.optimizer;

import java.util.List;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Matrix;
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
  private static final int SIZE = 67;
  private static final int STEPS = 6;
  private static final String DECAY = "weight_decay";

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
    new OptimizerRanges(optimizer).addTo(list);
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
      OptimizerRun run = run(precision, 3);
      double before = squares(run.parameters);
      for (int step = 1; step <= 200; step++) {
        run.gradients.copyFrom(run.parameters);
        run.update(step, 0, 3);
      }
      double after = squares(run.parameters);
      Expect.that(
          after < before,
          "an optimizer walks down: θ²/2 falls under its gradient θ",
          precision.id() + ", 200 steps at the rate " + run.rate,
          "Σθ² below " + before,
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
        OptimizerRun run = run(precision, 2);
        run.gradients.fill(gradient);
        for (int step = 1; step <= 1000; step++) {
          run.update(step, 0, 2);
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
    Optimizer plain =
        optimizer.parameters().find(DECAY).isPresent()
            ? optimizer.with(Parameters.of(DECAY, 0.0))
            : optimizer;
    for (Precision precision : Precision.values()) {
      OptimizerRun run = new OptimizerRun(plain, precision, 5);
      Matrix before = TestMatrices.copy(run.parameters);
      for (int step = 1; step <= 3; step++) {
        run.update(step, 0, 5);
      }
      Expect.bits(
          "without gradient, momentum and weight decay (a parameter called weight_decay, set to 0"
              + " here) nothing changes",
          precision.id() + ", 3 steps",
          before,
          run.parameters);
    }
  }

  private void takesTheRate() {
    OptimizerRun full = run(Precision.FLOAT64, 5);
    OptimizerRun half = run(Precision.FLOAT64, 5);
    half.rate = full.rate / 2;
    Matrix before = TestMatrices.copy(full.parameters);
    full.steps(1, 1);
    half.steps(1, 1);
    for (int i = 0; i < 5; i++) {
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
