package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.initializer.Zeros;
import org.nn4j.core.network.Network;

class ParameterGroupTest {

  /** A linear regression on three samples, one step an epoch. */
  static List<double[]> steps(TrainingPlan.Builder plan, int count) {
    Matrix x = Matrix.of(new double[] {1, 2}, new double[] {-1, 0.5}, new double[] {0.3, -2});
    Matrix y = Matrix.of(new double[] {1}, new double[] {0}, new double[] {2});
    Network network = Network.builder(2).precision(Precision.FLOAT64).dense(1).build();
    network.parameters().trainable().copyFrom(Matrix.of(new double[] {0.5, -0.3, 0.1}));
    List<double[]> steps = new ArrayList<>();
    TrainingListener record =
        new TrainingListener() {
          @Override
          public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
            steps.add(network.parameters().trainable().toRows()[0]);
          }
        };
    TrainingPlan whole = plan.loss("mse").epochs(count).fullBatch().build();
    new Trainer(whole, record).fit(network, new MatrixDataset(x, y));
    steps.add(network.parameters().trainable().toRows()[0]);
    return steps;
  }

  /** AdamW, over ranges and over whole parameters: muon leaves weights of one column to it. */
  private static TrainingPlan.Builder adamw(String name) {
    return TrainingPlan.builder().optimizer(name + "(lr=0.1, weight_decay=0.1)");
  }

  /** Two steps of AdamW computed with NumPy: rates 0.2 and 0.01, decays 0.05 and 0. */
  @ParameterizedTest
  @ValueSource(strings = {"adamw", "muon"})
  void ratesAndDecaysAreMultiplied(String name) {
    List<double[]> steps =
        steps(
            adamw(name)
                .parameterGroups(
                    "*(decay=7)", "*.bias(rate=0.1, decay=0)", "layers.0.w*(rate=2, decay=0.5)"),
            2);
    assertThat(steps.get(0))
        .containsExactly(
            new double[] {0.6949999962264152, -0.496999880000072, 0.10999999994444445},
            within(1e-14));
    assertThat(steps.get(1))
        .containsExactly(
            new double[] {0.8833911627315765, -0.3455837952914927, 0.12000094640815151},
            within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adamw", "muon"})
  void aRateOfZeroFreezes(String name) {
    List<double[]> steps = steps(adamw(name).parameterGroups("layers.?.bias(rate=0)"), 2);
    assertThat(steps.get(1))
        .containsExactly(
            new double[] {0.6883770678893286, -0.32109086537024634, 0.1}, within(1e-14));
  }

  @ParameterizedTest
  @ValueSource(strings = {"adamw", "muon"})
  void aScheduleFadesTheDecayOut(String name) {
    List<double[]> faded = steps(adamw(name).weightDecaySchedule("piecewise([1, 0], [1])"), 2);
    List<double[]> full = steps(adamw(name), 2);
    List<double[]> none = steps(adamw(name).optimizer(name + "(lr=0.1, weight_decay=0)"), 1);
    assertThat(faded.get(0)).as("the first epoch").isEqualTo(full.get(0));
    assertThat(faded.get(1)).isNotEqualTo(full.get(1));
    assertThat(steps(adamw(name).weightDecaySchedule("piecewise([0, 1], [1])"), 1).get(0))
        .isEqualTo(none.get(0));
  }

  private static ParameterSpec spec(String name) {
    return ParameterSpec.trainable(name, 2, 3, new Zeros());
  }

  @Test
  void theLastGroupCountsAndMultipliesTheLayersFactors() {
    List<ParameterSpec> specs =
        List.of(spec("layers.0.weight").withFactors(3, 0.5), spec("layers.0.bias"), spec("x"));
    List<ParameterSpec> grouped =
        ParameterGroup.apply(
            List.of(ParameterGroup.parse("layers.*(rate=5)"), ParameterGroup.parse("*t(decay=4)")),
            specs);
    assertThat(grouped)
        .extracting(ParameterSpec::name, ParameterSpec::rateFactor, ParameterSpec::decayFactor)
        .containsExactly(
            tuple("layers.0.weight", 3.0, 2.0),
            tuple("layers.0.bias", 5.0, 1.0),
            tuple("x", 1.0, 1.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*.bias(rate=0.1, decay=0) | *.bias(rate=0.1, decay=0.0)",
        " layers.0.* (2) | layers.0.*(rate=2.0, decay=1.0)",
        "layers.1?.weight | layers.1?.weight(rate=1.0, decay=1.0)",
      })
  void isReadFromAnExpression(String text, String complete) {
    ParameterGroup group = ParameterGroup.parse(text);
    assertThat(group.expression()).isEqualTo(complete);
    assertThat(ParameterGroup.parse(complete)).isEqualTo(group);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a b(rate=1) | a parameter group must begin with names of parameters such as *.bias but",
        "(rate=1) | does with ''",
        "*(lr=1) | parameter group has no parameter 'lr'",
        "*(rate=-1) | rate must be a finite number ≥ 0 but is -1.0",
        "*(rate=1 | expected",
      })
  void wrongExpressionsAreRefused(String text, String message) {
    assertThatThrownBy(() -> ParameterGroup.parse(text)).hasMessageContaining(message);
  }

  @Test
  void aGroupWithoutParametersIsAnError() {
    Network network = Network.builder(2).layer("batch_norm").dense(1).build();
    List<ParameterGroup> groups = List.of(ParameterGroup.parse("*.biass(rate=2)"));
    assertThatThrownBy(() -> ParameterGroup.apply(groups, network.parameters().specs()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the parameter group *.biass(rate=2.0, decay=1.0) has no parameter; there are"
                + " layers.0.weight, layers.0.bias, layers.1.weight, layers.1.bias");
    assertThat(Map.of("statistics", network.parameters().statistics().size()))
        .as("which are no parameters to learn")
        .containsEntry("statistics", 4);
  }
}
