package org.nn4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.cache.TableCacheTest;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.read.TableSources;

/** What can be read but once, pipes and standard input, is read as files are. */
@DisabledOnOs(OS.WINDOWS)
@ResourceLock("System.in")
class SpoolTest {
  /** Numbers, then a label: the rows are parsed twice. */
  private static final String CSV = "a,zip\n1,007\n2,1.50\n3,K1A\n4,K1B\n5,K1C\n";

  @TempDir private Path folder;

  private Path pipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private static CompletableFuture<Void> write(Path pipe, byte[] bytes) {
    return CompletableFuture.runAsync(
        () -> {
          try {
            Files.write(pipe, bytes);
          } catch (IOException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Stream<Path> temporaries() throws IOException {
    return Files.list(Path.of(System.getProperty("java.io.tmpdir")))
        .filter(file -> file.getFileName().toString().matches("\\.?nn4j-.*(data|pipe.*)"));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, Long.MAX_VALUE})
  void aNamedPipeIsReadAsAFileIs(long budget) throws Exception {
    Path file = Files.writeString(folder.resolve("data.csv"), CSV);
    Path pipe = pipe();
    TableStorage storage = TableStorage.MEMORY.withBudget(budget);
    String expected = TableCacheTest.contents(TableReader.read(file));
    List<Path> before = temporaries().toList();

    for (byte[] content : List.of(bytes(CSV), GunzipTest.gzip(bytes(CSV)))) {
      CompletableFuture<Void> writer = write(pipe, content);
      Table table = TableReader.read(pipe, TableOptions.DEFAULT, storage);

      writer.join();
      assertThat(TableCacheTest.contents(table)).isEqualTo(expected);
      assertThat(table.mapped()).isEqualTo(budget == 0);
      assertThat(table.fault(2, table.column("zip"), "wrong")).hasMessage(pipe + ":4:2: wrong");
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactlyInAnyOrder(file, pipe);
    }
    // Those of programs that run at the same time go away as well, what is left over does not.
    List<Path> more = temporaries().filter(path -> !before.contains(path)).toList();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (more.stream().anyMatch(Files::exists) && System.nanoTime() < end) {
      Thread.sleep(10);
    }
    assertThat(more).allSatisfy(path -> assertThat(path).doesNotExist());
  }

  @Test
  void eachReadingIsANewOne() throws Exception {
    Path pipe = pipe();
    for (String value : List.of("1", "2")) {
      CompletableFuture<Void> writer = write(pipe, bytes("a\n" + value + "\n"));
      assertThat(TableReader.read(pipe).column("a").text(0)).isEqualTo(value);
      writer.join();
    }
  }

  @Test
  void whatIsKeptIsReadAsOftenAsOneLikes() throws Exception {
    Path pipe = pipe();
    TableSources sources = TableSources.standard();
    CompletableFuture<Void> writer = write(pipe, bytes(CSV));
    Spool.during(
        () -> {
          assertThat(sources.sha256(pipe)).isEqualTo(sha256());
          assertThat(sources.files(pipe)).containsExactly(pipe);
          for (int i = 0; i < 2; i++) {
            assertThat(sources.read(pipe, TableOptions.DEFAULT, TableStorage.MEMORY).rows())
                .isEqualTo(5);
          }
          assertThat(SourceLines.read(pipe, List.of(4L))).isEqualTo(Map.of(4L, "3,K1A"));
          return null;
        });
    writer.join();
    assertThat(SourceLines.read(pipe, List.of(4L))).as("without waiting").isEmpty();
  }

  private String sha256() {
    try {
      return Sha256.of(List.of(Files.writeString(folder.resolve("copy"), CSV)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void pipesOfAPatternAreOneTableWithFiles() throws Exception {
    Path pipe = pipe();
    Files.writeString(folder.resolve("pipe-2"), "a\n2\n");
    CompletableFuture<Void> writer = write(pipe, bytes("a\n1\n"));
    Table table = TableReader.read(folder.resolve("pipe*"));

    writer.join();
    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.fault(0, table.column("a"), "wrong")).hasMessage(pipe + ":2:1: wrong");
  }

  @Test
  void standardInputIsCalledSo() {
    InputStream before = System.in;
    try {
      for (String name : List.of("-", "/dev/stdin", "/dev/fd/0")) {
        System.setIn(new ByteArrayInputStream(bytes("a,b\n1,2\n3\n")));
        String shown = name.equals("-") ? "<stdin>" : name;
        assertThatThrownBy(() -> TableReader.read(Path.of(name)))
            .hasMessage(
                shown
                    + ":3: expected 2 fields, as in the header, but found 1; an empty field has its separator too");
        System.setIn(InputStream.nullInputStream());
        assertThatThrownBy(() -> TableReader.read(Path.of(name)))
            .isInstanceOf(InputException.class)
            .hasMessageStartingWith(shown + ": standard input is empty; pipe the data into");
      }
    } finally {
      System.setIn(before);
    }
  }

  @Test
  void aPipeWithNothingInItIsEmpty() throws Exception {
    Path pipe = pipe();
    CompletableFuture<Void> writer = write(pipe, new byte[0]);

    assertThatThrownBy(() -> TableReader.read(pipe))
        .hasMessage(pipe + ": is empty: nothing was written to it");
    writer.join();
  }

  @Test
  void whatIsNoTableIsToldOfAPipeToo() throws Exception {
    Path pipe = pipe();
    CompletableFuture<Void> writer = write(pipe, bytes("<!doctype html>\n<html>"));

    assertThatThrownBy(() -> TableReader.read(pipe)).hasMessageContaining("is an HTML page");
    writer.join();
  }

  @Test
  void aPipeOfAnEarlierCommandIsGone() {
    assertThatThrownBy(() -> TableReader.read(Path.of("/dev/fd/9763")))
        .hasMessageContaining("the pipe is gone")
        .hasMessageContaining("give the data again with --data");
  }
}
