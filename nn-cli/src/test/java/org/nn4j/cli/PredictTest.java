package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.api.Matrix;
import org.nn4j.core.model.Model;

/** Predictions of more rows than are predicted at once. */
class PredictTest {
  private static final int ROWS = 9000;

  @TempDir private static Path folder;

  private static Path model;

  @BeforeAll
  static void train() {
    model = folder.resolve("line.safetensors");
    Path data = table("train.csv", 200, "1");
    Cli.ok(
        "train",
        "--data",
        data,
        "--target",
        "y",
        "--layers",
        "none",
        "--epochs",
        5,
        "--model",
        model);
  }

  private static Path table(String name, int rows, String last) {
    String text =
        IntStream.range(0, rows)
            .mapToObj(row -> (row < rows - 1 ? row % 97 : last) + "," + row % 97 * 2)
            .collect(Collectors.joining("\n", "x,y\n", "\n"));
    return Cli.write(folder.resolve(name), text);
  }

  @Test
  void theFileHasALineForEachRowInTheirOrder() throws IOException {
    Path data = table("many.csv", ROWS, "1");
    Path output = folder.resolve("many-predicted.csv");
    Cli.Result result =
        Cli.ok("predict", "--model", model, "--data", data, "--output", output, "--json");

    assertThat(result.json().path("rows").asInt()).isEqualTo(ROWS);
    var lines = Files.readAllLines(output);
    assertThat(lines).hasSize(ROWS + 1).startsWith("prediction");
    for (int row = 97; row < ROWS - 1; row++) {
      assertThat(lines.get(row + 1)).as("row %s", row).isEqualTo(lines.get(row % 97 + 1));
    }
    assertThat(lines.get(ROWS)).isEqualTo(lines.get(2));
    assertThat(Cli.ok("predict", "--model", model, "--data", data).out())
        .isEqualTo(Files.readString(output));
  }

  @Test
  void aFaultInTheLastRowLeavesTheFileAsItWas() throws IOException {
    Path data = table("faulty.csv", ROWS, "1e300"); // too large for float32
    Path output = Cli.write(folder.resolve("before.csv"), "before");
    Cli.Result result = Cli.run("predict", "--model", model, "--data", data, "--output", output);

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains("faulty.csv:" + (ROWS + 1));
    assertThat(output).hasContent("before");
    try (var files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
    }
  }

  @Test
  void aProgramGetsTheSameNumbersOfAFile() throws IOException {
    String rows = "-999,53111,1\n41,50667,2\n23,53111,3\n35,40210,4\n";
    Path train = Cli.write(folder.resolve("zips.csv"), "age,zip,y\n" + rows.repeat(5));
    Path zips = folder.resolve("zips.safetensors");
    Cli.ok(
        "train",
        "--data",
        train,
        "--target",
        "y",
        "--task",
        "regression",
        "--missing",
        "-999",
        "--categorical",
        "zip",
        "--epochs",
        2,
        "--model",
        zips);
    Path data =
        Cli.write(folder.resolve("other.csv"), " AGE ,note,Zip\n-999,a,53111\n30,b,40210\n");
    Matrix values = Model.load(zips).predict(data).values();
    assertThat(Cli.ok("predict", "--model", zips, "--data", data).out().lines().toList())
        .containsExactly(
            "prediction",
            Float.toString((float) values.get(0, 0)),
            Float.toString((float) values.get(1, 0)));
  }
}
