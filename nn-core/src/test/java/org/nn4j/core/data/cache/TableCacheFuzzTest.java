package org.nn4j.core.data.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.nn4j.core.FuzzTarget;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableReader;

/**
 * Caches of one table: a file as it is, or, after a first byte {@code #}, an index behind the
 * table's blocks, with the right length and checksum.
 */
final class TableCacheFuzzTest implements FuzzTarget {
  private static final TableStorage CACHED = new TableStorage(0, null);
  private static final long CONSTANT = 32 << 20;
  private static final Path CSV = csv();
  private static final byte[] SOUND = sound();

  private static Path csv() {
    try {
      Path csv =
          FuzzTarget.file(
              "table.csv", "x,label\n1,a\n2.5,b\n,\n".getBytes(StandardCharsets.US_ASCII));
      return Files.setLastModifiedTime(csv, FileTime.fromMillis(0));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] sound() {
    TableReader.read(CSV, TableOptions.DEFAULT, CACHED);
    try {
      return Files.readAllBytes(Path.of(CSV + TableStorage.CACHE_SUFFIX));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Seeds of another version would all be refused before they are looked into. */
  @Test
  void seedsAreOfThisVersion() throws Exception {
    Path seeds =
        Path.of(TableCacheFuzzTest.class.getResource("TableCacheFuzzTestInputs/fuzz").toURI());

    assertThat(seeds.resolve("cache")).hasBinaryContent(SOUND);
    assertThat(forged(index(Files.readAllBytes(seeds.resolve("index"))))).isEqualTo(SOUND);
  }

  @Override
  public void read(byte[] input) throws IOException {
    byte[] cache = input.length > 0 && input[0] == '#' ? forged(index(input)) : input;
    Path file = FuzzTarget.file(CSV.getFileName() + TableStorage.CACHE_SUFFIX, cache);
    FuzzTarget.check(
        cache.length,
        CONSTANT,
        () -> {
          Files.write(file, cache);
          Table table = TableReader.read(CSV, TableOptions.DEFAULT, CACHED);
          assertThat(TableCacheTest.contents(table)).isNotEmpty();
        });
  }

  /** Returns what follows the mark. */
  private static byte[] index(byte[] input) {
    return Arrays.copyOfRange(input, 1, input.length);
  }

  /** Puts an index behind the blocks. */
  private static byte[] forged(byte[] index) {
    int end = SOUND.length - CacheWriter.TAIL - length(SOUND);
    ByteBuffer forged =
        ByteBuffer.allocate(end + index.length + CacheWriter.TAIL).order(ByteOrder.LITTLE_ENDIAN);
    forged.put(SOUND, 0, end).put(index).putInt(index.length);
    CRC32C sum = new CRC32C();
    sum.update(forged.array(), 0, forged.position());
    return forged.putInt((int) sum.getValue()).array();
  }

  private static int length(byte[] cache) {
    return ByteBuffer.wrap(cache)
        .order(ByteOrder.LITTLE_ENDIAN)
        .getInt(cache.length - CacheWriter.TAIL);
  }
}
