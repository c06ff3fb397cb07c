package org.nn4j.core.io;

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
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
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
        .hasMessage(file + ": cannot be written: disk full");
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

  @Test
  @EnabledOnOs(OS.LINUX)
  void writesToADeviceInsteadOfReplacingIt() throws IOException {
    Path full = Path.of("/dev/full");
    Path link = Files.createSymbolicLink(folder.resolve("full"), full);

    assertThatThrownBy(() -> write(link, "too much"))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("cannot be written: No space left on device");

    assertThat(link).isSymbolicLink();
    assertThat(Files.isRegularFile(full)).isFalse();
    assertThat(folder.toFile().list()).containsExactly("full");
    Files.delete(link);
  }

  @Test
  void refusesPlacesThatTakeNoFile() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path bad :
        List.of(folder, folder.resolve("no/such.txt"), file.resolve("a.txt"), longName())) {
      assertThatThrownBy(() -> AtomicFile.requireWritable(bad))
          .isInstanceOf(InputException.class)
          .hasMessageStartingWith(bad + ": cannot be written: ")
          .hasMessageNotContaining("Exception");
    }
    assertThat(folder.toFile().list()).containsExactly("file");
  }

  @Test
  void aLinkThatLeadsToNothingYetStaysAndItsTargetIsMade() throws IOException {
    assumePosix();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path second = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("target.txt"));
    Files.createSymbolicLink(file, Path.of("elsewhere/second"));
    write(file, "new");
    assertThat(file).isSymbolicLink();
    assertThat(second).isSymbolicLink();
    assertThat(elsewhere.resolve("target.txt")).hasContent("new");
    assertThat(elsewhere.toFile().list()).containsExactlyInAnyOrder("second", "target.txt");
  }

  @Test
  void aLinkIntoAFolderThatIsNotThereOrToItselfIsRefused() throws IOException {
    assumePosix();
    Files.createSymbolicLink(file, Path.of("missing/target.txt"));
    assertThatThrownBy(() -> write(file, "new"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            file
                + ": cannot be written: "
                + folder.resolve("missing")
                + ", its folder, does not exist");
    Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("other"));
    Path other = Files.createSymbolicLink(folder.resolve("other"), Path.of("loop"));
    assertThatThrownBy(() -> write(loop, "new"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            loop + ": cannot be written: it is a symbolic link that leads to itself; remove it");
    assertThat(files()).containsExactly(file, loop, other);
    assertThat(loop).isSymbolicLink();
  }

  @Test
  void namesMayBeAsLongAsTheFileSystemTakes() throws IOException {
    assumeTrue("UTF-8".equals(System.getProperty("sun.jnu.encoding")), "file names in UTF-8");
    for (String name : List.of("a".repeat(255), "ä".repeat(127), "\ud83d\ude00".repeat(63))) {
      Path longest = folder.resolve(name);
      write(longest, "new");
      write(longest, "newer");
      assertThat(longest).hasContent("newer");
      Files.delete(longest);
    }
    assertThat(files()).isEmpty();
  }

  private Path longName() {
    return folder.resolve("a".repeat(300));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void findsOutBeforeWorkIsSpentThatAFolderTakesNoFiles() {
    assertThatThrownBy(() -> AtomicFile.requireWritable(Path.of("/proc/model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no file can be created in /proc: ");
  }
}
