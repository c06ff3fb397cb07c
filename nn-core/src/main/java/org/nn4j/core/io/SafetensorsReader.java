package org.nn4j.core.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Reads safetensors and trusts nothing: the header's length, its JSON, dtypes, shapes, that the
 * tensors fill the file without gaps or overlaps, and the checksum where there is one. Every fault
 * is one {@link InputException}.
 */
final class SafetensorsReader {
  /** The format's own bound on headers, which keeps a hostile length from filling the memory. */
  private static final long MAX_HEADER = 100_000_000;

  /** Bytes that are read at once, so that large tensors are not held twice. */
  private static final int PIECE = 1 << 20;

  /** How many characters are shown of a text that is not a model. */
  private static final int SHOWN = 40;

  private final @Nullable Path file;
  private final Source source;

  /** The bytes, wherever they lie. */
  private interface Source {
    long size() throws IOException;

    /** Reads some bytes from a position; returns how many, −1 at the end. */
    int read(ByteBuffer buffer, long position) throws IOException;
  }

  private record FileSource(FileChannel channel) implements Source {
    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public int read(ByteBuffer buffer, long position) throws IOException {
      return channel.read(buffer, position);
    }
  }

  private record MemorySource(ByteBuffer bytes) implements Source {
    @Override
    public long size() {
      return bytes.limit();
    }

    @Override
    public int read(ByteBuffer buffer, long position) {
      int count = (int) Math.min(buffer.remaining(), bytes.limit() - position);
      if (count <= 0) {
        return -1;
      }
      buffer.put(bytes.slice((int) position, count));
      return count;
    }
  }

  private record Entry(String name, Element element, int rows, int columns, long from) {
    long bytes() {
      return (long) rows * columns * element.size();
    }

    int rowBytes() {
      return columns * element.size();
    }

    boolean isPossible() {
      return from >= 0
          && (long) rows * columns <= Integer.MAX_VALUE
          && (long) columns * element.size() <= Integer.MAX_VALUE;
    }
  }

  private SafetensorsReader(@Nullable Path file, Source source) {
    this.file = file;
    this.source = source;
  }

  /** Reads the contents of a stream, to its end; does not close it. */
  static Safetensors read(InputStream stream) {
    try {
      return new SafetensorsReader(null, new MemorySource(ByteBuffer.wrap(stream.readAllBytes())))
          .content();
    } catch (IOException e) {
      throw fault(null, "cannot be read: " + AtomicFile.reason(e));
    }
  }

  /**
   * Makes an error, to be thrown.
   *
   * @param file the file at fault, or null for a stream
   */
  private static InputException fault(@Nullable Path file, String message) {
    return file == null
        ? new InputException(Safetensors.STREAM + message)
        : InputException.in(file, message);
  }

  static Safetensors read(Path file) {
    return open(file, SafetensorsReader::content);
  }

  /** Reads the metadata alone. */
  static Map<String, String> readMetadata(Path file) {
    return open(file, reader -> reader.metadata(reader.header()));
  }

  /** Reads a file that another program wrote. */
  static ForeignTensors readForeign(Path file) {
    return open(file, SafetensorsReader::foreign);
  }

