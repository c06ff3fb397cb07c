package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Functions that are written as formulas: minimized, and their derivatives checked. */
class MinimizeTest {
  private static final String BOWL = "(x1-6)^2 + x2^2 - x1*x2";
  private static final String CHAIN = "(w3*relu(w2*relu(w1)) - 10)^2";

  @TempDir private Path folder;

  @Test
  void givenRatesTakeTheKnownSteps() {
    Cli.Result result =
        Cli.ok(
            "minimize", BOWL, "--start", "6,6", "--schedule", "piecewise(1/2,1/3,1/4)", "--json");

    JsonNode path = result.json().path("path");
    assertThat(path).hasSize(4);
    double[][] expected = {{6, 6, 0}, {9, 3, -9}, {8, 4, -12}, {8, 4, -12}};
    for (int step = 0; step < expected.length; step++) {
      assertThat(path.get(step).path("x").get(0).asDouble()).isEqualTo(expected[step][0]);
      assertThat(path.get(step).path("x").get(1).asDouble()).isEqualTo(expected[step][1]);
      assertThat(path.get(step).path("value").asDouble()).isEqualTo(expected[step][2]);
    }
    assertThat(result.json().path("converged").asBoolean()).isTrue();
  }

  @Test
  void tenStepsOfAConstantRateEndWhereTheyAreKnownTo() {
    assertThat(
            Cli.ok("minimize", BOWL, "--start", "6,6", "--optimizer", "sgd(lr=0.1)", "--steps", 10)
                .out())
        .contains("10  7.943505  4.056495", "--steps allows more");
  }

  @Test
  void thePathIsDrawnOverContourLines() throws Exception {
    Path picture = folder.resolve("path.svg");
    Cli.ok("minimize", BOWL, "--start", "6,6", "--plot", "--picture", picture);

    assertThat(Files.readString(picture)).contains("contours", "path", "start", "end");
    assertThat(Cli.run("minimize", "x^2", "--start", 1, "--plot", "--picture", picture).err())
        .contains("--plot draws functions of two variables, but this one has 1");
  }

  @Test
  void aDescentThatDivergesSaysSoAndFails() {
    Cli.Result result = Cli.run("minimize", "x^4", "--start", 10, "--optimizer", "sgd(lr=1)");

    assertThat(result.out()).contains("diverged: try a smaller learning rate");
    assertThat(result.code()).isEqualTo(1);
  }

  @Test
  void derivativesOfAChainAreShownBesideTheirDifferences() {
    Cli.Result result =
        Cli.ok("gradcheck", "--function", CHAIN, "--at", "2,2,3", "--sweep", "--json");

    JsonNode variables = result.json().path("variables");
    double[][] expected = {
      {24, 24.0036, 23.9964, 24}, {24, 24.0036, 23.9964, 24}, {16, 16.0016, 15.9984, 16}
    };
    String[] columns = {"analytic", "forward", "backward", "central"};
    for (int i = 0; i < expected.length; i++) {
      assertThat(variables.get(i).path("variable").asString()).isEqualTo("w" + (i + 1));
      for (int c = 0; c < columns.length; c++) {
        assertThat(variables.get(i).path(columns[c]).asDouble())
            .isCloseTo(expected[i][c], within(1e-7));
      }
    }
    assertThat(result.json().path("sweep")).hasSize(10);
    assertThat(result.json().path("passed").asBoolean()).isTrue();
  }

  @Test
  void mistakesAreExplained() {
    assertThat(Cli.run("minimize", "(x1*", "--start", 1).err())
        .contains("FUNCTION: ", "at character");
    assertThat(Cli.run("minimize", BOWL, "--start", "6").err())
        .contains("--start must have a number for each of x1, x2, but is [6.0]");
    assertThat(Cli.run("minimize", "3", "--start", 1).err()).contains("has no variable");
    assertThat(Cli.run("gradcheck", "--at", "1,2").err()).contains("name that by --function");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--start 1 --optimizer levenberg_marquardt | minimizes sums of squares",
        "--start 1 --picture a.svg | --picture is for a plot; add --plot",
        "--start 1 --terminal | --terminal is for a plot; add --plot",
        "--start 1 --steps 0 | --steps must be at least 1 but is 0",
        "--start 1 --steps x | 'x' is not a whole number",
        "--start 1 --stop -1 | --stop must be a finite number",
        "--start x | 'x' is not a number",
        "--start 1e400 | --start: the function is Infinity at [Infinity]",
        "--start 1 --schedule formula(-1) | formula: -1 is -1.0 at step 0 of 100"
      })
  void wrongFlagsAreExplained(String flags, String message) {
    List<Object> words = new ArrayList<>(List.of("minimize", "x^2"));
    words.addAll(List.of(flags.split(" ")));

    Cli.Result result = Cli.run(words.toArray());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message).doesNotContain("unexpected", "diverged");
  }

  @Test
  void aFunctionThatStartsWithAMinusStandsBehindTwoDashes() {
    assertThat(Cli.run("minimize", "-x^2", "--start", 1).err()).contains("-- \"-x^2\"");
    assertThat(Cli.ok("minimize", "--start", 1, "--", "-x^2").out()).contains("1.200000");
  }

  @Test
  void functionsAreCheckedWithinTheirDomainAndWithoutData() {
    assertThat(Cli.run("gradcheck", "--function", "log(x)", "--at", 0).err())
        .contains("--at: the function is -Infinity at [0.0]");
    assertThat(Cli.run("gradcheck", "--function", "x^2", "--at", 1, "--step", 0).err())
        .contains("--step must be a finite number > 0 but is 0.0");
    assertThat(Cli.run("gradcheck", "--function", "x^2", "--at", 1, "--seed", 3).err())
        .contains("--seed: a formula has no data, network or training");
  }
}
