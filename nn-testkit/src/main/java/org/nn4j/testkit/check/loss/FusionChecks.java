package org.nn4j.testkit.check.loss;

import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.testkit.check.support.CheckList;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.Links;
import org.nn4j.testkit.check.support.TestMatrices;

/** Checks that a fused loss is the loss after the link. */
final class FusionChecks {
  private static final double TOLERANCE = 1e-9;

  private final Loss loss;
  private final Loss fused;
  private final OutputLink link;
  private final Kernels kernels;

  FusionChecks(Loss loss, Loss fused, OutputLink link, Kernels kernels) {
    this.loss = loss;
    this.fused = fused;
    this.link = link;
    this.kernels = kernels;
  }

  void addTo(CheckList list) {
    list.add("fused with " + link + ": equals the loss after the link", this::equalsTheLoss);
    list.add(
        "fused with " + link + ": takes the same targets",
        () ->
            Expect.that(
                fused.targetKind() == loss.targetKind(),
                "a fused loss takes the targets of the loss",
                "targetKind()",
                loss.targetKind(),
                fused.targetKind()));
  }

  private void equalsTheLoss() {
    for (long seed = 1; seed <= 5; seed++) {
      Matrix z = LossBatches.logits(Precision.FLOAT64, 5, 3, seed);
      Matrix output = Links.apply(link, z);
      Matrix target = LossBatches.targets(loss.targetKind(), Precision.FLOAT64, 5, 3, seed);
      Matrix weights = LossBatches.weights(Precision.FLOAT64, 5, seed);
      Matrix outer = TestMatrices.blank(Precision.FLOAT64, 5, 3);
      Matrix gradient = TestMatrices.blank(Precision.FLOAT64, 5, 3);
      double value = loss.gradient(output, target, weights, outer, kernels);
      double fusedValue = fused.gradient(z, target, weights, gradient, kernels);
      String point = "logits of 5 rows, seed " + seed;
      Expect.close(
          "a fused loss has the value of the loss after the link",
          point,
          value,
          fusedValue,
          TOLERANCE);
      Expect.close(
          "a fused loss has the gradient by the pre-activations",
          point,
          Links.gradient(link, output, outer),
          gradient,
          TOLERANCE);
    }
  }
}
