package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Of rows that come from several files, what is told of one names its file. */
class SeveralFilesTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() {
    Cli.write(folder.resolve("part-1.csv"), "color,x,y\nred,1,1\nblue,2,2\nred,3,3\n");
    Cli.write(folder.resolve("part-2.csv"), "color,x,y\nblue,4,4\nred,1,7\n");
  }

  private Object[] train(Object... more) {
    List<Object> args = new ArrayList<>(List.of("train", "--data", folder.resolve("part-*.csv")));
    args.addAll(List.of("--target", "y", "--task", "regression", "--validation", 0));
    args.addAll(List.of("--layers", "none", "--epochs", 3));
    args.addAll(List.of("--model", folder.resolve("m.safetensors")));
    args.addAll(List.of(more));
    return args.toArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1GB"})
  void aDivergenceTellsFilesAndLines(String budget) {
    Cli.Result result =
        Cli.run(train("--optimizer", "sgd(lr=1e30)", "--memory-budget", budget, "--json"));

    assertThat(result.code()).isEqualTo(1);
    var error = result.json().path("error");
    assertThat(error.path("message").asString())
        .contains(
            " (data lines part-1.csv:2, part-1.csv:3, part-1.csv:4, part-2.csv:2, part-2.csv:3)");
    assertThat(error.path("lines").valueStream().map(line -> line.asInt()))
        .containsExactly(2, 3, 4, 2, 3);
    assertThat(error.path("files").valueStream().map(file -> file.asString()))
        .containsExactly("part-1.csv", "part-1.csv", "part-1.csv", "part-2.csv", "part-2.csv");
  }

  @Test
  void anUnknownCategoryIsFoundInItsFile() {
    Cli.ok(train());
    Cli.write(folder.resolve("new-1.csv"), "color,x\nred,1\n");
    Cli.write(folder.resolve("new-2.csv"), "color,x\nblue,1\ngreen,1\n");
    Path data = folder.resolve("new-*.csv");
    String err =
        Cli.ok("predict", "--model", folder.resolve("m.safetensors"), "--data", data).err();

    assertThat(err).contains("'green' in column 'color' (1 row, first in new-2.csv:3)");
  }

  @Test
  void rowsThatContradictOneAnotherAreFoundInTheirFiles() {
    Cli.Result result = Cli.run(train("--overfit-batch"));

    assertThat(result.code()).isEqualTo(1);
    assertThat(result.out()).contains("samples in part-1.csv:2 and part-2.csv:3 have the same");
  }

  @Test
  void theReportShowsTheLinesOfTheirFiles() throws IOException {
    Cli.ok(train("--report", folder.resolve("report")));
    Matcher row =
        Pattern.compile("<tr><th scope=\"row\">(.*?):(\\d+)</th>.*<td>([^<]+)</td></tr>")
            .matcher(Files.readString(folder.resolve("report/index.html")));
    int rows = 0;
    for (; row.find(); rows++) {
      List<String> lines = Files.readAllLines(folder.resolve(row.group(1)));
      assertThat(row.group(3)).isEqualTo(lines.get(Integer.parseInt(row.group(2)) - 1));
    }
    assertThat(rows).isEqualTo(5);
  }
}
