package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;
import org.nn4j.core.MisfitException;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;

/** Listeners learn how training ends, whatever ends it. */
class ListenersTest {
  private final List<String> heard = new ArrayList<>();

  /** Tells what it hears, and throws at one of the events. */
  private final class Witness implements TrainingListener {
    private final String name;
    private final String breaking;

    Witness(String name, String breaking) {
      this.name = name;
      this.breaking = breaking;
    }

    private void hear(String event) {
      heard.add(name + " " + event);
      if (breaking.contains(event)) {
        throw new IllegalStateException(name + " breaks at " + event);
      }
    }

    @Override
    public void started(TrainingRun run) {
      hear("started");
    }

    @Override
    public void gradientsReady(int epoch, int batch, int batches, Matrix gradients) {
      if (breaking.contains("gradientsReady")) {
        hear("gradientsReady");
      }
    }

    @Override
    public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
      if (breaking.contains("batchDone")) {
        hear("batchDone");
      }
    }

    @Override
    public void epochDone(EpochResult result) {
      hear("epochDone");
    }

    @Override
    public void ending() {
      hear("ending");
    }

    @Override
    public void finished(History history) {
      hear("finished");
    }

    @Override
    public void failed(Throwable cause) {
      hear("failed");
    }
  }

  /** An optimizer as somebody writes it who made a mistake. */
  private record Broken(RuntimeException fault) implements Optimizer {
    @Override
    public String name() {
      return "broken";
    }

    @Override
    public double lr() {
      return 0.1;
    }

    @Override
    public void update(
        Matrix parameters,
        Matrix gradients,
        OptimizerState state,
        int from,
        int to,
        double rate,
        long step) {
      throw fault;
    }
  }

  private History train(Optimizer optimizer, TrainingListener... listeners) {
    TrainingPlan plan =
        TrainingPlan.builder().loss("mse").optimizer(optimizer).epochs(1).seed(1).build();
    Network network = Network.builder(2).dense(1, "identity").seed(1).build();
    Matrix x = Matrix.zeros(Precision.FLOAT32, 4, 2);
    Matrix y = Matrix.zeros(Precision.FLOAT32, 4, 1);
    return new Trainer(plan, listeners).fit(network, new MatrixDataset(x, y));
  }

  private History train(TrainingListener... listeners) {
    return train(
        org.nn4j.core.registry.Catalog.standard().create(Optimizer.class, "sgd"), listeners);
  }

  @Test
  void learnOfSuccess() {
    train(new Witness("a", ""), new Witness("b", ""));
    assertThat(heard)
        .containsExactly(
            "a started",
            "b started",
            "a epochDone",
            "b epochDone",
            "a ending",
            "b ending",
            "a finished",
            "b finished");
  }

  @Test
  void learnOfAPartThatThrowsAndItIsNotTakenForAMisfit() {
    IllegalArgumentException fault = new IllegalArgumentException("boom");
    assertThatThrownBy(
            () -> train(new Broken(fault), new Witness("a", "failed"), new Witness("b", "")))
        .isSameAs(fault)
        .isNotInstanceOf(MisfitException.class);
    assertThat(heard).containsExactly("a started", "b started", "a failed", "b failed");
    assertThat(fault.getSuppressed())
        .extracting(Throwable::getMessage)
        .containsExactly("a breaks at failed");
  }

  @Test
  void thatFailTwiceWithOneExceptionAreNoTrouble() {
    IllegalStateException fault = new IllegalStateException("boom");
    TrainingListener same =
        new TrainingListener() {
          @Override
          public void failed(Throwable cause) {
            throw fault;
          }
        };
    assertThatThrownBy(() -> train(new Broken(fault), same)).isSameAs(fault);
  }

  @Test
  void learnOfTheStartBeforeTheyLearnOfFailure() {
    assertThatThrownBy(
            () -> train(new Witness("a", ""), new Witness("b", "started"), new Witness("c", "")))
        .hasMessage("b breaks at started");
    assertThat(heard).containsExactly("a started", "b started", "a failed", "b failed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"epochDone", "ending", "finished"})
  void learnWhatTheOthersLearnThoughOneThrows(String event) {
    assertThatThrownBy(
            () -> train(new Witness("a", event), new Witness("b", event), new Witness("c", "")))
        .hasMessage("a breaks at " + event)
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .extracting(Throwable::getMessage)
                    .containsExactly("b breaks at " + event));
    assertThat(heard).contains("a " + event, "b " + event, "c " + event);
    if (event.equals("finished")) {
      assertThat(heard).doesNotContain("a failed", "c failed");
    } else {
      assertThat(heard).endsWith("a failed", "b failed", "c failed");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"started", "gradientsReady", "batchDone", "epochDone", "ending", "finished"})
  void thatAreOptionalLeaveTheTrainingAlone(String event) {
    List<RuntimeException> told = new ArrayList<>();
    TrainingListener optional =
        TrainingListener.optional(new Witness("a", event + " failed"), told::add);
    History history = train(optional, new Witness("b", ""));

    assertThat(history.epochs()).hasSize(1);
    assertThat(heard).contains("b finished").doesNotContain("b failed");
    // Nothing more after its failure.
    List<String> own = heard.stream().filter(line -> line.startsWith("a ")).toList();
    assertThat(own).endsWith("a " + event, "a failed");
    assertThat(told).extracting(Throwable::getMessage).containsExactly("a breaks at " + event);
    assertThat(told.get(0).getSuppressed()).hasSize(1);

    heard.clear();
    train(optional);
    assertThat(heard).startsWith("a started");
  }

  @Test
  void targetsOutsideALossDomainAreAMisfit() {
    TrainingPlan plan = TrainingPlan.builder().loss("hinge").epochs(1).build();
    Network network = Network.builder(2).dense(1, "identity").seed(1).build();
    Matrix x = Matrix.zeros(Precision.FLOAT32, 4, 2);
    Matrix zeros = Matrix.zeros(Precision.FLOAT32, 4, 1);
    assertThatThrownBy(() -> new Trainer(plan).fit(network, new MatrixDataset(x, zeros)))
        .isInstanceOf(MisfitException.class)
        .hasMessageStartingWith("hinge needs the labels -1 and 1");
    Matrix wide = Matrix.zeros(Precision.FLOAT32, 4, 3);
    assertThatThrownBy(() -> new Trainer(plan).fit(network, new MatrixDataset(x, wide)))
        .isInstanceOf(MisfitException.class)
        .hasMessageContaining("columns; they must be equal");
  }
}
