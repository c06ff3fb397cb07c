package org.nn4j.testkit.check.optimizer;

import java.util.Arrays;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.testkit.check.support.Allocation;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.TestMatrices;
import org.nn4j.testkit.check.support.Threads;

/** What a {@link FullBatchOptimizer} promises beyond every optimizer. */
final class FullBatchChecks {
  private static final int SIZE = 37;
  private static final int STEPS = 25;

  private final FullBatchOptimizer optimizer;

  FullBatchChecks(FullBatchOptimizer optimizer) {
    this.optimizer = optimizer;
  }

  void addTo(CheckList list) {
    list.add("no step goes up", this::neverGoesUp);
    list.add("descends a curved valley", this::descends);
    list.add("stays at a minimum", this::staysAtTheMinimum);
    list.add("elements without gradient stay", this::leavesFrozenElementsAlone);
    list.add("float32 agrees with float64", this::agreesInFloat32);
    list.add("continues from its state bit for bit", this::continuesFromItsState);
    list.add("uses all the state that it declares", this::usesItsState);
    list.add("several threads give the bits of one", this::isThreadSafe);
    list.add("a step allocates nothing", this::allocatesNothing);
  }

  private void neverGoesUp() {
    for (Precision precision : Precision.values()) {
      ValleyRun run = new ValleyRun(optimizer, precision, SIZE);
      for (int step = 1; step <= STEPS; step++) {
        double before = run.value();
        run.step(step);
        double after = run.value();
        Expect.that(
            after <= before,
            "a step ends no higher than it starts",
            precision.id() + ", step " + step,
            "at most " + before,
            after);
      }
    }
  }

  private void descends() {
    for (Precision precision : Precision.values()) {
      ValleyRun run = new ValleyRun(optimizer, precision, 2);
      double before = run.value();
      run.steps(1, 60);
      Expect.that(
          run.value() < 1e-3 * before,
          "Rosenbrock's valley, (1 − θ₁)² + 100(θ₂ − θ₁²)², is descended",
          precision.id() + ", 60 steps",
          "below " + 1e-3 * before,
          run.value());
    }
  }

  private void staysAtTheMinimum() {
    for (Precision precision : Precision.values()) {
      ValleyRun run = new ValleyRun(optimizer, precision, SIZE);
      run.parameters().fill(1);
      Matrix before = TestMatrices.copy(run.parameters());
      run.steps(1, 3);
      Expect.bits(
          "where the gradient is 0 nothing changes", precision.id(), before, run.parameters());
    }
  }

  private void leavesFrozenElementsAlone() {
    for (Precision precision : Precision.values()) {
      ValleyRun run = new ValleyRun(optimizer, precision, SIZE);
      run.freeze(7);
      double before = run.parameters().get(0, 7);
      run.steps(1, STEPS);
      Expect.bits(
          "an element whose gradient is 0 throughout keeps its value",
          precision.id() + ", element 7 after " + STEPS + " steps",
          before,
          run.parameters().get(0, 7));
    }
  }

  private void agreesInFloat32() {
    ValleyRun narrow = new ValleyRun(optimizer, Precision.FLOAT32, SIZE);
    ValleyRun wide = new ValleyRun(optimizer, Precision.FLOAT64, SIZE);
    narrow.steps(1, 2);
    wide.steps(1, 2);
    Expect.close(
        "float32 agrees with float64", "2 steps", wide.parameters(), narrow.parameters(), 1e-3);
  }

  private void continuesFromItsState() {
    FullBatchOptimizer other = optimizer.with(optimizer.parameters());
    for (Precision precision : Precision.values()) {
      for (int broken : new int[] {1, STEPS / 2}) {
        ValleyRun through = new ValleyRun(optimizer, precision, SIZE);
        through.steps(1, broken);
        ValleyRun resumed = through.continued(other);
        new ValleyRun(optimizer, precision, SIZE).steps(1, 2);
        through.steps(broken + 1, STEPS);
        resumed.steps(broken + 1, STEPS);
        Expect.bits(
            "all that is carried from step to step is in the state, so that a run can be resumed",
            precision.id() + ", resumed after " + broken + " steps",
            through.parameters(),
            resumed.parameters());
      }
    }
  }

  private void usesItsState() {
    ValleyRun run = new ValleyRun(optimizer, Precision.FLOAT64, SIZE);
    run.steps(1, STEPS);
    double[][] zeros = Matrix.zeros(Precision.FLOAT64, 1, SIZE).toRows();
    for (int slot = 0; slot < optimizer.stateSlots(); slot++) {
      Expect.that(
          !Arrays.deepEquals(zeros, run.state().slot(slot).toRows()),
          "every state slot that is declared is used",
          "slot " + slot + " of " + optimizer.stateSlots() + " after " + STEPS + " steps",
          "other numbers than 0",
          "zeros");
    }
  }

  private void isThreadSafe() throws InterruptedException {
    for (Precision precision : Precision.values()) {
      ValleyRun alone = new ValleyRun(optimizer, precision, SIZE);
      alone.steps(1, STEPS);
      Threads.once(
          index -> {
            ValleyRun run = new ValleyRun(optimizer, precision, SIZE);
            run.steps(1, STEPS);
            Expect.bits(
                "runs on several threads do not disturb one another",
                precision.id() + ", thread " + index,
                alone.parameters(),
                run.parameters());
          });
    }
  }

  private void allocatesNothing() {
    for (Precision precision : Precision.values()) {
      ValleyRun run = new ValleyRun(optimizer, precision, SIZE);
      run.steps(1, 1);
      int[] step = {1};
      Allocation.requireNone(
          "a step", precision.id() + ", " + SIZE + " parameters", () -> run.step(++step[0]));
    }
  }
}
