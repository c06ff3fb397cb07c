package org.nn4j.duckdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.cli.Main;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model does not depend on the form that its data have. */
@NeedsDuckDb
class ParquetTrainingTest {
  @TempDir private static Path folder;
  private static Path csv;
  private static Path large;
  private static String expected;

  @BeforeAll
  static void write() throws IOException {
    String rows = rows(2000);
    csv = DuckDb.csv(folder.resolve("data.csv"), rows);
    Path parquet = DuckDb.parquet(folder.resolve("data.parquet"), rows);
    DuckDb.run(
        "ATTACH '" + folder.resolve("data.duckdb") + "' AS d", "CREATE TABLE d.t AS " + rows);
    Files.writeString(folder.resolve("data.sql"), "SELECT * FROM '" + parquet + "'");
    large = DuckDb.parquet(folder.resolve("large.parquet"), rows(300_000));
    expected = sha(train(csv));
  }

  private static String rows(int count) {
    return "SELECT sin(i) * 10 AS a, (i * 37 % 1000 / 8.0)::DECIMAL(10,3) AS b,"
        + " CASE WHEN i % 9 > 0 THEN i * i % 256 END AS count,"
        + " CASE WHEN i % 7 > 0 THEN ['red', 'green', 'a, \"b\"'][i % 3 + 1] END AS colour,"
        + " i % 2 = 0 AS even, CASE WHEN sin(i) > 0.1 THEN 'yes' ELSE 'no' END AS label FROM range("
        + count
        + ") r(i)";
  }

  private static String nn(int code, Object... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String[] args = Arrays.stream(words).map(String::valueOf).toArray(String[]::new);
    assertThat(
            Main.run(
                args,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8)))
        .as(err.toString(StandardCharsets.UTF_8) + out.toString(StandardCharsets.UTF_8))
        .isEqualTo(code);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static JsonNode train(Path data, Object... more) {
    List<Object> words = new ArrayList<>(List.of("train", "--data", data, "--target", "label"));
    words.addAll(List.of("--layers", "8:tanh", "--epochs", 1, "--batch", 500, "--json"));
    if (!Arrays.asList(more).contains("--model")) {
      words.addAll(List.of("--model", folder.resolve("model.safetensors")));
    }
    words.addAll(Arrays.asList(more));
    return JsonMapper.shared().readTree(nn(0, words.toArray()));
  }

  private static String sha(JsonNode trained) {
    return trained.path("parameters_sha256").asString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"data.parquet", "data.duckdb", "data.sql"})
  void theModelIsThatOfTheSameValuesInCsv(String data) {
    assertThat(sha(train(folder.resolve(data)))).isEqualTo(expected).hasSize(64);
  }

  @Test
  void everyVerbReadsParquet() {
    Path parquet = folder.resolve("data.parquet");
    Path model = folder.resolve("verbs.safetensors");
    train(csv, "--model", model);

    assertThat(nn(0, "predict", "--model", model, "--data", parquet))
        .isEqualTo(nn(0, "predict", "--model", model, "--data", csv));
    assertThat(metrics(nn(0, "evaluate", "--model", model, "--data", parquet, "--json")))
        .isEqualTo(metrics(nn(0, "evaluate", "--model", model, "--data", csv, "--json")));
    assertThat(crossval(parquet)).isEqualTo(crossval(csv));
    assertThat(sha(train(csv, "--validation", parquet)))
        .isEqualTo(sha(train(csv, "--validation", csv)));
  }

  private static JsonNode crossval(Path data) {
    return metrics(
        nn(
            0,
            "crossval",
            "--data",
            data,
            "--target",
            "label",
            "--folds",
            2,
            "--epochs",
            1,
            "--json"));
  }

  private static JsonNode metrics(String json) {
    JsonNode metrics = JsonMapper.shared().readTree(json).path("metrics");
    assertThat(metrics.isEmpty()).isFalse();
    return metrics;
  }

  @Test
  void aTableThatExceedsTheBudgetIsCachedWithTheSameBytes() throws IOException {
    String inMemory = sha(train(large));
    Object[] cached = {"--memory-budget", "1MB"};

    assertThat(sha(train(large, cached))).isEqualTo(inMemory);
    Path cache = folder.resolve("large.parquet.nn4j-cache");
    FileTime made = Files.getLastModifiedTime(cache);
    assertThat(sha(train(large, cached))).isEqualTo(inMemory);
    assertThat(Files.getLastModifiedTime(cache)).isEqualTo(made);
  }

  @Test
  void theCacheOfAQueryIsMadeAgainWhenItsRowsHaveChanged() throws IOException {
    Path rows = DuckDb.parquet(folder.resolve("rows.parquet"), rows(3000));
    Path query = Files.writeString(folder.resolve("rows.sql"), "FROM '" + rows + "' ORDER BY a");
    String before = sha(train(query, "--memory-budget", "1KB"));

    assertThat(sha(train(query, "--memory-budget", "1KB"))).isEqualTo(before);

    DuckDb.parquet(rows, rows(3001));
    assertThat(sha(train(query, "--memory-budget", "1KB")))
        .isNotEqualTo(before)
        .isEqualTo(sha(train(query)));
  }

  @Test
  void aRunDoesNotGoOnWithOtherRowsOfTheSameQuery() throws IOException {
    Path rows = DuckDb.parquet(folder.resolve("part.parquet"), rows(500));
    Path query = Files.writeString(folder.resolve("part.sql"), "FROM '" + rows + "'");
    Path checkpoints = folder.resolve("checkpoints");
    train(query, "--checkpoint", checkpoints);
    DuckDb.parquet(rows, rows(501));

    assertThat(nn(2, "train", "--resume", checkpoints, "--epochs", 3, "--json"))
        .contains("has changed since");
  }

  @Test
  void theSourceIsListedAndVerified() {
    assertThat(nn(0, "plugins", "list", "sources")).contains("duckdb", "Parquet");
    assertThat(nn(0, "plugins", "show", "duckdb")).contains("table source");
    assertThat(nn(0, "plugins", "verify", "duckdb")).contains("duckdb");
  }
}
