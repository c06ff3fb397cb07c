package org.nn4j.bench.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesReportTest {
  private static final int ROWS = 100;

  @TempDir Path root;

  private Path csv(String name, String... targets) throws IOException {
    Path file = root.resolve(name + ".csv");
    List<String> rows =
        IntStream.range(0, ROWS)
            .mapToObj(i -> i + ",\"a, b\"," + targets[i % targets.length])
            .toList();
    Files.writeString(file, "\"x\",\"text\",\"target\"\n" + String.join("\n", rows) + "\n");
    return file;
  }

  @Test
  void everyRowIsInOneOfTheTwoFiles() throws IOException {
    Path file = csv("numbers", "1.5", "2", "-3e4");
    TableFiles table = TableFiles.split(file, root.resolve("work"));

    List<String> train = Files.readAllLines(table.train());
    List<String> test = Files.readAllLines(table.test());
    assertThat(train.get(0)).isEqualTo(test.get(0)).isEqualTo("\"x\",\"text\",\"target\"");
    assertThat(train.size() + test.size()).isEqualTo(ROWS + 2);
    assertThat(test).hasSizeBetween(ROWS / 10, ROWS * 3 / 10);
    train.addAll(test);
    assertThat(train).containsAll(Files.readAllLines(file));
    assertThat(table.columns()).isEqualTo(2);
    assertThat(table.rows()).isEqualTo(ROWS);
  }

  @Test
  void textsAndTwoValuesAreClasses() throws IOException {
    assertThat(TableFiles.split(csv("numbers", "1", "2", "3"), root).classes()).isFalse();
    assertThat(TableFiles.split(csv("two", "0", "1"), root).classes()).isTrue();
    assertThat(TableFiles.split(csv("texts", "1", "2", "x"), root).classes()).isTrue();
  }

  @Test
  void aFileWithoutTargetIsNamed() throws IOException {
    Path file = Files.writeString(root.resolve("other.csv"), "a,b\n1,2\n");

    assertThatThrownBy(() -> TableFiles.split(file, root))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("other.csv has no column target, only [a, b]");
  }

  @Test
  void whoFailsIsARow() throws IOException {
    csv("two", "0", "1");
    script("nn", "echo '{ \"metrics\" : { \"accuracy\" : 0.9 } }'");
    Path peers =
        script(
            "peers",
            """
            case $1 in
              good) echo '{"error": 0.25, "description": "Good 1.0"}' ;;
              absent) echo 'not installed: apt-get install absent' >&2; exit 3 ;;
              crash) echo first >&2; echo last words >&2; exit 139 ;;
              mute) exit 0 ;;
              slow) exec sleep 600 ;;
            esac
            """);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<String> names = List.of("good", "absent", "crash", "mute");
    TablesReport report = report(peers, names, 60, out);

    assertThat(report.print("two", root)).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith("two: 100 rows, 2 columns, classes:\n")
        .containsPattern("\\| nn4j +\\| .* \\| 0\\.1000 \\|")
        .containsPattern("\\| Good 1\\.0 +\\| .* \\| 0\\.2500 \\| +[0-9.,]+ \\|")
        .contains("| absent not installed: apt-get install absent ")
        .contains("| crash failed: exit code 139, last words ")
        .contains("| mute failed: the output has no ");

    assertThat(report(peers, List.of("good"), 60, out).print("two", root)).isTrue();
    out.reset();
    assertThat(report(peers, List.of("slow"), 1, out).print("two", root)).isTrue();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("| slow ended after 1 s ");
    assertThat(report(peers, List.of(), 1, out).print("missing", root)).isFalse();
    assertThat(out.toString(StandardCharsets.UTF_8)).contains("missing failed: ");
  }

  private TablesReport report(
      Path peers, List<String> names, double limit, ByteArrayOutputStream out) {
    return new TablesReport(
        root.resolve("nn-bench"),
        List.of(peers.toString()),
        names,
        2,
        limit,
        new PrintStream(out, true, StandardCharsets.UTF_8));
  }

  private Path script(String name, String body) throws IOException {
    Path file = Files.writeString(root.resolve(name), "#!/bin/sh\n" + body + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
  }
}
