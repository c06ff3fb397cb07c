package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.MisfitException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;

class OutputCheckTest {
  private static Network network(int outputs, String last) {
    return Network.builder(2).dense(4, "tanh").layer(last.replace("K", "" + outputs)).build();
  }

  private static Loss loss(String name) {
    return Catalog.standard().create(Loss.class, name);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | dense(K, softmax)                | softmax_cross_entropy            | applies softmax itself, so the network must not end in softmax; end it in identity",
        "3 | sequential([dense(K, softmax)])  | softmax_cross_entropy            | must not end in softmax",
        "1 | dense(K, sigmoid)                | binary_cross_entropy_with_logits | applies sigmoid itself, so the network must not end in sigmoid",
        "3 | dense(K, softmax)                | nll                              | reads logarithms, so the network must not end in softmax; end it in log_softmax",
        "1 | dense(K, softmax)                | mse                              | softmax of a single output is always 1"
      })
  void anActivationThatTheLossAppliesItselfIsRefused(
      int outputs, String last, String loss, String message) {
    Network network = network(outputs, last);
    OutputCheck.Fault fault = OutputCheck.fault(network, loss(loss), null).orElseThrow();
    assertThat(fault.message()).contains(message);
    assertThat(fault.ofLoss()).isFalse();
    TrainingPlan plan = TrainingPlan.builder().loss(loss).epochs(1).build();
    Matrix x = Matrix.of(new double[] {0, 1}, new double[] {1, 0});
    MatrixDataset data =
        new MatrixDataset(
            x,
            loss.startsWith("binary") || loss.equals("mse")
                ? Matrix.column(0, 1)
                : Matrix.column(0, 2));
    String before = network.parameters().sha256();
    assertThatThrownBy(() -> new Trainer(plan).fit(network, data))
        .isInstanceOf(MisfitException.class)
        .hasMessageStartingWith("fit: ")
        .hasMessageContaining(message);
    assertThat(network.parameters().sha256()).isEqualTo(before);
  }

  @Test
  void otherOutputsAreNot() {
    assertThat(OutputCheck.fault(network(3, "dense(K)"), loss("softmax_cross_entropy"), null))
        .isEmpty();
    assertThat(
            OutputCheck.fault(
                network(3, "dense(K, softmax)"), loss("categorical_cross_entropy"), null))
        .isEmpty();
    assertThat(OutputCheck.fault(network(3, "dense(K, log_softmax)"), loss("nll"), null)).isEmpty();
    assertThat(OutputCheck.fault(network(1, "dense(K, sigmoid)"), loss("mse"), null)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MULTI_LABEL | 3 | dense(K, softmax) | binary_cross_entropy      | false | softmax shares a probability of 1",
        "MULTI_LABEL | 3 | dense(K, softmax) | categorical_cross_entropy | true  | compares classes that exclude",
        "REGRESSION  | 1 | dense(K)          | softmax_cross_entropy     | true  | the task is the regression of one"
      })
  void aTaskMayAskForAnotherOutput(
      Task task, int outputs, String last, String loss, boolean ofLoss, String message) {
    OutputCheck.Fault fault =
        OutputCheck.fault(network(outputs, last), loss(loss), task).orElseThrow();
    assertThat(fault.message()).contains(message);
    assertThat(fault.ofLoss()).isEqualTo(ofLoss);
    assertThat(OutputCheck.fault(network(outputs, last), loss(loss), null)).isEmpty();
  }
}
