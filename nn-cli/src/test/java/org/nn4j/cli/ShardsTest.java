package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.SyntheticTables;

class ShardsTest {
  @TempDir private Path folder;

  private String sha(Path data, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of("train", "--data", data, "--ignore", "price,a,b,sold", "--target", "class"));
    words.addAll(List.of("--epochs", 5, "--json", "--model", folder.resolve("m.safetensors")));
    words.addAll(List.of(more));
    return Cli.run(words.toArray()).json().path("parameters_sha256").asString();
  }

  /** Classes, texts, gaps and dates, divided at random into what is learnt and what is not. */
  @ParameterizedTest
  @ValueSource(strings = {"--class-weight=balanced", "--early-stopping=validation_loss"})
  void whereRowsStandDoesNotMatterWithShards(String more) throws IOException {
    String text = SyntheticTables.of(11, 400);
    Path file = Files.writeString(folder.resolve("rows.csv"), text);
    List<String> lines = new ArrayList<>(text.lines().toList());
    Collections.shuffle(lines.subList(1, lines.size()), new Random(5));
    Path shuffled = Files.writeString(folder.resolve("shuffled.csv"), String.join("\n", lines));

    String sha = sha(file, "--shards", 8, more);
    assertThat(sha(shuffled, "--shards", 8, more)).isEqualTo(sha);
    assertThat(sha(file, "--shards", 8, more, "--threads", 1)).isEqualTo(sha);
    assertThat(sha(file, "--shards", 16, more)).isNotEqualTo(sha);
    assertThat(sha(file, more)).isNotEqualTo(sha(shuffled, more));
  }

  @Test
  void shardsAreAPowerOfTwo() {
    Cli.Result result =
        Cli.run(
            "train", "--data", Cli.DATA.resolve("iris.csv"), "--target", "species", "--shards", 3);
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err())
        .contains("--shards: shards must be a power of two from 1 to 4096 but is 3");
  }
}
