package org.nn4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.nn4j.core.FuzzTarget;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.cache.TableCacheTest;
import org.nn4j.core.data.read.TableReader;

/** Images and labels in IDX. */
final class IdxFuzzTest implements FuzzTarget {
  private static final long CONSTANT = 1 << 20;

  @Override
  public void read(byte[] input) throws IOException {
    Path file = FuzzTarget.file("train-images-idx3-ubyte", input);
    IdxFile[] read = new IdxFile[1];
    boolean whole = FuzzTarget.check(input.length, CONSTANT, () -> read[0] = IdxFile.read(file));
    if (!IdxFile.isIdx(input)) {
      return; // gzipped, or none
    }
    if (whole) {
      assertThat(written(read[0])).isEqualTo(input);
    }
    Table[] table = new Table[1];
    if (FuzzTarget.check(input.length, CONSTANT, () -> table[0] = TableReader.read(file))) {
      assertThat(TableCacheTest.contents(table[0])).isNotEmpty();
    }
  }

  private static byte[] written(IdxFile file) {
    int[] dimensions = file.dimensions();
    ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * dimensions.length + file.data().length);
    bytes.put(new byte[] {0, 0, 8, (byte) dimensions.length});
    Arrays.stream(dimensions).forEach(bytes::putInt);
    return bytes.put(file.data()).array();
  }
}
