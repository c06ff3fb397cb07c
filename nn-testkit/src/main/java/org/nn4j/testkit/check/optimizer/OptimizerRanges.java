package org.nn4j.testkit.check.optimizer;

import java.util.Arrays;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.Precision;
import org.nn4j.testkit.check.support.Allocation;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.TestMatrices;
import org.nn4j.testkit.check.support.Threads;

/**
 * Checks that an element's update depends on that element's numbers alone, and on nothing that is
 * not in the state: steps may be split into ranges, taken by several threads, and resumed.
 */
final class OptimizerRanges {
  private static final int SIZE = OptimizerRun.SIZE;
  private static final int STEPS = 6;

  private final Optimizer optimizer;

  OptimizerRanges(Optimizer optimizer) {
    this.optimizer = optimizer;
  }

  void addTo(CheckList list) {
    addStateTo(list);
    list.add("ranges give the bits of one pass", this::rangesGiveTheBitsOfOnePass);
    list.add("elements do not depend on their place", this::elementsDoNotDependOnTheirPlace);
    list.add("leaves gradients and elements outside the range alone", this::staysInTheRange);
    list.add("a NaN stays in its element", this::keepsNaN);
    list.add("several threads give the bits of one", this::isThreadSafe);
  }

  /** Adds the checks that do not divide a step. */
  void addStateTo(CheckList list) {
    list.add("continues from its state bit for bit", this::continuesFromItsState);
    list.add("uses all the state that it declares", this::usesItsState);
    list.add("a step allocates nothing", this::allocatesNothing);
  }

  private OptimizerRun run(Precision precision, int size) {
    return new OptimizerRun(optimizer, precision, size);
  }

  private void rangesGiveTheBitsOfOnePass() {
    for (Precision precision : Precision.values()) {
      OptimizerRun whole = run(precision, SIZE);
      OptimizerRun parts = run(precision, SIZE);
      for (int step = 1; step <= STEPS; step++) {
        whole.steps(step, step);
        parts.draw(step, 0);
        parts.update(step, 0, 1, 2, 2, 9, 40, SIZE);
        parts.requireSame(
            "a step split into ranges gives the bits of one pass",
            precision.id() + ", step " + step + ", ranges 0-1-2-2-9-40-" + SIZE,
            whole);
      }
    }
  }

  private void elementsDoNotDependOnTheirPlace() {
    for (Precision precision : Precision.values()) {
      OptimizerRun all = run(precision, SIZE);
      Matrix start = TestMatrices.copy(all.parameters);
      all.steps(1, STEPS);
      for (int i = 0; i < SIZE; i += 11) {
        OptimizerRun one = run(precision, 1);
        one.parameters.set(0, 0, start.get(0, i));
        for (int step = 1; step <= STEPS; step++) {
          one.draw(step, i);
          one.update(step, 0, 1);
        }
        Expect.bits(
            "an element's update does not depend on its place and its neighbours",
            precision.id() + ", element " + i + " after " + STEPS + " steps",
            one.parameters.get(0, 0),
            all.parameters.get(0, i));
      }
    }
  }

  private void staysInTheRange() {
    for (Precision precision : Precision.values()) {
      OptimizerRun run = run(precision, SIZE);
      run.steps(1, 2);
      run.draw(3, 0);
      OptimizerRun before = new OptimizerRun(run, optimizer);
      Matrix gradients = TestMatrices.copy(run.gradients);
      run.update(3, 9, 40);
      Expect.bits(
          "gradients are not changed", precision.id() + " step 3", gradients, run.gradients);
      before.draw(3, 0);
      before.begin(3);
      for (int[] outside : new int[][] {{0, 9}, {40, SIZE}}) {
        Expect.bits(
            "an update changes no parameter outside its range",
            precision.id() + ", range 9-40, elements from " + outside[0],
            before.parameters.columns(outside[0], outside[1]),
            run.parameters.columns(outside[0], outside[1]));
        for (int slot = 0; slot < optimizer.stateSlots(); slot++) {
          Expect.bits(
              "an update changes no state outside its range",
              precision.id() + ", range 9-40, slot " + slot + " from " + outside[0],
              before.state().slot(slot).columns(outside[0], outside[1]),
              run.state().slot(slot).columns(outside[0], outside[1]));
        }
      }
    }
  }

  private void keepsNaN() {
    for (Precision precision : Precision.values()) {
      OptimizerRun clean = run(precision, SIZE);
      OptimizerRun dirty = run(precision, SIZE);
      clean.steps(1, STEPS);
      for (int step = 1; step <= STEPS; step++) {
        dirty.draw(step, 0);
        dirty.gradients.set(0, 33, Double.NaN);
        dirty.update(step, 0, SIZE);
      }
      Matrix expected = TestMatrices.copy(clean.parameters);
      expected.set(0, 33, Double.NaN);
      Expect.bits(
          "a NaN gradient shows in its own parameter and in no other",
          precision.id() + ", NaN in element 33",
          expected,
          dirty.parameters);
    }
  }

  private void continuesFromItsState() {
    Optimizer other = optimizer.with(optimizer.parameters());
    for (Precision precision : Precision.values()) {
      OptimizerRun through = run(precision, SIZE);
      through.steps(1, STEPS);
      OptimizerRun resumed = new OptimizerRun(through, other);
      run(precision, SIZE).steps(1, 2);
      through.steps(STEPS + 1, 2 * STEPS);
      resumed.steps(STEPS + 1, 2 * STEPS);
      resumed.requireSame(
          "all that is carried from step to step is in the state, so that a run can be resumed",
          precision.id() + ", resumed after " + STEPS + " steps",
          through);
    }
  }

  private void usesItsState() {
    OptimizerRun run = run(Precision.FLOAT64, SIZE);
    run.steps(1, STEPS);
    Matrix zeros = Matrix.zeros(Precision.FLOAT64, 1, SIZE);
    for (int slot = 0; slot < optimizer.stateSlots(); slot++) {
      Expect.that(
          !Arrays.deepEquals(zeros.toRows(), run.state().slot(slot).toRows()),
          "every state slot that is declared is used",
          "slot " + slot + " of " + optimizer.stateSlots() + " after " + STEPS + " steps",
          "other numbers than 0",
          "zeros");
    }
  }

  private void isThreadSafe() throws InterruptedException {
    for (Precision precision : Precision.values()) {
      int size = 256 * Threads.COUNT;
      OptimizerRun alone = run(precision, size);
      alone.steps(1, 3);
      OptimizerRun shared = run(precision, size);
      for (int step = 1; step <= 3; step++) {
        int now = step;
        shared.draw(step, 0);
        shared.begin(step);
        Threads.once(index -> shared.range(now, 256 * index, 256 * (index + 1)));
      }
      shared.requireSame(
          "ranges on several threads give the bits of one pass", precision.id(), alone);
    }
  }

  private void allocatesNothing() {
    for (Precision precision : Precision.values()) {
      OptimizerRun run = run(precision, SIZE);
      run.steps(1, 1);
      int[] step = {1};
      Allocation.requireNone(
          "a step",
          precision.id() + ", " + SIZE + " parameters",
          () -> {
            run.begin(++step[0]);
            run.range(step[0], 0, SIZE);
          });
    }
  }
}
