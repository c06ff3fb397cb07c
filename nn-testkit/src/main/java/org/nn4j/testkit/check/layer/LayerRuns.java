package org.nn4j.testkit.check.layer;

import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.testkit.check.support.Allocation;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.TestMatrices;

/** Checks that training steps are repeatable, independent and within their memory. */
final class LayerRuns {
  private static final int ROWS = 6;

  private final LayerBench bench;

  LayerRuns(LayerBench bench) {
    this.bench = bench;
  }

  void addTo(CheckList list) {
    list.add("backward overwrites all gradients", this::overwritesGradients);
    list.add("inputs and parameters stay as they are", this::leavesInputsAlone);
    list.add("short batches and single rows", this::takesShortBatches);
    list.add("the same seed gives the same bits", this::repeats);
    list.add("two bindings are independent", this::bindingsAreIndependent);
    list.add("the first layer needs no input gradient", this::worksAsFirstLayer);
    list.add("a training step allocates nothing", this::allocatesNothing);
  }

  private void overwritesGradients() {
    for (Precision precision : Precision.values()) {
      LayerBench.Bound bound = bench.bind(precision, ROWS);
      bound.step(ROWS, 1);
      ParameterStore store = bound.network.parameters();
      for (ParameterSpec spec : store.specs()) {
        if (spec.trainable()) {
          Matrix gradient = store.part(bound.gradients, spec.name());
          for (int r = 0; r < spec.rows(); r++) {
            for (int c = 0; c < spec.columns(); c++) {
              Expect.that(
                  Double.isFinite(gradient.get(r, c)),
                  "backward overwrites the gradient of every declared parameter, which held NaN",
                  Expect.element(precision.id() + " " + spec.name(), r, c),
                  "a number",
                  gradient.get(r, c));
            }
          }
        }
      }
    }
  }

  private void leavesInputsAlone() {
    LayerBench.Bound bound = bench.bind(Precision.FLOAT64, ROWS);
    Matrix before = TestMatrices.copy(bound.network.parameters().trainable());
    Matrix x = TestMatrices.normal(Precision.FLOAT64, ROWS, bench.width(), 1, 1);
    Network alone =
        new Network(List.of(bench.layer()), bench.width(), Precision.FLOAT64, 11, bench.kernels());
    for (boolean training : new boolean[] {true, false}) {
      Matrix input = TestMatrices.copy(x);
      Matrix gradients = Matrix.zeros(Precision.FLOAT64, 1, alone.parameters().trainable().size());
      alone.bindForTraining(ROWS, gradients).forward(input, training);
      Expect.bits("forward does not change its input", "training " + training, x, input);
    }
    bound.step(ROWS, 1);
    Expect.bits(
        "a pass changes no parameter: that is the optimizer's",
        "forward and backward of " + ROWS + " rows",
        before,
        bound.network.parameters().trainable());
  }

  private void takesShortBatches() {
    for (Precision precision : Precision.values()) {
      LayerBench.Bound roomy = bench.bind(precision, ROWS + 3);
      LayerBench.Bound other = bench.bind(precision, ROWS);
      int[] rows = {ROWS, 2, 1, ROWS, 1};
      for (int i = 0; i < rows.length; i++) {
        roomy
            .step(rows[i], i)
            .requireSame(
                "a batch smaller than the memory gives the same bits",
                precision.id() + ", batches of 6, 2, 1, 6, 1 rows, the one at index " + i,
                other.step(rows[i], i));
      }
    }
  }

  private void repeats() {
    LayerBench.Bound first = bench.bind(Precision.FLOAT64, ROWS);
    LayerBench.Bound second = bench.bind(Precision.FLOAT64, ROWS);
    for (int i = 0; i < 3; i++) {
      LayerBench.Step step = first.step(ROWS, i);
      step.requireSame(
          "equal networks with one seed train alike, all randomness being the context's",
          "step " + i,
          second.step(ROWS, i));
    }
    first.bound.restartRandom();
    second.bound.restartRandom();
    first
        .step(ROWS, 9)
        .requireSame("random streams that are set back repeat", "step 3", second.step(ROWS, 9));
  }

  private void bindingsAreIndependent() {
    LayerBench.Step undisturbed = bench.bind(Precision.FLOAT64, ROWS).step(ROWS, 1);
    LayerBench.Bound one = bench.bind(Precision.FLOAT64, ROWS);
    Matrix output = one.bound.forward(one.input(ROWS, 1), true);
    bench.bind(Precision.FLOAT64, ROWS).step(ROWS, 2);
    one.finish(TestMatrices.copy(output), ROWS, 1)
        .requireSame(
            "what one binding computes does not touch another's buffers",
            "a step of another binding between forward and backward",
            undisturbed);
  }

  private void worksAsFirstLayer() {
    Network first =
        new Network(List.of(bench.layer()), bench.width(), Precision.FLOAT64, 11, bench.kernels());
    int size = first.parameters().trainable().size();
    Matrix gradients = TestMatrices.blank(Precision.FLOAT64, 1, size);
    Matrix x = TestMatrices.normal(Precision.FLOAT64, ROWS, bench.width(), 1, 1);
    BoundNetwork bound = first.bindForTraining(ROWS, gradients);
    bound.forward(x, true);
    bound.backward(TestMatrices.normal(Precision.FLOAT64, ROWS, first.outputWidth(), 1, 2));
    for (int i = 0; i < size; i++) {
      Expect.that(
          Double.isFinite(gradients.get(0, i)),
          "the gradients are there where no input gradient is asked for",
          "the layer alone, gradient " + i + " of " + size,
          "a number",
          gradients.get(0, i));
    }
  }

  private void allocatesNothing() {
    for (Precision precision : Precision.values()) {
      LayerBench.Bound bound = bench.bind(precision, ROWS);
      Matrix[] inputs = {bound.input(ROWS, 1), bound.input(2, 2)};
      Matrix[] gradients = {bound.upstream(ROWS, 1), bound.upstream(2, 2)};
      int[] calls = {0};
      Allocation.requireNone(
          "a training step",
          precision.id() + ", batches of 6 and of 2 rows in turn",
          () -> {
            int i = calls[0]++ % 2;
            bound.bound.forward(inputs[i], true);
            bound.bound.backward(gradients[i]);
          });
    }
  }
}
