package org.nn4j.testkit.check.layer;

import org.nn4j.api.BoundLayer;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.Links;
import org.nn4j.testkit.check.support.TestMatrices;
import org.nn4j.testkit.check.support.Threads;

/** Checks prediction: pure, row by row, on any thread; and the joint to a fused loss. */
final class LayerPrediction {
  private static final int ROWS = 6;

  private final LayerBench bench;

  LayerPrediction(LayerBench bench) {
    this.bench = bench;
  }

  void addTo(CheckList list) {
    list.add("prediction changes nothing", this::predictionIsPure);
    list.add("prediction of a batch is that of its rows", this::predictsRowByRow);
    list.add("prediction is thread-safe", this::isThreadSafe);
    list.add("its linked output is the link of the pre-activation", this::linkedOutputIsTrue);
  }

  private void predictionIsPure() {
    for (Precision precision : Precision.values()) {
      LayerBench.Bound bound = bench.bind(precision, ROWS);
      bound.step(ROWS, 1);
      Network network = bound.network;
      String before = network.parameters().sha256();
      Matrix x = bench.input(precision, ROWS, 3);
      Matrix first = network.predict(x);
      String rule = "the same input predicts the same bits";
      Expect.bits(rule, precision.id() + ", again", first, network.predict(x));
      Expect.bits(
          rule, precision.id() + ", bound for training", first, bound.bound.forward(x, false));
      Expect.that(
          before.equals(network.parameters().sha256()),
          "predicting changes no parameter and no statistic",
          precision.id() + ", " + ROWS + " rows",
          before,
          network.parameters().sha256());
    }
  }

  private void predictsRowByRow() {
    for (Precision precision : Precision.values()) {
      Network network = bench.network(precision);
      Matrix x = bench.input(precision, ROWS, 3);
      Matrix all = network.predict(x);
      for (int r = 0; r < ROWS; r++) {
        Expect.bits(
            "a row predicts the same bits alone and in a batch",
            precision.id() + ", row " + r + " of " + ROWS,
            all.rows(r, r + 1),
            network.predict(x.rows(r, r + 1)));
      }
    }
  }

  private void isThreadSafe() throws InterruptedException {
    Network network = bench.network(Precision.FLOAT32);
    Matrix[] inputs = new Matrix[Threads.COUNT];
    Matrix[] alone = new Matrix[Threads.COUNT];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = bench.input(Precision.FLOAT32, 64, i);
      alone[i] = network.predict(inputs[i]);
    }
    Threads.repeat(
        index ->
            Expect.bits(
                "several threads predict what one does",
                "64 rows, seed " + index,
                alone[index],
                network.predict(inputs[index])));
  }

  private void linkedOutputIsTrue() {
    LayerBench.Bound direct = bench.bind(Precision.FLOAT64, ROWS);
    BoundLayer.LinkedOutput linked = direct.bound.linkedOutput();
    if (linked == null || linked.link() == OutputLink.NONE) {
      return;
    }
    Matrix output = direct.bound.forward(direct.input(ROWS, 1), true);
    Expect.close(
        "the output is the link of the pre-activation",
        linked.link() + " of " + ROWS + " rows, seed 1",
        Links.apply(linked.link(), linked.preActivation()),
        output,
        1e-12);
    Matrix preActivation = TestMatrices.copy(linked.preActivation());
    Matrix upstream = direct.upstream(ROWS, 1);
    Matrix atLink = Links.gradient(linked.link(), output, upstream);
    Matrix expected = direct.finish(TestMatrices.copy(output), ROWS, 1).gradients();
    BoundNetwork again = direct.bound;
    again.restartRandom();
    again.forwardToLink(direct.input(ROWS, 1), true);
    Expect.bits(
        "forwardToLink computes the pre-activation that forward does",
        linked.link() + " of " + ROWS + " rows, seed 1",
        preActivation,
        linked.preActivation());
    linked.backwardFromLink(atLink);
    Expect.close(
        "backwardFromLink of ∂L/∂Z gives what backward of ∂L/∂output does",
        linked.link() + " of " + ROWS + " rows, seed 1",
        expected,
        direct.gradients,
        1e-10);
  }
}
