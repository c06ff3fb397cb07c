package org.nn4j.testkit.check.optimizer;

import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.TestMatrices;
import org.nn4j.testkit.check.support.Threads;

/** What a {@link MatrixOptimizer} promises of parameters beside one another. */
final class MatrixChecks {
  private static final int STEPS = 6;

  private final MatrixOptimizer optimizer;

  MatrixChecks(MatrixOptimizer optimizer) {
    this.optimizer = optimizer;
  }

  void addTo(CheckList list) {
    list.add("parameters do not depend on one another", this::parametersStandAlone);
    list.add("leaves gradients alone", this::leavesGradientsAlone);
    list.add("a NaN stays in its parameter", this::keepsNaN);
    list.add("runs on several threads give the bits of one", this::isThreadSafe);
  }

  private OptimizerRun run(Precision precision) {
    return new OptimizerRun(optimizer, precision, OptimizerRun.NETWORK);
  }

  private void parametersStandAlone() {
    for (Precision precision : Precision.values()) {
      OptimizerRun all = run(precision);
      Matrix start = TestMatrices.copy(all.parameters);
      all.steps(1, STEPS);
      int from = 0;
      for (ParameterSpec spec : OptimizerRun.NETWORK) {
        int to = from + spec.rows() * spec.columns();
        OptimizerRun one = new OptimizerRun(optimizer, precision, List.of(spec));
        one.parameters.copyFrom(start.columns(from, to));
        for (int step = 1; step <= STEPS; step++) {
          one.draw(step, from);
          one.update(step, 0, to - from);
        }
        Expect.bits(
            "a parameter's update does not depend on its place and on other parameters",
            precision.id() + ", " + spec.name() + " after " + STEPS + " steps",
            one.parameters,
            all.parameters.columns(from, to));
        from = to;
      }
    }
  }

  private void leavesGradientsAlone() {
    for (Precision precision : Precision.values()) {
      OptimizerRun run = run(precision);
      run.draw(1, 0);
      Matrix gradients = TestMatrices.copy(run.gradients);
      run.update(1, 0, run.size());
      Expect.bits("gradients are not changed", precision.id(), gradients, run.gradients);
    }
  }

  private void keepsNaN() {
    for (Precision precision : Precision.values()) {
      OptimizerRun clean = run(precision);
      OptimizerRun dirty = run(precision);
      clean.steps(1, STEPS);
      for (int step = 1; step <= STEPS; step++) {
        dirty.draw(step, 0);
        dirty.gradients.set(0, 9, Double.NaN);
        dirty.update(step, 0, dirty.size());
      }
      int first = OptimizerRun.NETWORK.get(0).rows() * OptimizerRun.NETWORK.get(0).columns();
      Expect.that(
          Double.isNaN(dirty.parameters.get(0, 9)),
          "a NaN gradient shows",
          precision.id() + ", NaN in element 9",
          "NaN",
          dirty.parameters.get(0, 9));
      Expect.bits(
          "a NaN gradient shows in no other parameter",
          precision.id() + ", NaN in element 9, elements from " + first,
          clean.parameters.columns(first, clean.size()),
          dirty.parameters.columns(first, dirty.size()));
    }
  }

  private void isThreadSafe() throws InterruptedException {
    for (Precision precision : Precision.values()) {
      OptimizerRun alone = run(precision);
      alone.steps(1, STEPS);
      Threads.once(
          index -> {
            OptimizerRun run = run(precision);
            run.steps(1, STEPS);
            run.requireSame(
                "runs on several threads do not disturb one another",
                precision.id() + ", thread " + index,
                alone);
          });
    }
  }
}
