package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That what a file of data or a model puts into names and labels cannot steer a terminal. */
class EscapesTest {
  private static final String EVIL = "a\u001b[2J\u009b1m\u202eb";
  private static final String SHOWN = "a\\u001b[2J\\u009b1m\\u202eb";

  @TempDir private static Path folder;

  private static Path data;
  private static Path model;

  @BeforeAll
  static void train() {
    model = folder.resolve("m");
    data =
        Cli.write(
            folder.resolve("data.csv"),
            "x" + EVIL + ",kind\n" + ("1," + EVIL + "\n2,other\n").repeat(30));
  }

  private static Cli.Result trained(Object... more) {
    return Cli.ok(
        Stream.concat(
                Stream.of(
                    "train", "--data", data, "--target", "kind", "--epochs", 1, "--model", model),
                Stream.of(more))
            .toArray());
  }

  private static void requireHarmless(Cli.Result result) {
    assertThat(result.out() + result.err()).doesNotContain("\u001b", "\u009b", "\u202e");
  }

  @Test
  void trainEvaluateInspectAndErrorsShowThemEscaped() {
    Cli.Result result = trained();
    requireHarmless(result);
    assertThat(result.out()).contains(SHOWN);
    Cli.Result inspected = Cli.ok("inspect", model);
    requireHarmless(inspected);
    assertThat(inspected.out()).contains("x" + SHOWN);
    requireHarmless(Cli.ok("inspect", model, "--trace", "--data", data));
    requireHarmless(Cli.ok("evaluate", "--model", model, "--data", data));
    requireHarmless(
        Cli.run("evaluate", "--model", model, "--data", data, "--positive", EVIL + "?"));
    requireHarmless(Cli.run("evaluate", "--model", folder.resolve(EVIL), "--data", data));
    requireHarmless(
        Cli.run("evaluate", "--model", folder.resolve(EVIL), "--data", data, "--stacktrace"));
    requireHarmless(Cli.run("train", "--" + EVIL));
  }

  @Test
  void jsonSaysTheSameAndPredictionsAreAsTheyWere() {
    Cli.Result json = trained("--json");
    requireHarmless(json);
    assertThat(json.json().path("labels").toString()).contains("other");
    assertThat(json.json().path("labels").get(0).asString()).isEqualTo(EVIL);
    assertThat(Cli.ok("predict", "--model", model, "--data", data).out().lines().findFirst())
        .hasValueSatisfying(header -> assertThat(header).contains(EVIL));
  }
}
