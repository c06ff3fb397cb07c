package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metrics of rows by which something was chosen flatter, and every output says so. */
class ChosenByTest {
  private static final Path CANCER = Cli.DATA.resolve("breast_cancer.csv");

  @TempDir private Path folder;

  private List<Object> train(Object... flags) {
    List<Object> arguments = new ArrayList<>(List.of("train", "--data", CANCER));
    arguments.addAll(List.of("--target", "diagnosis", "--epochs", 3, "--layers", 4));
    arguments.addAll(List.of("--model", folder.resolve("m.safetensors")));
    arguments.addAll(List.of(flags));
    return arguments;
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--early-stopping | validation_loss | early_stopping",
        "--early-stopping | accuracy(patience=2) | early_stopping",
        "--early-stopping | loss |",
        "--stop-when | accuracy >= 0.5 | stop_when",
        "--stop-when | validation_loss <= 9 | stop_when",
        "--stop-when | loss <= 9 |",
        "--stop-when | epoch >= 2 |",
        "--schedule | reduce_on_plateau | schedule",
        "--schedule | cosine |",
        "--threshold | f1 | threshold",
        "--threshold | 0.4 |",
        "--stop-tolerance | 0.001 |",
        "--time-budget | 1h |",
      })
  void validationRowsAreSaidToBeChosenByWhereTrainingLookedAtThem(
      String flag, String value, String setting) {
    Cli.Result text = Cli.ok(train(flag, value).toArray());
    Cli.Result json = Cli.ok(train(flag, value, "--json").toArray());

    assertThat(json.json().path("evaluated_on").asString()).isEqualTo("validation");
    assertThat(json.json().path("chosen_by").asBoolean()).isEqualTo(setting != null);
    if (setting == null) {
      assertThat(text.out()).contains("samples (validation)").doesNotContain("chose");
    } else {
      assertThat(text.out().replaceAll("\\s+", " "))
          .contains("samples (validation, chosen by)")
          .contains(
              setting
                  + " chose by these samples, so the metrics flatter the model; hold a test set out"
                  + " to judge it by: --test 0.2");
    }
  }

  @Test
  void testRowsAreNot() {
    Object[] early = {"--early-stopping", "validation_loss", "--test", 0.2};

    assertThat(Cli.ok(train(early).toArray()).out()).contains("(test)").doesNotContain("chose");
    List<Object> json = train(early);
    json.add("--json");
    assertThat(Cli.ok(json.toArray()).json().path("chosen_by").asBoolean(true)).isFalse();
  }

  @Test
  void aReportSaysItOfTheRowsItConcerns() throws IOException {
    Path report = folder.resolve("report");
    Cli.ok(train("--threshold", "f1", "--report", report).toArray());

    assertThat(Files.readString(report.resolve("index.html")))
        .contains("accuracy (validation, chosen by)", "threshold chose by the validation rows");

    Cli.ok(train("--threshold", "f1", "--test", 0.2, "--report", report).toArray());

    assertThat(Files.readString(report.resolve("index.html")))
        .contains("accuracy (test)", ">validation, chosen by</th>")
        .doesNotContain("threshold chose by");
  }

  @Test
  void theRowsOfFoldsAreNot() {
    Cli.Result result =
        Cli.ok(
            "crossval",
            "--data",
            CANCER,
            "--target",
            "diagnosis",
            "--epochs",
            2,
            "--folds",
            2,
            "--early-stopping",
            "validation_loss",
            "--json");

    assertThat(result.json().path("chosen_by").asBoolean(true)).isFalse();
  }

  @Test
  void theScoresOfASearchAre() {
    Path yaml = folder.resolve("s.yaml");
    Cli.write(
        yaml,
        "data: "
            + CANCER.toAbsolutePath()
            + "\ntarget: diagnosis\nepochs: 1\nbatch: {choice: [8, 16]}\n");
    Object[] search = {
      "search", yaml, "--results", folder.resolve("r"), "--best", folder.resolve("b.yaml")
    };

    String text = Cli.ok(search).out().replaceAll("\\s+", " ");

    assertThat(text)
        .contains("validation rows (chosen by)")
        .contains("The best trial was chosen by its score, which flatters it. Hold a test set out");
    List<Object> json = new ArrayList<>(List.of(search));
    json.add("--json");
    assertThat(Cli.ok(json.toArray()).json().path("chosen_by").asBoolean()).isTrue();
    List<Object> tested = new ArrayList<>(List.of(search));
    tested.addAll(List.of("--test", 0.2, "--results", folder.resolve("r2")));
    tested.remove(3);
    tested.remove(2);
    assertThat(Cli.ok(tested.toArray()).out().replaceAll("\\s+", " "))
        .contains("b.yaml judges it by the test set, which no trial has looked at.");
  }

  @Test
  void aModelThatIsReplacedIsSaidToBe() {
    assertThat(Cli.ok(train().toArray()).out()).contains("m.safetensors\n");
    assertThat(Cli.ok(train().toArray()).out()).contains("m.safetensors (replaced)\n");
    assertThat(Cli.ok(train("--json").toArray()).json().path("model_replaced").asBoolean())
        .isTrue();
  }
}
