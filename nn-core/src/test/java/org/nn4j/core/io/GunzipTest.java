package org.nn4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableReader;

public class GunzipTest {
  @TempDir private Path folder;

  public static byte[] gzip(byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(content);
    }
    return bytes.toByteArray();
  }

  private static byte[] gzip(String content) throws IOException {
    return gzip(content.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Arrays.stream(parts).forEach(bytes::writeBytes);
    return bytes.toByteArray();
  }

  /** Reads in pieces that the parts of a file have nothing to do with. */
  private static byte[] unpack(byte[] packed, int piece) throws IOException {
    InputStream slow =
        new ByteArrayInputStream(packed) {
          @Override
          public synchronized int read(byte[] bytes, int offset, int length) {
            return super.read(bytes, offset, Math.min(piece, length));
          }

          @Override
          public synchronized int available() {
            return 0;
          }
        };
    try (InputStream in = new Gunzip(slow)) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1 << 20})
  void readsEveryMember(int piece) throws IOException {
    byte[] random = new byte[200_000];
    new Random(1).nextBytes(random);
    byte[] packed = join(gzip("a,b\n"), gzip(""), gzip(random), gzip("1,2\n"), new byte[512]);

    assertThat(unpack(packed, piece))
        .isEqualTo(
            join(
                "a,b\n".getBytes(StandardCharsets.UTF_8),
                random,
                "1,2\n".getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsHeadersWithEverythingInThem() throws IOException {
    byte[] plain = gzip("text");
    byte[] header =
        HexFormat.of().parseHex("1f8b081e000000000003" + "0300414243" + "6e00" + "6300" + "beef");

    assertThat(unpack(join(header, Arrays.copyOfRange(plain, 10, plain.length)), 5))
        .asString(StandardCharsets.UTF_8)
        .isEqualTo("text");
  }

  @Test
  void damageAndWhateverFollowsAreNotIgnored() throws IOException {
    byte[] good = gzip("a,b\n1,2\n");
    byte[] second = gzip("3,4\n");
    byte[] flipped = good.clone();
    flipped[good.length - 6] ^= 1;
    byte[] reserved = good.clone();
    reserved[3] = 0x20;
    for (byte[] bad :
        List.of(
            join(good, "text".getBytes(StandardCharsets.UTF_8)),
            join(good, new byte[] {0, 0, 1}),
            join(good, new byte[] {0x1f}),
            join(good, Arrays.copyOf(second, 4)),
            join(good, Arrays.copyOf(second, second.length - 1)),
            Arrays.copyOf(good, 9),
            flipped,
            reserved)) {
      Path file = Files.write(folder.resolve("data.csv.gz"), bad);
      assertThatThrownBy(() -> TableReader.read(file))
          .as(HexFormat.of().formatHex(bad))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("the gzip data are");
    }
  }

  @Test
  void whatUnpacksToMoreThanTheBudgetGoesToTheCache() throws IOException {
    Path file = Files.write(folder.resolve("data.csv.gz"), gzip("a,b\n" + "1,2\n".repeat(100_000)));
    TableStorage storage = TableStorage.MEMORY.withBudget(400_003);

    assertThat(Files.size(file)).as("as large as a budget of four times that").isLessThan(10_000);
    assertThat(TableReader.read(file, TableOptions.DEFAULT, storage).mapped()).isTrue();
    assertThat(TableReader.read(file, TableOptions.DEFAULT, storage.withBudget(400_004)).mapped())
        .isFalse();
  }
}
