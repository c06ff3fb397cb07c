package org.nn4j.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.TrainingPlan;

class OverfitCheckTest {
  private static final OverfitCheck CHECK = new OverfitCheck(3000, 1);

  private static TrainingPlan.Builder plan(String loss) {
    return TrainingPlan.builder().loss(loss).batch(16).optimizer("adam(lr=0.01)");
  }

  private static Network network(String output) {
    return Network.builder(3).seed(1).dense(16, "tanh").dense(1, output).build();
  }

  @ParameterizedTest
  @CsvSource({
    "binary_cross_entropy, sigmoid",
    "binary_cross_entropy_with_logits, identity",
    "mse, identity",
    "poisson, softplus",
    "huber, identity"
  })
  void aNetworkThatFitsLearnsABatchByHeart(String loss, String output) {
    OverfitCheck.Result result = CHECK.check(plan(loss).build(), network(output), Blobs.data(100));

    assertThat(result.hints()).isEmpty();
    assertThat(result.passed()).isTrue();
    assertThat(result.rows()).isEqualTo(16);
    assertThat(result.steps()).isLessThan(3000);
    assertThat(result.loss() - result.leastLoss())
        .isLessThanOrEqualTo(OverfitWatch.ENOUGH * (result.firstLoss() - result.leastLoss()));
  }

  /** The loss of a perfect prediction of counts 0 and 1: half of the samples have 1 − log 1. */
  @Test
  void aLossWhoseLeastIsNotZeroIsMeasuredFromThere() {
    OverfitCheck.Result result =
        CHECK.check(plan("poisson").build(), network("softplus"), Blobs.data(100));
    assertThat(result.leastLoss()).isBetween(0.3, 0.7);
  }

  /** A likelihood has no least value: it has to rise as it does for deviations of a tenth. */
  @ParameterizedTest
  @CsvSource({"gaussian_nll, 2", "mixture_density, 9"})
  void aLikelihoodHasToRiseByAPowerOfTen(String loss, int outputs) {
    Network network =
        Network.builder(3).seed(1).dense(32, "tanh").dense(outputs, "identity").build();
    OverfitCheck.Result result = CHECK.check(plan(loss).build(), network, Blobs.data(100));

    assertThat(result.hints()).isEmpty();
    assertThat(result.passed()).isTrue();
    assertThat(result.firstLoss() - result.loss()).isGreaterThanOrEqualTo(Math.log(10));
    OverfitCheck.Result soon =
        new OverfitCheck(1, 1).check(plan(loss).build(), network, Blobs.data(100));
    assertThat(soon.passed()).as("after a step").isFalse();
  }

  /** All of this would keep the loss far above a hundredth. */
  @Test
  void whatHoldsANetworkBackIsTakenAway() {
    Network network =
        Network.builder(3)
            .seed(1)
            .layer("dense(units=32, activation=tanh, l1=0.1, l2=1, max_norm=0.1)")
            .dropout(0.6)
            .layer("sequential([dense(units=16, activation=tanh, l2=1), dropout(rate=0.6)])")
            .layer("residual([alpha_dropout(rate=0.6), dense(units=16, activation=tanh, l1=1)])")
            .dense(1, "sigmoid")
            .build();
    String before = network.parameters().sha256();
    TrainingPlan plan =
        plan("binary_cross_entropy")
            .optimizer("adamw(lr=0.01, weight_decay=50)")
            .schedule("exponential(gamma=0.1)")
            .build();

    assertThat(CHECK.check(plan, network, Blobs.data(100)).passed()).isTrue();
    assertThat(network.parameters().sha256()).as("the network given").isEqualTo(before);
  }

  @Test
  void theSameForAnyNumberOfThreads() {
    TrainingPlan plan = plan("mse").build();
    assertThat(new OverfitCheck(50, 3).check(plan, network("identity"), Blobs.data(100)))
        .isEqualTo(new OverfitCheck(50, 1).check(plan, network("identity"), Blobs.data(100)));
  }

  @Test
  void samplesThatContradictOneAnotherAreNamedByTheirLines() {
    Matrix x = Blobs.x(16);
    for (int c = 0; c < 3; c++) {
      x.set(9, c, x.get(4, c));
    }
    long[] lines = LongStream.range(2, 18).toArray();
    Dataset data = new MatrixDataset(x, Blobs.y(16), null, lines);

    OverfitCheck.Result result =
        CHECK.check(plan("binary_cross_entropy").build(), network("sigmoid"), data);

    assertThat(result.passed()).isFalse();
    assertThat(result.hints())
        .contains(
            "samples in lines 6 and 11 have the same features but different targets: both cannot be"
                + " learnt");
  }

  @Test
  void aNetworkThatIsTooSmallIsTold() {
    Network line = Network.builder(3).seed(1).dense(1, "sigmoid").build();
    OverfitCheck.Result result =
        CHECK.check(plan("binary_cross_entropy").batch(64).build(), line, Blobs.data(100));
    assertThat(result.passed()).isFalse();
    assertThat(result.hints())
        .contains(
            "the network has 4 parameters for 64 targets: it is too small to learn them by heart");
  }

  @Test
  void aRateTooSmallIsTold() {
    TrainingPlan plan = plan("mse").optimizer("sgd(lr=0.001)").build();
    OverfitCheck.Result result =
        new OverfitCheck(100, 1).check(plan, network("identity"), Blobs.data(100));
    assertThat(result.passed()).isFalse();
    assertThat(result.hints()).singleElement().asString().startsWith("the loss still falls");
  }

  @Test
  void aRateTooGreatIsTold() {
    TrainingPlan plan = plan("mse").optimizer("sgd(lr=1e9)").build();
    OverfitCheck.Result result = CHECK.check(plan, network("identity"), Blobs.data(100));
    assertThat(result.passed()).isFalse();
    assertThat(result.hints().get(0)).startsWith("training diverged in epoch ");
  }

  @Test
  void aRateOfNothingLeavesTheUsualSuspects() {
    TrainingPlan plan = plan("mse").optimizer("sgd(lr=0)").build();
    OverfitCheck.Result result =
        new OverfitCheck(10, 1).check(plan, network("identity"), Blobs.data(100));
    assertThat(result.hints()).singleElement().asString().startsWith("the learning rate may be");
  }

  @Test
  void aResultIsTextForPeople() {
    assertThat(new OverfitCheck.Result(true, 32, 0.6931, 0.006842, 0, 118, List.of()))
        .hasToString("passed: loss 0.6931 to 0.006842 on 32 samples in 118 steps");
    assertThat(new OverfitCheck.Result(false, 1, 1, 0.5, 0, 1, List.of("too small", "too slow")))
        .hasToString("failed: loss 1.000 to 0.5000 on 1 sample in 1 step\n  too small\n  too slow");
  }
}
