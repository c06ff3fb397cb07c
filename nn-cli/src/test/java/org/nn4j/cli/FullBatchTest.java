package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Optimizers that evaluate the loss over all rows, on the command line. */
class FullBatchTest {
  @TempDir private Path folder;

  private Cli.Result train(Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("train", "--data", Cli.DATA.resolve("iris.csv"), "--target"));
    words.addAll(List.of("species", "--layers", "4:tanh", "--optimizer", "lbfgs"));
    words.addAll(List.of("--model", folder.resolve("m.safetensors")));
    words.addAll(List.of(more));
    return Cli.run(words.toArray());
  }

  @Test
  void allRowsAndTheRateOneAreTheDefault() {
    Cli.Result config = train("--print-config");
    assertThat(config.code()).isZero();
    assertThat(config.out()).contains("batch: full").contains("\nschedule: constant\n");
    Cli.Result result = train("--epochs", 40, "--json");
    assertThat(result.code()).isZero();
    assertThat(result.json().path("history").size()).isBetween(10, 40);
    assertThat(result.json().path("history").get(0).path("loss").asDouble())
        .isGreaterThan(10 * result.json().path("history").get(9).path("loss").asDouble());
  }

  @Test
  void shardsAreSummedOverAsInBatches() {
    String sha =
        train("--epochs", 9, "--shards", 4, "--json").json().path("parameters_sha256").asString();
    assertThat(
            train("--epochs", 9, "--shards", 4, "--threads", 1, "--json")
                .json()
                .path("parameters_sha256")
                .asString())
        .isEqualTo(sha);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "--preset; standard; takes all rows at once, but the networks of the preset standard",
        "--batch; 32; lbfgs evaluates the loss over all rows in every step, but batch is 32",
        "--clip-norm; 1; lbfgs needs the gradient of the loss as it is",
        "--parameter-groups; *.bias(rate=0.1); lbfgs finds the steps of all parameters together"
      })
  void whatDoesNotFitIsWrongInput(String flag, String value, String message) {
    Cli.Result result = train(flag, value);
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  @Test
  void thereIsNoRateToLookFor() {
    Cli.Result result =
        Cli.run(
            "lr-find",
            "--data",
            Cli.DATA.resolve("iris.csv"),
            "--target",
            "species",
            "--optimizer",
            "lbfgs");
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("lbfgs finds the length of its steps by itself");
  }
}
