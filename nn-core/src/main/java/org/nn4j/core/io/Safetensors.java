package org.nn4j.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.zip.CRC32C;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.network.ParameterStore;

/**
 * The content of a safetensors file: matrices by name and text metadata.
 *
 * <p>The format is a little-endian u64 with the header's length, a JSON header that gives each
 * tensor's dtype, shape and place, and the elements in little-endian row order. nn4j writes F32 and
 * F64, two dimensions, and among the texts {@value #CHECKSUM}: {@code crc32c-by-name:} and the
 * CRC-32C of all other texts and all tensors in the order of their names, so that a program that
 * writes them in another order changes nothing. Reading compares it where it is there.
 *
 * @param metadata the texts of {@code __metadata__}
 * @param tensors the matrices in file order
 */
public record Safetensors(Map<String, String> metadata, Map<String, Matrix> tensors) {
  static final String METADATA = "__metadata__";

  /** The text with the checksum of everything else. */
  public static final String CHECKSUM = "nn4j.checksum";

  /** The prefix of errors about a stream. */
  public static final String STREAM = "the model's stream: ";

  private static final String BY_NAME = "crc32c-by-name:";

  /** The prefix of the checksum in older checkpoints, which follows the order of the file. */
  private static final String BY_PLACE = "crc32c:";

  /** Copies the maps, keeping their order. */
  public Safetensors {
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Writes a file with its checksum, whole or not at all.
   *
   * @throws org.nn4j.core.InputException if it cannot be written
   */
  public void write(Path file) {
    write(file, Set.of());
  }

  /**
   * Writes a file with its checksum, whole or not at all.
   *
   * @param vectors the names of tensors of one row that are written as vectors, as other programs
   *     want them
   * @throws org.nn4j.core.InputException if it cannot be written
   */
  public void write(Path file, Set<String> vectors) {
    AtomicFile.write(file, channel -> write(channel, vectors));
  }

  /** Writes what a file holds to a channel, which stays open. */
  public void write(WritableByteChannel channel) throws IOException {
    write(channel, Set.of());
  }

  private void write(WritableByteChannel channel, Set<String> vectors) throws IOException {
    byte[] header = header(vectors);
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    write(channel, length.putLong(header.length).flip());
    write(channel, ByteBuffer.wrap(header));
    for (Matrix tensor : tensors.values()) {
      for (ByteBuffer piece : ParameterStore.bytes(tensor)) {
        write(channel, piece);
      }
    }
  }

  /** Reads and checks a file; see {@link SafetensorsReader}. */
  public static Safetensors read(Path file) {
    return SafetensorsReader.read(file);
  }

  /**
   * Reads and checks the contents of a stream, to its end; does not close it.
   *
   * @throws org.nn4j.core.InputException as {@link #read(Path)} does, without the name of a file
   */
  public static Safetensors read(InputStream stream) {
    return SafetensorsReader.read(stream);
  }

  /**
   * Reads a file that another program wrote, whose tensors may have other types and shapes.
   *
   * @throws org.nn4j.core.InputException as {@link #read(Path)} does, but without a checksum
   */
  public static ForeignTensors readForeign(Path file) {
    return SafetensorsReader.readForeign(file);
  }

  /**
   * Reads the metadata alone.
   *
   * @throws org.nn4j.core.InputException as {@link #read(Path)} does
   */
  public static Map<String, String> readMetadata(Path file) {
    return SafetensorsReader.readMetadata(file);
  }

  /** Whether the file has a checksum, which reading verified; files of older versions have none. */
  public boolean hasChecksum() {
    return metadata.containsKey(CHECKSUM);
  }

  /** Whether there is no checksum that says that the content is another. */
  boolean isSound() {
    String told = metadata.get(CHECKSUM);
    return told == null
        || told.equals(
            told.startsWith(BY_PLACE)
                ? checksum(BY_PLACE, metadata, tensors)
                : checksum(BY_NAME, new TreeMap<>(metadata), new TreeMap<>(tensors)));
  }

  private static String checksum(
      String form, Map<String, String> metadata, Map<String, Matrix> tensors) {
    CRC32C checksum = new CRC32C();
    metadata.forEach(
        (key, text) -> {
          if (!key.equals(CHECKSUM)) {
            update(checksum, key);
            update(checksum, text);
          }
        });
    tensors.forEach(
        (name, tensor) -> {
          update(checksum, name + " " + tensor.precision().id() + " " + tensor.shape());
          ParameterStore.bytes(tensor).forEach(checksum::update);
        });
    return form + Long.toHexString(checksum.getValue());
  }

  private static void update(CRC32C checksum, String text) {
    checksum.update(text.getBytes(StandardCharsets.UTF_8));
    checksum.update(0);
  }

  private byte[] header(Set<String> vectors) {
    Map<String, String> texts = new LinkedHashMap<>(metadata);
    texts.put(CHECKSUM, checksum(BY_NAME, new TreeMap<>(metadata), new TreeMap<>(tensors)));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put(METADATA, texts);
    long offset = 0;
    for (Map.Entry<String, Matrix> tensor : tensors.entrySet()) {
      Matrix matrix = tensor.getValue();
      long end = offset + (long) matrix.size() * matrix.precision().bytes();
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("dtype", matrix.precision() == Precision.FLOAT32 ? "F32" : "F64");
      boolean vector = vectors.contains(tensor.getKey());
      entry.put(
          "shape", vector ? List.of(matrix.columns()) : List.of(matrix.rows(), matrix.columns()));
      entry.put("data_offsets", List.of(offset, end));
      root.put(tensor.getKey(), entry);
      offset = end;
    }
    String json = JsonText.of(root);
    int length = json.getBytes(StandardCharsets.UTF_8).length;
    // Spaces up to a multiple of 8 keep the elements aligned for readers that map the file.
    return (json + " ".repeat(-length & 7)).getBytes(StandardCharsets.UTF_8);
  }

  private static void write(WritableByteChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
