package org.nn4j.core.data.cache;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.zip.CRC32C;

/** Reads what a {@link CacheWriter} wrote, and trusts it only with the right checksum. */
final class CacheReader {
  private static final int CHUNK = 1 << 20;

  private final FileChannel channel;
  private final long end;
  private final CacheIndex index;

  /** Thrown with the reason why a file is not a sound cache. */
  static final class Damage extends IOException {
    private static final long serialVersionUID = 1;

    Damage(String message) {
      super(message);
    }
  }

  /**
   * Checks the file and reads its index.
   *
   * @param channel open for reading
   * @throws Damage if the file is cut short, was changed or is something else
   */
  CacheReader(FileChannel channel) throws IOException {
    this.channel = channel;
    int head = CacheWriter.SIGNATURE.length;
    long size = channel.size();
    if (size < head + CacheWriter.TAIL
        || !Arrays.equals(read(0, head).array(), CacheWriter.SIGNATURE)) {
      throw new Damage("it is no cache, or one of another version of nn4j");
    }
    ByteBuffer tail = read(size - CacheWriter.TAIL, CacheWriter.TAIL);
    int length = tail.getInt();
    if (length < 0 || length > size - head - CacheWriter.TAIL) {
      throw new Damage("it is cut short");
    }
    if (checksum(size - Integer.BYTES) != tail.getInt()) {
      throw new Damage("its checksum is wrong");
    }
    end = size - CacheWriter.TAIL - length;
    try {
      index =
          CacheIndex.read(new DataInputStream(new ByteArrayInputStream(read(end, length).array())));
      index.check(end);
    } catch (EOFException | IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Damage("its index makes no sense");
    }
  }

  CacheIndex index() {
    return index;
  }

  /**
   * Maps the blocks.
   *
   * @param largest the most bytes of a mapping that holds more than one block
   */
  CachedBlocks map(int largest) throws IOException {
    return CachedBlocks.map(channel, index.blockRows(), index.blocks(), end, largest);
  }

  private int checksum(long to) throws IOException {
    CRC32C sum = new CRC32C();
    ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK);
    for (long at = 0; at < to; at += chunk.limit()) {
      chunk.clear().limit((int) Math.min(CHUNK, to - at));
      fill(chunk, at);
      sum.update(chunk);
    }
    return (int) sum.getValue();
  }

  private ByteBuffer read(long from, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    fill(bytes, from);
    return bytes;
  }

  private void fill(ByteBuffer bytes, long from) throws IOException {
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new Damage("it is cut short");
      }
    }
    bytes.flip();
  }
}
