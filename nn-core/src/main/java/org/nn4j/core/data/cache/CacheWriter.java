package org.nn4j.core.data.cache;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.nn4j.core.data.NumericValues;
import org.nn4j.core.data.csv.BlockSink;

/**
 * Writes a cache of a table: a signature with the version of its format, blocks of rows, their
 * {@link CacheIndex}, and at the end the index' length and the CRC-32C of all before it.
 * Little-endian but for the index.
 */
final class CacheWriter implements BlockSink {
  /** The last character is the version of the format. */
  static final byte[] SIGNATURE = {'n', 'n', '4', 'j', 't', 'a', 'b', '3'};

  /** The bytes after the index. */
  static final int TAIL = 2 * Integer.BYTES;

  /** Most rows of a block. */
  static final int MOST_ROWS = 1 << 12;

  /** Most numbers of a block: where there are many columns it has fewer rows. */
  private static final int MOST_NUMBERS = 1 << 21;

  private final Path file;
  private final FileChannel channel;
  private final List<CachedBlocks.Block> blocks = new ArrayList<>();
  private final CRC32C checksum = new CRC32C();
  private ByteBuffer buffer = ByteBuffer.allocate(0);
  private long position;
  private int blockRows = 1;

  /**
   * Writes to a channel.
   *
   * @param file the cache, which errors name
   * @param channel open for reading and writing
   */
  CacheWriter(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  int blockRows() {
    return blockRows;
  }

  List<CachedBlocks.Block> blocks() {
    return blocks;
  }

  @Override
  public int start(int columns) {
    blockRows = Math.min(MOST_ROWS, Integer.highestOneBit(Math.max(1, MOST_NUMBERS / columns)));
    blocks.clear();
    checksum.reset();
    position = 0;
    try {
      channel.truncate(0);
      append(ByteBuffer.wrap(SIGNATURE));
    } catch (IOException e) {
      throw TableCache.unwritable(file, e);
    }
    return blockRows;
  }

  @Override
  public void block(long line, List<NumericValues> columns, int rows) {
    double[][] numbers = columns.stream().map(CacheWriter::doubles).toArray(double[][]::new);
    BlockLayout layout = BlockLayout.of(columns, numbers);
    int size = rows * layout.stride();
    if (buffer.capacity() < size) {
      buffer = ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }
    buffer.clear().limit(size);
    layout.put(numbers, buffer);
    blocks.add(new CachedBlocks.Block(layout, position, line));
    try {
      append(buffer);
    } catch (IOException e) {
      throw TableCache.unwritable(file, e);
    }
  }

  private static double[] doubles(NumericValues values) {
    if (values instanceof NumericValues.Doubles doubles) {
      return doubles.values();
    }
    double[] all = new double[values.size()];
    if (values instanceof NumericValues.Floats floats) {
      for (int row = 0; row < all.length; row++) {
        all[row] = floats.values()[row];
      }
    } else {
      for (int row = 0; row < all.length; row++) {
        all[row] = values.get(row);
      }
    }
    return all;
  }

  private void append(ByteBuffer bytes) throws IOException {
    checksum.update(bytes.duplicate());
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  /** Writes the index and maps the blocks. */
  CachedBlocks finish(CacheIndex index) throws IOException {
    long end = position;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    index.write(new DataOutputStream(bytes));
    append(ByteBuffer.wrap(bytes.toByteArray()));
    append(number(bytes.size()));
    append(number((int) checksum.getValue()));
    return CachedBlocks.map(channel, blockRows, blocks, end, CachedBlocks.LARGEST_MAPPING);
  }

  private static ByteBuffer number(int value) {
    ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    return bytes.putInt(value).flip();
  }
}
