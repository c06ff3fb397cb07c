package org.nn4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.FuzzTarget;

/**
 * Gzipped files: as they are, or, after a first byte {@code #}, packed data whose sums are put
 * right, or, after {@code !}, what is to be packed.
 */
final class GunzipFuzzTest implements FuzzTarget {
  /** What is read at most: what is unpacked is the caller's. */
  private static final int MOST = 1 << 20;

  private static final long CONSTANT = 1 << 20;
  private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0};

  @Override
  public void read(byte[] input) throws IOException {
    byte[] content = Arrays.copyOfRange(input, Math.min(1, input.length), input.length);
    if (input.length > 0 && input[0] == '!') {
      ByteArrayOutputStream packed = new ByteArrayOutputStream();
      try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
        out.write(content);
      }
      assertThat(unpacked(packed.toByteArray())).isEqualTo(content);
    } else if (input.length > 0 && input[0] == '#') {
      byte[] plain = inflated(content);
      if (plain != null) {
        assertThat(unpacked(member(content, plain))).isEqualTo(plain);
      }
    } else {
      byte[] plain = unpacked(input);
      byte[] others = plain == null || plain.length == MOST ? null : unpackedByJava(input);
      if (others != null) {
        assertThat(plain).isEqualTo(others);
      }
    }
  }

  private static byte @Nullable [] unpacked(byte[] packed) throws IOException {
    Path file = FuzzTarget.file("data.gz", packed);
    byte[] buffer = new byte[MOST];
    int[] length = new int[1];
    boolean read =
        FuzzTarget.check(
            packed.length,
            CONSTANT,
            () -> {
              try (InputStream in = new Gunzip(InputFiles.raw(file))) {
                length[0] = in.readNBytes(buffer, 0, MOST);
              } catch (IOException e) {
                throw InputFiles.fault(file, e);
              }
            });
    return read ? Arrays.copyOf(buffer, length[0]) : null;
  }

  /** Returns null for what Java refuses, such as a header with a wrong sum of its own. */
  private static byte @Nullable [] unpackedByJava(byte[] packed) {
    try {
      return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    } catch (IOException e) {
      return null;
    }
  }

  /** Returns what is packed, or null unless that is all there is and not too long. */
  private static byte @Nullable [] inflated(byte[] packed) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(packed);
      byte[] plain = new byte[MOST];
      int length = 0;
      int count;
      do {
        count = inflater.inflate(plain, length, MOST - length);
        length += count;
      } while (count > 0);
      return inflater.finished() && inflater.getRemaining() == 0
          ? Arrays.copyOf(plain, length)
          : null;
    } catch (DataFormatException e) {
      return null;
    } finally {
      inflater.end();
    }
  }

  private static byte[] member(byte[] packed, byte[] plain) {
    CRC32 sum = new CRC32();
    sum.update(plain);
    return ByteBuffer.allocate(HEADER.length + packed.length + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(HEADER)
        .put(packed)
        .putInt((int) sum.getValue())
        .putInt(plain.length)
        .array();
  }
}
