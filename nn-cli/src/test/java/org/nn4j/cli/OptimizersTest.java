package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Optimizers of whole matrices and with an average of their own, on the command line. */
class OptimizersTest {
  @TempDir private Path folder;

  private Cli.Result train(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("train", "--data", Cli.DATA.resolve("iris.csv"), "--target"));
    words.addAll(List.of("species", "--preset", "none", "--layers", "8:tanh,8:tanh"));
    words.addAll(List.of("--model", folder.resolve("m.safetensors")));
    words.addAll(List.of(more));
    return Cli.run(words.toArray());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "muon(lr=0.02)",
        "lamb(lr=0.02)",
        "adafactor(lr=0.1)",
        "schedule_free_sgd",
        "schedule_free_adamw(lr=0.02)",
        "asgd(lr=0.1, t0=100)"
      })
  void learnsTheSameWithAnyKernelsAndThreads(String optimizer) {
    Cli.Result result = train("--optimizer", optimizer, "--epochs", 60, "--json");
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(result.json().path("metrics").path("accuracy").asDouble()).isGreaterThan(0.8);
    Cli.Result scalar =
        train(
            "--optimizer",
            optimizer,
            "--epochs",
            60,
            "--json",
            "--kernels",
            "scalar",
            "--threads",
            1);
    assertThat(scalar.json().path("parameters_sha256").asString())
        .isEqualTo(result.json().path("parameters_sha256").asString());
  }

  @Test
  void anAverageNeedsNoSchedule() {
    assertThat(train("--optimizer", "schedule_free_adamw", "--print-config").out())
        .contains("\nschedule: constant\n");
    assertThat(train("--optimizer", "muon", "--print-config").out())
        .doesNotContain("\nschedule: constant\n");
  }

  @Test
  void twoAveragesAreWrongInput() {
    Cli.Result result =
        train("--optimizer", "schedule_free_sgd", "--weight-averaging", "ema(decay=0.9)");
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err())
        .contains("schedule_free_sgd evaluates an average of its own")
        .contains("ema(decay=0.9)");
  }

  @Test
  void lookaheadSaysWhatItCannotTake() {
    Cli.Result result = train("--optimizer", "lookahead(optimizer=muon)");
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains("one that updates elements by themselves");
  }
}
