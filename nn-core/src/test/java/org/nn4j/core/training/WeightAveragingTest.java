package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;

class WeightAveragingTest {

  private static List<double[]> steps(String averaging) {
    return ParameterGroupTest.steps(
        TrainingPlan.builder().optimizer("adamw(lr=0.1, weight_decay=0.1)").averaging(averaging),
        4);
  }

  /** Four steps of AdamW, a ← 0.9·a + 0.1·θ and a/(1 − 0.9⁴), computed with NumPy. */
  @Test
  void emaIsTheCorrectedMovingAverageOfTheSteps() {
    List<double[]> steps = steps("ema(decay=0.9)");
    assertThat(steps.get(3))
        .as("training goes on from its own parameters")
        .containsExactly(
            new double[] {0.8488749288005912, -0.28702383343305216, 0.4849815617104346},
            within(1e-14));
    assertThat(steps.get(4))
        .as("the end")
        .containsExactly(
            new double[] {0.7377494377002735, -0.3152579527160907, 0.35568115830495983},
            within(1e-14));
  }

  /** The mean of the last two of the four epochs, of one step each. */
  @Test
  void swaIsTheMeanOfTheLastEpochs() {
    assertThat(steps("swa(start=0.5)").get(4))
        .containsExactly(
            new double[] {0.8117426054107295, -0.28100840438191266, 0.4385479947059887},
            within(1e-14));
  }

  /** Epochs are evaluated, and the best is kept, with the average. */
  @Test
  void epochsAreThoseOfTheAverage() {
    Network network = Network.builder(1).dense(1).build();
    MatrixDataset data = new MatrixDataset(Matrix.column(1, 2, 3), Matrix.column(2, 4, 6));
    List<Double> losses = new ArrayList<>();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("mse")
            .optimizer("sgd(lr=0.2)") // oscillates
            .averaging("ema(decay=0.5)")
            .earlyStopping("validation_loss(patience=inf, restore_best=false)")
            .epochs(5)
            .fullBatch()
            .build();
    TrainingListener evaluating =
        TrainingListener.eachEpoch(
            epoch -> losses.add(new Evaluator(plan.loss()).evaluate(network, data).loss()));
    History history = new Trainer(plan, evaluating).fit(network, data, data);
    Evaluator evaluator = new Evaluator(plan.loss());
    assertThat(evaluator.evaluate(network, data).loss())
        .as("the network ends with the average")
        .isEqualTo(history.last().validationLoss());
    assertThat(losses.get(4))
        .as("listeners see the parameters of the steps")
        .isNotEqualTo(history.last().validationLoss());
  }

  @ParameterizedTest
  @CsvSource({
    "ema, ema(decay=0.999)",
    "EMA(0.9), ema(decay=0.9)",
    "swa, swa(start=0.75)",
    "swa(start=1/2), swa(start=0.5)"
  })
  void isReadFromAnExpression(String text, String complete) {
    assertThat(WeightAveraging.parse(text).expression()).isEqualTo(complete);
    assertThat(WeightAveraging.parse(complete)).isEqualTo(WeightAveraging.parse(text));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "polyak | weight averaging must be ema or swa but is 'polyak'",
        "ema(decay=1) | decay must be in [0.0, 1.0) but is 1.0",
        "swa(decay=0.5) | swa has no parameter 'decay'",
      })
  void wrongExpressionsAreRefused(String text, String message) {
    assertThatThrownBy(() -> WeightAveraging.parse(text))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
