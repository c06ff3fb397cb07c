package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** That numbers that are far too large are refused in words, before anything is made for them. */
@Timeout(60)
class CountsTest {
  @TempDir private static Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "crossval @iris --folds 1000000000 | folds: their number must be 2 to the number of rows",
        "crossval @iris --repeats 1000000000 | --repeats: must be a whole number from 1 to 10000",
        "lr-find @iris --steps 2000000000 --terminal | steps must be at most 100000",
        "train @iris --layers 999999999:relu | --layers: the network has 7999999995 parameters",
        "bench wide --layers 10,10 --batch 2000000000 | --batch: 8 batches of 2000000000×10 numbers",
        "plot surface --model @model --steps 2147483647 --terminal | --steps must be from 1 to 2000"
      })
  void refuses(String line, String message) {
    Cli.Result result = run(line);
    assertThat(result.code()).as(result.err()).isEqualTo(2);
    assertThat(result.err().lines().reduce("", (a, b) -> b)).startsWith("nn: ").contains(message);
  }

  @ParameterizedTest
  @CsvSource({"--batch 2147483647", "--threads 1000000", "--keep 2147483647", "--epochs 1e9"})
  void takesWhatIsOnlyABound(String flag) {
    Path model = folder.resolve("bound");
    assertThat(run("train @iris --time-budget 1ms " + flag + " --model " + model).code()).isZero();
  }

  private static Cli.Result run(String line) {
    Path model = folder.resolve("points");
    if (line.contains("@model")) {
      Cli.ok(
          "train",
          "--data",
          Cli.DATA.resolve("five_points.csv"),
          "--target",
          "y",
          "--epochs",
          1,
          "--model",
          model);
    }
    List<Object> words = new ArrayList<>();
    for (String word : line.split(" ")) {
      switch (word) {
        case "@iris" ->
            words.addAll(List.of("--data", Cli.DATA.resolve("iris.csv"), "--target", "species"));
        case "@model" -> words.add(model);
        default -> words.add(word);
      }
    }
    return Cli.run(words.toArray());
  }
}
