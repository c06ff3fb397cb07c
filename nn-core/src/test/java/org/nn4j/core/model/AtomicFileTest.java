package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;

class AtomicFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("file.txt");
  }

  private static void write(Path file, String text) {
    AtomicFile.write(
        file, channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private void assumePosix() throws IOException {
    assumeTrue(Files.getFileStore(folder).supportsFileAttributeView("posix"));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  @Test
  void aNewFileHasTheDefaultPermissions() throws IOException {
    assumePosix();
    write(file, "new");
    Path ordinary = Files.createFile(folder.resolve("ordinary"));
    assertThat(permissions(file)).isEqualTo(permissions(ordinary));
  }

  @Test
  void aFileThatIsReplacedPassesItsPermissionsOn() throws IOException {
    assumePosix();
    for (String mode : List.of("rw-------", "rw-rw-r--", "rwxr-x---")) {
      Files.writeString(file, "old");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      write(file, mode);
      assertThat(permissions(file)).isEqualTo(mode);
      assertThat(file).hasContent(mode);
    }
  }

  @Test
  void aSymbolicLinkStaysAndItsTargetIsReplaced() throws IOException {
    assumePosix();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path target = Files.writeString(elsewhere.resolve("target.txt"), "old");
    Files.createSymbolicLink(file, target);
    write(file, "new");
    assertThat(file).isSymbolicLink();
    assertThat(target).hasContent("new");
    try (Stream<Path> left = Files.list(elsewhere)) {
      assertThat(left).containsExactly(target);
    }
  }

  @Test
  void devicesAreNotReplaced() {
    Path device = Path.of("/dev/null");
    assumeTrue(Files.exists(device));
    assertThatThrownBy(() -> write(device, "x"))
        .isInstanceOf(InputException.class)
        .hasMessage("/dev/null: cannot be written: it is not a regular file");
  }

  @Test
  void whateverFailsTheTargetKeepsWhatItHeldAndNothingIsLeft() throws IOException {
    Files.writeString(file, "old");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.allocate(100));
                      throw new IOException("disk full");
                    }))
        .isInstanceOf(InputException.class)
        .hasMessage(file + ": cannot be written: IOException: disk full");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      throw new IllegalStateException("bug");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(file).hasContent("old");
    assertThat(files()).containsExactly(file);
  }

  @Test
  void writersAtOnceLeaveOneWholeFile() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Future<?>> writers = new ArrayList<>();
      for (int i = 0; i < 80; i++) {
        String text = String.valueOf((char) ('a' + i % 26)).repeat(20_000);
        writers.add(pool.submit(() -> write(file, text)));
      }
      for (Future<?> writer : writers) {
        writer.get();
      }
    } finally {
      pool.shutdownNow();
    }
    String text = Files.readString(file);
    assertThat(text).hasSize(20_000).matches("(.)\\1*");
    assertThat(files()).containsExactly(file);
  }
}
