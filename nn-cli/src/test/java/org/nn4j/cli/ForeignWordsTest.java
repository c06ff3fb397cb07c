package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What people write who come from other libraries: it is understood, or answered with our words.
 */
class ForeignWordsTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private Path folder;

  private static Cli.Result train(Object... flags) {
    List<Object> arguments = new ArrayList<>(List.of("train", "--print-config"));
    arguments.addAll(List.of("--data", IRIS, "--target", "species"));
    arguments.addAll(List.of(flags));
    return Cli.run(arguments.toArray());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "--lr | 0.02 | --optimizer \"adamw(lr=0.02)\"",
        "--learning-rate | auto | --optimizer \"adamw(lr=0.01)\"",
        "--learning_rate=0.5 | | --optimizer \"adamw(lr=0.5)\"",
        "--weight-decay | 0.3 | --optimizer \"adamw(weight_decay=0.3)\"",
        "--momentum | 0.5 | --optimizer \"sgd(momentum=0.5)\"",
        "--batch-size | 16 | --batch 16",
        "--hidden | 2 | --layers 16:relu,16:relu",
        "--activation | tanh | --layers 16:tanh,16:tanh",
        "--dropout | 0.4 | --layers \"16:relu,dropout(rate=0.4),16:relu\"",
        "--l2 | 0.1 | --layers \"dense(units=16, activation=relu, l2=0.1)\"",
        "--test-size | 0.3 | --test 0.3",
        "--val-split | 0.3 | --validation 0.3",
        "--output-file | m.st | --model m.st",
        "--patience | 7 | --early-stopping \"validation_loss(patience=7)\"",
        "--max-iter | 7 | --epochs 7",
        "--random-state | 7 | --seed 7",
        "--n-jobs | 2 | --threads 2",
        "--criterion | mse | --loss mse",
        "--regression | | --task regression",
      })
  void aForeignFlagIsAnsweredWithOurs(String flag, String value, String ours) {
    Cli.Result result = value == null ? train(flag) : train(flag, value);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("nn train has no flag " + flag.split("=")[0] + "; write " + ours.strip());
  }

  @ParameterizedTest(name = "nn {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "train --train a.csv --label y | --train | --data a.csv",
        "train --data a.csv --label y | --label | --target y",
        "predict --model m --data d --output-file p.csv | --output-file | --output p.csv",
        "evaluate --model m --input d.csv | --input | --data d.csv",
        "crossval --data a.csv --target y --cv 3 | --cv | --folds 3",
      })
  void everyVerbAnswersWithAFlagThatItHas(String line, String flag, String ours) {
    Cli.Result result = Cli.run((Object[]) line.split(" "));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(" has no flag " + flag + "; write " + ours + ".");
  }

  @Test
  void aForeignKeyIsAnsweredWithOurs() {
    Path yaml = folder.resolve("c.yaml");
    Cli.write(yaml, "target: species\nlearning_rate: 0.02\n");

    assertThat(Cli.run("train", yaml).err())
        .contains(":2:1: unknown key 'learning_rate'; write optimizer: adamw(lr=0.02)");

    Cli.write(yaml, "target: species\nfoobarbaz: 1\n");

    assertThat(Cli.run("train", yaml).err())
        .contains(":2:1: unknown key 'foobarbaz'; the keys are data, target,");
  }

  /** Every answer is a command line: what the table tells to write must be read. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "lr",
        "weight_decay",
        "momentum",
        "optim",
        "batch_size",
        "hidden",
        "activation",
        "dropout",
        "batch_norm",
        "l2",
        "l1",
        "output_activation",
        "test_size",
        "val",
        "early_stop",
        "patience",
        "min_delta",
        "n_epochs",
        "random_state",
        "criterion",
        "scheduler",
        "normalize",
        "impute",
        "metric",
        "balanced",
        "n_jobs",
        "grad_clip",
        "clipvalue",
        "dtype",
        "init",
        "time_limit",
        "classification",
        "problem"
      })
  void whatIsToldToWriteIsRead(String foreign) {
    String message = train("--" + foreign).err();
    String told = message.replaceFirst("(?s).*; write (.*?)\\. See nn train.*", "$1");
    String[] words = told.strip().split(" ", 2);
    String value = words[1].replace("\"", "");

    // Some do not suit irises, but all are read.
    assertThat(train(words[0], value).err())
        .as(told)
        .doesNotContain("has no flag")
        .doesNotContain("has no parameter")
        .doesNotContain("unknown")
        .doesNotContain(words[0] + ": must be");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--layers | [16, 8] | - 16:relu\\n- 8:relu",
        "--layers | (16,8) | - 16:relu\\n- 8:relu",
        "--layers | [] | layers: []",
        "--metrics | [accuracy, mcc] | - accuracy\\n- mcc",
        "--validation | 20% | validation: 0.2",
        "--test | 12.5 % | test: 0.125",
        "--label-smoothing | 10% | label_smoothing: 0.1",
        "--epochs | 1e3 | epochs: 1000",
        "--batch | 64.0 | batch: 64",
        "--time-budget | 5 min | time_budget: 5m",
        "--time-budget | 1 hour 30 minutes | time_budget: 1h30m",
      })
  void whatIsMeantIsUnderstood(String flag, String value, String yaml) {
    Cli.Result result = train(flag, value);

    assertThat(result.err()).isEmpty();
    assertThat(result.out().replace("  ", "")).contains(yaml.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--layers | 16 16 | write dense layers as 16:relu,16:relu",
        "--layers | 16x16 | write dense layers as 16:relu,16:relu",
        "--layers | relu:16 | write dense layers as 16:relu,16:relu",
        "--layers | 16:relu:16 | write dense layers as 16:relu,16:relu",
        "--validation | 20 | must be a fraction in [0, 1) such as 0.2 or 20%, or a file",
        "--validation | 120% | must be a fraction in [0, 1) such as 0.2 or 20%, or a file",
        "--epochs | 1.5 | must be a whole number ≥ 1",
        "--epochs | 1e99 | must be a whole number ≥ 1",
        "--time-budget | 5 | '5' has no unit; write 5s, 5m or 5h",
        "--optimizer | adam(learning_rate=0.1) | did you mean 'lr'?",
        "--metrics | auc | did you mean 'roc_auc'?",
        "--layers | 16:lrelu | did you mean 'leaky_relu'?",
        "--early-stopping | acc | did you mean 'accuracy'?",
        "--early-stopping | validation_loss(tol=3) | did you mean 'min_delta'?",
      })
  void whatIsNotUnderstoodIsAnsweredWithAnExample(String flag, String value, String part) {
    Cli.Result result =
        Cli.run(
            "train",
            "--data",
            IRIS,
            "--target",
            "species",
            flag,
            value,
            "--model",
            folder.resolve("m"));

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(part);
  }

  @Test
  void aFileOfAnotherKindThanSettingsIsSentWhereItBelongs() {
    Path model = folder.resolve("m.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--epochs", 1, "--model", model);

    assertThat(Cli.run("train", model).err())
        .contains("a model to nn evaluate, predict or inspect");
    assertThat(Cli.run("search", model).err()).contains("a model to nn evaluate");
    assertThat(Cli.run("train", IRIS).err()).contains("data are given by --data FILE");
    assertThat(Cli.run("train", folder).err()).contains("a checkpoint to go on from by --resume");
    assertThat(Cli.run("train", "--data", IRIS, "--target", "species", "--layers", 16, 16).err())
        .contains("16: there is no such file of settings (YAML); a value with blanks needs quotes");
  }

  @Test
  void plotHistoryTakesTheFolderOfAReport() {
    Path report = folder.resolve("report");
    Path picture = folder.resolve("h.svg");
    Cli.ok(
        "train",
        "--data",
        IRIS,
        "--target",
        "species",
        "--epochs",
        2,
        "--report",
        report,
        "--model",
        folder.resolve("m.safetensors"));

    Cli.ok("plot", "history", report, "--picture", picture);

    assertThat(picture).exists();
    assertThat(Cli.run("plot", "history", folder).err())
        .contains("is a folder without run.json: give what nn train --json printed");
    assertThat(Cli.run("plot", "history", IRIS).err()).contains("or the folder of a --report");
  }
}
