package org.nn4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ImageFolder;

class IdxFileTest {
  private static final String TWO_IMAGES = "00000803 00000002 00000001 00000003 000102 80feff";

  @TempDir private Path folder;

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  private Path write(String name, String hex) throws IOException {
    Path file = folder.resolve(name);
    if (name.endsWith(".gz")) {
      try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
        out.write(bytes(hex));
      }
      return file;
    }
    return Files.write(file, bytes(hex));
  }

  @ParameterizedTest
  @CsvSource({"images", "images.gz"})
  void readsUnsignedBytesGzippedOrNot(String name) throws IOException {
    IdxFile idx = IdxFile.read(write(name, TWO_IMAGES));
    assertThat(idx.dimensions()).containsExactly(2, 1, 3);
    assertThat(idx.data()).isEqualTo(bytes("00010280feff"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                          | is no IDX file",
        "0000                        | is no IDX file: it starts with the bytes '00 00'",
        "504b0304                    | is no IDX file: it starts with the bytes '50 4b 03 04'",
        "00000d03                    | is an IDX file of 32-bit decimal numbers; only",
        "00000800                    | with 0 dimensions",
        "000008ff                    | dimensions",
        "00000803 00000001           | header is cut short",
        "00000802 00000002 00000003 0102030405 | says 2×3 = 6 bytes but only 5 follow",
        "00000801 00000002 010203    | says 2 = 2 bytes but more follow",
        "00000801 7fffffff 01        | only 1 follow",
        "00000801 00000000           | at least 1",
        "00000801 ffffffff           | at least 1",
        "00000802 00010000 00010000  | at most 2147483647"
      })
  void tellsForeignAndDamagedFiles(String hex, String message) throws IOException {
    Path file = write("data", hex);
    assertThatThrownBy(() -> IdxFile.read(file))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(message);
  }

  @Test
  void tellsAMissingFile() {
    assertThatThrownBy(() -> IdxFile.read(folder.resolve("none")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("there is no such file");
  }

  @Test
  void readsAFolderOfFourFiles() throws IOException {
    write("train-images-idx3-ubyte.gz", TWO_IMAGES);
    write("train-labels-idx1-ubyte", "00000801 00000002 0901");
    write("t10k-images.idx3-ubyte", "00000803 00000001 00000001 00000003 ffffff");
    write("t10k-labels-idx1-ubyte.gz", "00000801 00000001 02");
    ImageFolder images = ImageFolder.read(folder);
    assertThat(images.train().size()).isEqualTo(2);
    assertThat(images.train().classes()).isEqualTo(10);
    assertThat(images.test().label(0)).isEqualTo(2);
    assertThat(images.test().width()).isEqualTo(3);
  }

  @Test
  void saysWhatItLookedFor() throws IOException {
    assertThatThrownBy(() -> ImageFolder.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("train-images-idx3-ubyte.gz, train-images-idx3-ubyte,");
    assertThatThrownBy(() -> ImageFolder.read(folder.resolve("none")))
        .hasMessageContaining("no such folder");
  }

  @Test
  void tellsFilesThatDoNotFitEachOther() throws IOException {
    write("train-images-idx3-ubyte", TWO_IMAGES);
    Path labels = write("train-labels-idx1-ubyte", "00000801 00000003 000102");
    assertThatThrownBy(() -> ImageFolder.read(folder))
        .hasMessageStartingWith(labels + ": holds 3 labels for the 2 images");
    write("train-images-idx3-ubyte", "00000801 00000003 000102");
    assertThatThrownBy(() -> ImageFolder.read(folder))
        .hasMessageContaining("holds 1 dimensions; images have 3");
  }
}
