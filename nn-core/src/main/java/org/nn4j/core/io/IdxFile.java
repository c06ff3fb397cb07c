package org.nn4j.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nn4j.core.InputException;

/**
 * An array of unsigned bytes read from a file in the IDX format of the MNIST data sets.
 *
 * <p>The format: two zero bytes, the element type (0x08, unsigned byte, is the only one read here),
 * the number of dimensions, each dimension as a big-endian int, then the elements, last dimension
 * fastest. Source: yann.lecun.com/exdb/mnist.
 */
public final class IdxFile {
  private static final int UNSIGNED_BYTE = 0x08;

  /** What the elements of other types are, by the type's number. */
  private static final Map<Integer, String> OTHERS =
      Map.of(
          0x09, "signed bytes",
          0x0b, "16-bit whole numbers",
          0x0c, "32-bit whole numbers",
          0x0d, "32-bit decimal numbers",
          0x0e, "64-bit decimal numbers");

  private static final int MOST_DIMENSIONS = 8;

  private final int[] dimensions;
  private final byte[] data;

  private IdxFile(int[] dimensions, byte[] data) {
    this.dimensions = dimensions;
    this.data = data;
  }

  /** Whether a file that starts with these bytes is IDX, of whatever type. */
  public static boolean isIdx(byte[] head) {
    return head.length >= Integer.BYTES
        && head[0] == 0
        && head[1] == 0
        && (head[2] == UNSIGNED_BYTE || OTHERS.containsKey((int) head[2]))
        && head[3] > 0
        && head[3] <= MOST_DIMENSIONS;
  }

  /**
   * Reads a file, gzipped or not.
   *
   * @throws InputException if it cannot be read, is no IDX file of unsigned bytes, or holds fewer
   *     or more bytes than its dimensions say
   */
  public static IdxFile read(Path file) {
    try (InputStream in = InputFiles.bytes(file)) {
      int[] dimensions = dimensions(file, in);
      int size = size(file, dimensions);
      // readNBytes grows with what arrives: a header that lies allocates no more than the file has.
      byte[] data = in.readNBytes(size);
      if (data.length < size || in.read() >= 0) {
        throw InputException.in(
            file,
            "the IDX header says "
                + shape(dimensions)
                + " = "
                + size
                + " bytes but "
                + (data.length < size ? "only " + data.length + " follow" : "more follow"));
      }
      return new IdxFile(dimensions, data);
    } catch (IOException e) {
      throw InputFiles.fault(file, e);
    }
  }

  /**
   * Reads the labels of images.
   *
   * @param images the images' file, for the message
   * @throws InputException if the file cannot be read or holds another number of labels
   */
  public static IdxFile readLabels(Path file, Path images, int count) {
    IdxFile labels = read(file);
    if (labels.dimensions.length != 1 || labels.dimensions[0] != count) {
      throw InputException.in(
          file,
          "holds " + labels.data.length + " labels for the " + count + " images of " + images);
    }
    return labels;
  }

  private static int[] dimensions(Path file, InputStream in) throws IOException {
    byte[] magic = in.readNBytes(Integer.BYTES);
    if (magic.length < Integer.BYTES || magic[0] != 0 || magic[1] != 0) {
      throw InputException.in(
          file,
          "is no IDX file: it starts with the bytes '"
              + HexFormat.ofDelimiter(" ").formatHex(magic)
              + "' instead of '00 00 08 …'");
    }
    int count = magic[3];
    String other = OTHERS.get((int) magic[2]);
    if (other != null) {
      throw InputException.in(
          file,
          "is an IDX file of "
              + other
              + "; only unsigned bytes (0 to 255) are read: scale the values to that, or write the"
              + " rows as CSV");
    }
    if (magic[2] != UNSIGNED_BYTE || count < 1 || count > MOST_DIMENSIONS) {
      throw InputException.in(
          file,
          String.format(
              Locale.ROOT,
              "is an IDX file of type 0x%02x with %d dimensions; only unsigned bytes (0x08) with 1 to"
                  + " %d are read",
              magic[2],
              count,
              MOST_DIMENSIONS));
    }
    byte[] sizes = in.readNBytes(count * Integer.BYTES);
    if (sizes.length < count * Integer.BYTES) {
      throw InputException.in(file, "the IDX header is cut short");
    }
    ByteBuffer buffer = ByteBuffer.wrap(sizes);
    return IntStream.range(0, count).map(i -> buffer.getInt()).toArray();
  }

  private static int size(Path file, int[] dimensions) {
    long size = 1;
    for (int dimension : dimensions) {
      size *= dimension;
      if (dimension < 1 || size > Integer.MAX_VALUE) {
        throw InputException.in(
            file,
            "the IDX header says "
                + shape(dimensions)
                + "; each dimension must be at least 1 and their product at most "
                + Integer.MAX_VALUE);
      }
    }
    return (int) size;
  }

  private static String shape(int[] dimensions) {
    return Arrays.stream(dimensions).mapToObj(Integer::toString).collect(Collectors.joining("×"));
  }

  /** Returns a copy of the dimensions; the first is the number of items. */
  public int[] dimensions() {
    return dimensions.clone();
  }

  /** Returns the elements themselves, not a copy. */
  public byte[] data() {
    return data;
  }
}
