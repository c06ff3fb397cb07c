package org.nn4j.core.data.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.List;

/**
 * The blocks of a cache, mapped into memory: the operating system reads the pages that are touched
 * and keeps as many as fit, outside the heap.
 */
final class CachedBlocks {
  /** A mapping holds less than 2 GiB; a larger file takes several, each of whole blocks. */
  static final int LARGEST_MAPPING = 1 << 30;

  private final int shift;
  private final int mask;
  private final BlockLayout[] layouts;
  private final ByteBuffer[] mappings;
  private final int[] starts;
  private final long[] lines;

  /**
   * A block in its file.
   *
   * @param layout how its rows lie
   * @param position where it starts
   * @param line the line of its first row
   */
  record Block(BlockLayout layout, long position, long line) {}

  private CachedBlocks(int blockRows, int blocks) {
    this.shift = Integer.numberOfTrailingZeros(blockRows);
    this.mask = blockRows - 1;
    this.layouts = new BlockLayout[blocks];
    this.mappings = new ByteBuffer[blocks];
    this.starts = new int[blocks];
    this.lines = new long[blocks];
  }

  /**
   * Maps blocks.
   *
   * @param blockRows rows of a block, a power of two
   * @param end where the last block ends
   * @param largest the most bytes of a mapping that holds more than one block
   */
  static CachedBlocks map(
      FileChannel channel, int blockRows, List<Block> blocks, long end, int largest)
      throws IOException {
    CachedBlocks mapped = new CachedBlocks(blockRows, blocks.size());
    int first = 0;
    while (first < blocks.size()) {
      long from = blocks.get(first).position();
      int next = first + 1;
      while (next < blocks.size() && end(blocks, next, end) - from <= largest) {
        next++;
      }
      ByteBuffer mapping =
          channel
              .map(FileChannel.MapMode.READ_ONLY, from, end(blocks, next - 1, end) - from)
              .order(ByteOrder.LITTLE_ENDIAN);
      for (int b = first; b < next; b++) {
        Block block = blocks.get(b);
        mapped.layouts[b] = block.layout();
        mapped.mappings[b] = mapping;
        mapped.starts[b] = (int) (block.position() - from);
        mapped.lines[b] = block.line();
      }
      first = next;
    }
    return mapped;
  }

  private static long end(List<Block> blocks, int block, long end) {
    return block + 1 < blocks.size() ? blocks.get(block + 1).position() : end;
  }

  /** Returns a column's number in a row. */
  double get(int row, int column) {
    int block = row >>> shift;
    BlockLayout layout = layouts[block];
    return layout.get(column, mappings[block], starts[block] + (row & mask) * layout.stride());
  }

  /** Returns the line that a row came from; column 0 holds how far that is from the usual. */
  long line(int row) {
    return lines[row >>> shift] + (row & mask) + (long) get(row, 0);
  }
}
