package org.nn4j.core.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952), all members one after the other; zeros after them are padding, and
 * anything else there is an error. ({@link java.util.zip.GZIPInputStream} ends silently before a
 * member that is damaged, or whatever else follows.)
 */
final class Gunzip extends InputStream {
  private static final int MAGIC_1 = 0x1f;
  private static final int MAGIC_2 = 0x8b;
  private static final int DEFLATE = 8;
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] packed = new byte[1 << 16];
  private int from;
  private int to;
  private boolean ended;

  /**
   * Begins to unpack.
   *
   * @throws ZipException if the header of the first member is damaged
   */
  Gunzip(InputStream in) throws IOException {
    this.in = in;
    header(required());
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    while (!ended && length > 0) {
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        crc.update(bytes, offset, count);
        return count;
      }
      if (inflater.finished()) {
        endMember();
      }
    }
    return length == 0 ? 0 : -1;
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    if (inflater.needsInput()) {
      if (!filled()) {
        throw new EOFException();
      }
      inflater.setInput(packed, from, to - from);
      from = to;
    }
    try {
      int count = inflater.inflate(bytes, offset, length);
      if (inflater.needsDictionary()) {
        throw new ZipException("it asks for a dictionary");
      }
      return count;
    } catch (DataFormatException e) {
      throw new ZipException(e.getMessage());
    }
  }

  private void endMember() throws IOException {
    from = to - inflater.getRemaining();
    if (number(Integer.BYTES) != crc.getValue()
        || number(Integer.BYTES) != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new ZipException("the check sum is another");
    }
    int next = next();
    if (next == MAGIC_1) {
      inflater.reset();
      crc.reset();
      header(next);
      return;
    }
    while (next == 0) {
      next = next();
    }
    if (next >= 0) {
      throw new ZipException("after their end follows what is not gzip");
    }
    ended = true;
  }

  private void header(int first) throws IOException {
    if (first != MAGIC_1 || required() != MAGIC_2 || required() != DEFLATE) {
      throw new ZipException("a member does not start as gzip does");
    }
    int flags = required();
    if ((flags & RESERVED) != 0) {
      throw new ZipException("a member's header has more in it than gzip knows of");
    }
    number(6); // time, how well it is packed, system
    if ((flags & EXTRA) != 0) {
      for (long left = number(Short.BYTES); left > 0; left--) {
        required();
      }
    }
    for (int text = flags & (NAME | COMMENT); text != 0; text &= text - 1) {
      while (required() != 0) {
        // a text ends in 0
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      number(Short.BYTES);
    }
  }

  /** Reads a number, lowest byte first. */
  private long number(int bytes) throws IOException {
    long number = 0;
    for (int i = 0; i < bytes; i++) {
      number |= (long) required() << (Byte.SIZE * i);
    }
    return number;
  }

  private int required() throws IOException {
    int next = next();
    if (next < 0) {
      throw new EOFException();
    }
    return next;
  }

  private int next() throws IOException {
    return filled() ? packed[from++] & 0xff : -1;
  }

  private boolean filled() throws IOException {
    if (from == to) {
      from = 0;
      to = Math.max(0, in.read(packed));
    }
    return from < to;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
