package org.nn4j.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.nn4j.core.InputException;

class AtomicFileTest {
  @TempDir private Path folder;

  private static void write(Path file, String text) {
    AtomicFile.write(
        file, channel -> channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8))));
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  @Test
  void replacesAFileAndLeavesNothingBeside() {
    Path file = folder.resolve("a.txt");
    write(file, "one");
    write(file, "two");
    assertThat(file).hasContent("two");
    assertThat(folder.toFile().list()).containsExactly("a.txt");
  }

  @Test
  void keepsWhatIsThereWhenWritingFails() {
    Path file = folder.resolve("a.txt");
    write(file, "one");
    assertThatThrownBy(
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(new byte[] {1}));
                      throw new IOException("No space left on device");
                    }))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("a.txt: cannot be written: No space left on device");
    assertThat(file).hasContent("one");
    assertThat(folder.toFile().list()).containsExactly("a.txt");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void givesNewFilesTheUsualPermissionsAndKeepsThoseOfOldOnes() throws IOException {
    Path usual = Files.writeString(folder.resolve("usual.txt"), "");
    Path file = folder.resolve("a.txt");
    write(file, "one");
    assertThat(permissions(file)).isEqualTo(permissions(usual));

    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    write(file, "two");
    assertThat(permissions(file)).isEqualTo("rw-------");
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void writesThroughALink() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "one");
    Path link = Files.createSymbolicLink(folder.resolve("link"), file.getFileName());
    write(link, "two");
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("two");
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

  private Path longName() {
    return folder.resolve("a".repeat(300));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void findsOutBeforeWorkIsSpentThatAFolderTakesNoFiles() {
    assertThatThrownBy(() -> AtomicFile.requireWritable(Path.of("/proc/model")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no file can be made in /proc: ");
  }
}