  private ForeignTensors foreign() throws IOException {
    JsonNode header = header();
    long start = (long) Long.BYTES + headerLength();
    Map<Entry, JsonNode> entries = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (!field.getKey().equals(Safetensors.METADATA)) {
        entries.put(foreign(field.getKey(), field.getValue()), field.getValue());
      }
    }
    requireTiling(List.copyOf(entries.keySet()), source.size() - start);
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    Set<String> vectors = new HashSet<>();
    Map<String, String> others = new LinkedHashMap<>();
    for (Map.Entry<Entry, JsonNode> read : entries.entrySet()) {
      Entry entry = read.getKey();
      JsonNode shape = read.getValue().path("shape");
      if (entry.element.isFloat()
          && entry.columns > 0
          && (shape.size() == 1 || shape.size() == 2)) {
        tensors.put(entry.name, matrix(entry, start + entry.from));
        if (shape.size() == 1) {
          vectors.add(entry.name);
        }
      } else {
        others.put(entry.name, entry.element + " of shape " + shape);
      }
    }
    return new ForeignTensors(metadata(header), tensors, vectors, others);
  }

  /** What is read of an open file. */
  private interface Part<T> {
    T read(SafetensorsReader reader) throws IOException;
  }

  private static <T> T open(Path file, Part<T> part) {
    if (!Files.exists(file)) {
      throw InputException.in(file, FileKind.missing(file));
    }
    if (!Files.isRegularFile(file)) {
      String kind = Files.isDirectory(file) ? "is a folder" : "is not a regular file";
      throw InputException.in(file, kind + "; a model file is wanted");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return part.read(new SafetensorsReader(file, new FileSource(channel)));
    } catch (IOException e) {
      throw InputException.in(file, "cannot be read: " + AtomicFile.reason(e));
    }
  }

  private Safetensors content() throws IOException {
    JsonNode header = header();
    long start = (long) Long.BYTES + headerLength();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (!field.getKey().equals(Safetensors.METADATA)) {
        entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    requireTiling(entries, source.size() - start);
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      tensors.put(entry.name, matrix(entry, start + entry.from));
    }
    Safetensors content = new Safetensors(metadata(header), tensors);
    if (!content.isSound()) {
      throw fault(
          file,
          "is damaged: its checksum does not match its content; take a copy that is whole, or train"
              + " again (a program that changes such a file on purpose leaves the metadata "
              + Safetensors.CHECKSUM
              + " out)");
    }
    return content;
  }

  private JsonNode header() throws IOException {
    return parse(bytes(Long.BYTES, headerLength()));
  }

  private int headerLength() throws IOException {
    long size = source.size();
    if (size < Long.BYTES) {
      throw foreign("it has " + size + " bytes");
    }
    long length = bytes(0, Long.BYTES).getLong();
    if (length > size - Long.BYTES && length <= MAX_HEADER) {
      throw foreign(
          "its header has " + length + " bytes but the file " + size + ": it was cut short");
    }
    if (length < 2 || length > MAX_HEADER) {
      throw foreign("its header's length " + Long.toUnsignedString(length) + " is impossible");
    }
    return (int) length;
  }

  private JsonNode parse(ByteBuffer bytes) throws IOException {
    try {
      JsonNode header = JsonText.strictTree(StandardCharsets.UTF_8.decode(bytes).toString());
      if (!header.isObject()) {
        throw foreign("its header is not a JSON object");
      }
      return header;
    } catch (JacksonException e) {
      throw foreign("its header is not JSON");
    }
  }

  private Map<String, String> metadata(JsonNode header) {
    Map<String, String> metadata = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> text : header.path(Safetensors.METADATA).properties()) {
      if (!text.getValue().isString()) {
        throw damaged("the metadata " + text.getKey() + " is not a text");
      }
      metadata.put(text.getKey(), text.getValue().asString());
    }
    return metadata;
  }

  private Entry entry(String name, JsonNode node) {
    Element element = Element.of(node.path("dtype").asString(""));
    if (element != Element.F32 && element != Element.F64) {
      throw damaged("tensor " + name + " has the dtype " + node.path("dtype") + ", not F32 or F64");
    }
    JsonNode shape = node.path("shape");
    if (shape.size() != 2 || !isSize(shape.path(0)) || !isSize(shape.path(1))) {
      throw damaged("tensor " + name + " has the shape " + shape + ", not [rows, columns]");
    }
    long from = offset(node.path("data_offsets").path(0));
    long to = offset(node.path("data_offsets").path(1));
    Entry entry = new Entry(name, element, shape.get(0).asInt(), shape.get(1).asInt(), from);
    return checked(entry, shape, to);
  }

  private Entry checked(Entry entry, JsonNode shape, long to) {
    if (!entry.isPossible()) {
      throw damaged("tensor " + entry.name + " has an impossible place or size");
    }
    if (to - entry.from != entry.bytes()) {
      throw damaged(
          "tensor "
              + entry.name
              + " of shape "
              + shape
              + " has "
              + (to - entry.from)
              + " bytes, not "
              + entry.bytes());
    }
    return entry;
  }

  /** Reads a tensor of any shape and type; what is no matrix is taken for a row of its elements. */
  private Entry foreign(String name, JsonNode node) {
    Element element = Element.of(node.path("dtype").asString(""));
    if (element == null) {
      throw damaged("tensor " + name + " has the unknown dtype " + node.path("dtype"));
    }
    JsonNode shape = node.path("shape");
    long elements = 1;
    for (JsonNode size : shape) {
      if (!size.isInt() || size.asInt() < 0) {
        throw damaged("tensor " + name + " has the shape " + shape);
      }
      elements = Math.min(elements * size.asInt(), 1L + Integer.MAX_VALUE);
    }
    if (!shape.isArray() || elements > Integer.MAX_VALUE) {
      throw damaged("tensor " + name + " has an impossible shape " + shape);
    }
    boolean matrix = shape.size() == 2 && elements > 0;
    int rows = matrix ? shape.get(0).asInt() : 1;
    int columns = matrix ? shape.get(1).asInt() : (int) elements;
    long from = offset(node.path("data_offsets").path(0));
    long to = offset(node.path("data_offsets").path(1));
    return checked(new Entry(name, element, rows, columns, from), shape, to);
  }

  /** Returns a place in the file, or −1 if the node is none. */
  private static long offset(JsonNode node) {
    return node.isIntegralNumber() && node.canConvertToLong() ? node.asLong() : -1;
  }

  private static boolean isSize(JsonNode node) {
    return node.isInt() && node.asInt() >= 1;
  }

  private void requireTiling(List<Entry> entries, long size) {
    List<Entry> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(Entry::from).thenComparingLong(Entry::bytes));
    long end = 0;
    for (Entry entry : sorted) {
      if (entry.from != end) {
        throw damaged("tensor " + entry.name + " starts at " + entry.from + ", not at " + end);
      }
      end += entry.bytes();
    }
    if (end != size) {
      throw damaged("its tensors have " + end + " bytes but the file holds " + size + " of them");
    }
  }

  private Matrix matrix(Entry entry, long start) throws IOException {
    Matrix matrix = Matrix.zeros(entry.element.precision(), entry.rows, entry.columns);
    int step = Math.max(1, PIECE / entry.rowBytes());
    int to;
    for (int from = 0; from < entry.rows; from = to) {
      to = from + Math.min(step, entry.rows - from);
      int count = (to - from) * entry.rowBytes();
      ByteBuffer bytes = bytes(start + (long) from * entry.rowBytes(), count);
      fill(matrix.rows(from, to), entry.element, bytes);
    }
    return matrix;
  }

  private static void fill(Matrix matrix, Element element, ByteBuffer bytes) {
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        matrix.set(r, c, element.next(bytes));
      }
    }
  }

  private ByteBuffer bytes(long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (source.read(buffer, position + buffer.position()) < 0) {
        throw damaged("it ends too early");
      }
    }
    return buffer.flip();
  }

  private InputException foreign(String why) throws IOException {
    String kind =
        file == null
            ? FileKind.notAModel(bytes(0, (int) Math.min(PIECE, source.size())).array(), "FILE")
            : FileKind.notAModel(file);
    return fault(file, kind == null ? "not a model file: " + why + text() : kind);
  }

  /** Returns the beginning of a text file, for the message, or nothing. */
  private String text() throws IOException {
    ByteBuffer start = bytes(0, (int) Math.min(SHOWN, source.size()));
    String text = StandardCharsets.UTF_8.decode(start).toString().lines().findFirst().orElse("");
    return text.chars().allMatch(c -> c >= ' ' && c != '\ufffd') && !text.isEmpty()
        ? "; it is text that starts with '" + text + "'"
        : "";
  }

  private InputException damaged(String why) {
    return fault(file, "the model file is damaged: " + why);
  }
}
