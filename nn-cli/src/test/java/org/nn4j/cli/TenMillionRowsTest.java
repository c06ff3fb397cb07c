package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import de.siegmar.fastcsv.reader.CsvReader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/**
 * Trains on a CSV file of ten million rows in a heap of one gibibyte, and tells the rates in rows a
 * second beside FastCSV's, parsing the same file and doing nothing with it. Takes minutes and 2 GB
 * of disk: run it with {@code mvn -pl nn-cli -am test -Dtest=TenMillionRowsTest -DexcludedGroups=}.
 */
@Tag("scale")
class TenMillionRowsTest {
  private static final int ROWS = Integer.getInteger("scale.rows", 10_000_000);
  private static final int COLUMNS = 10;
  private static final Pattern MADE = Pattern.compile("made in ([0-9.]+) s, (\\d+) rows/s");

  @TempDir private Path folder;

  @Test
  void aLargeFileIsLearntInASmallHeap() throws IOException {
    Path csv = write(folder.resolve("large.csv"));
    double bare = bareRate(csv);
    Path model = folder.resolve("large.safetensors");
    List<String> command =
        Jvm.command(
            "train",
            "--json",
            "--data",
            csv,
            "--target",
            "label",
            "--layers",
            "16:relu",
            "--batch",
            1024,
            "--epochs",
            1,
            "--model",
            model);
    command.remove(Jvm.QUICK);
    command.addAll(1, List.of("-Xmx1g", "--add-modules", "jdk.incubator.vector"));
    Cli.Result first = Jvm.run(Map.of(), command);
    assertThat(first.code()).as(first.err()).isZero();
    Cli.Result second = Jvm.run(Map.of(), command);

    JsonNode json = first.json();
    assertThat(json.path("metrics").path("accuracy").asDouble()).isGreaterThan(0.9);
    assertThat(second.json().path("parameters_sha256")).isEqualTo(json.path("parameters_sha256"));
    Matcher made = MADE.matcher(first.err());
    assertThat(made.find()).as(first.err()).isTrue();
    assertThat(MADE.matcher(second.err()).find()).as("the cache is used again").isFalse();
    report(
        ROWS
            + " rows, "
            + Files.size(csv)
            + " bytes, cache "
            + Files.size(folder.resolve("large.csv.nn4j-cache"))
            + " bytes",
        "FastCSV alone: " + rate(bare),
        "CSV to cache: " + rate(Double.parseDouble(made.group(2))),
        "training: " + rate(json.path("history").get(0).path("samples_per_second").asDouble()),
        "whole run: " + json.path("seconds").asString() + " s",
        "run with the cache there: " + second.json().path("seconds").asString() + " s");
  }

  /** Writes what was measured where a person finds it: Surefire shows no entries of a reporter. */
  private static void report(String... lines) throws IOException {
    Files.write(Path.of("target", "ten-million-rows.txt"), List.of(lines));
  }

  private static String rate(double rowsPerSecond) {
    return String.format(Locale.ROOT, "%,.0f rows/s", rowsPerSecond);
  }

  /** Writes numbers of four decimals and whether a weighted sum of them is positive. */
  private static Path write(Path file) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    byte[] digits = new byte[COLUMNS * 8];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (int c = 0; c < COLUMNS; c++) {
        out.write(("x" + c + ",").getBytes(StandardCharsets.UTF_8));
      }
      out.write("label\n".getBytes(StandardCharsets.UTF_8));
      for (int row = 0; row < ROWS; row++) {
        int sum = 0;
        int at = 0;
        for (int c = 0; c < COLUMNS; c++) {
          int value = random.nextInt(100_000);
          sum += (value - 50_000) * (c % 3 - 1);
          for (int d = 6, rest = value; d >= 0; d--) {
            digits[at + d] = (byte) (d == 6 ? ',' : d == 1 ? '.' : '0' + rest % 10);
            rest = d == 6 || d == 1 ? rest : rest / 10;
          }
          at += 7;
        }
        out.write(digits, 0, at);
        out.write(sum > 0 ? '1' : '0');
        out.write('\n');
      }
    }
    return file;
  }

  /** Parses the file, once to warm up on its first rows and once whole. */
  private static double bareRate(Path file) throws IOException {
    double rate = 0;
    for (long limit : new long[] {Math.min(ROWS, 500_000), ROWS}) {
      Counter counter = new Counter();
      long start = System.nanoTime();
      try (CsvReader<Object> csv = CsvReader.builder().build(counter, file)) {
        var rows = csv.iterator();
        while (counter.rows <= limit && rows.hasNext()) {
          rows.next();
        }
      }
      rate = counter.rows / ((System.nanoTime() - start) * 1e-9);
      assertThat(counter.characters).isGreaterThan(limit);
    }
    return rate;
  }

  /** Looks at the length of every field. */
  private static final class Counter extends AbstractBaseCsvCallbackHandler<Object> {
    private long rows;
    private long characters;

    @Override
    protected void handleField(int index, char[] text, int offset, int length, boolean quoted) {
      characters += length;
    }

    @Override
    protected @Nullable Object buildRecord() {
      rows++;
      return this;
    }
  }
}
