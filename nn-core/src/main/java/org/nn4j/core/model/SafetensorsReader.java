package org.nn4j.core.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads safetensors and trusts nothing: the header's length, its JSON, dtypes, shapes, and that the
 * tensors fill the file without gaps or overlaps. Every fault is one {@link InputException}.
 */
final class SafetensorsReader {
  /** The format's own bound on headers, which keeps a hostile length from filling the memory. */
  private static final long MAX_HEADER = 100_000_000;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final Path file;
  private final FileChannel channel;

  private record Entry(String name, Precision precision, int rows, int columns, long from) {
    long bytes() {
      return (long) rows * columns * precision.bytes();
    }
  }

  private SafetensorsReader(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  static Safetensors read(Path file) {
    if (!Files.exists(file)) {
      throw InputException.in(file, "the model file does not exist");
    }
    if (Files.isDirectory(file)) {
      throw InputException.in(file, "is a folder; a model file is wanted");
    }
    try (FileChannel channel = FileChannel.open(file)) {
      return new SafetensorsReader(file, channel).read();
    } catch (IOException e) {
      throw InputException.in(file, "cannot be read: " + AtomicFile.reason(e));
    }
  }

  private Safetensors read() throws IOException {
    long size = channel.size();
    if (size < Long.BYTES) {
      throw foreign("it has " + size + " bytes");
    }
    long length = bytes(0, Long.BYTES).getLong();
    if (length < 2 || length > MAX_HEADER || length > size - Long.BYTES) {
      throw foreign("its header's length " + Long.toUnsignedString(length) + " is impossible");
    }
    JsonNode header = parse(bytes(Long.BYTES, (int) length));
    long start = Long.BYTES + length;
    Map<String, String> metadata = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (Map.Entry<String, JsonNode> field : header.properties()) {
      if (field.getKey().equals(Safetensors.METADATA)) {
        metadata(field.getValue(), metadata);
      } else {
        entries.add(entry(field.getKey(), field.getValue()));
      }
    }
    requireTiling(entries, size - start);
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    for (Entry entry : entries) {
      tensors.put(entry.name, matrix(entry, start));
    }
    return new Safetensors(metadata, tensors);
  }

  private JsonNode parse(ByteBuffer bytes) {
    try {
      JsonNode header = JSON.readTree(StandardCharsets.UTF_8.decode(bytes).toString());
      if (!header.isObject()) {
        throw foreign("its header is not a JSON object");
      }
      return header;
    } catch (JacksonException e) {
      throw foreign("its header is not JSON");
    }
  }

  private void metadata(JsonNode node, Map<String, String> metadata) {
    for (Map.Entry<String, JsonNode> text : node.properties()) {
      if (!text.getValue().isString()) {
        throw damaged("the metadata " + text.getKey() + " is not a text");
      }
      metadata.put(text.getKey(), text.getValue().asString());
    }
  }

  private Entry entry(String name, JsonNode node) {
    Precision precision =
        switch (node.path("dtype").asString("")) {
          case "F32" -> Precision.FLOAT32;
          case "F64" -> Precision.FLOAT64;
          default ->
              throw damaged(
                  "tensor " + name + " has the dtype " + node.path("dtype") + ", not F32 or F64");
        };
    JsonNode shape = node.path("shape");
    if (shape.size() != 2 || !isSize(shape.path(0)) || !isSize(shape.path(1))) {
      throw damaged("tensor " + name + " has the shape " + shape + ", not [rows, columns]");
    }
    long from = node.path("data_offsets").path(0).asLong(-1);
    long to = node.path("data_offsets").path(1).asLong(-1);
    Entry entry = new Entry(name, precision, shape.get(0).asInt(), shape.get(1).asInt(), from);
    if (from < 0 || (long) entry.rows * entry.columns > Integer.MAX_VALUE / 8) {
      throw damaged("tensor " + name + " has an impossible place or size");
    }
    if (to - from != entry.bytes()) {
      throw damaged(
          "tensor "
              + name
              + " of shape "
              + shape
              + " has "
              + (to - from)
              + " bytes, not "
              + entry.bytes());
    }
    return entry;
  }

  private static boolean isSize(JsonNode node) {
    return node.isInt() && node.asInt() >= 0;
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
    Matrix matrix = Matrix.zeros(entry.precision, entry.rows, entry.columns);
    ByteBuffer bytes = bytes(start + entry.from, (int) entry.bytes());
    for (int r = 0; r < entry.rows; r++) {
      for (int c = 0; c < entry.columns; c++) {
        matrix.set(
            r, c, entry.precision == Precision.FLOAT32 ? bytes.getFloat() : bytes.getDouble());
      }
    }
    return matrix;
  }

  private ByteBuffer bytes(long position, int count) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(count).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw damaged("it ends too early");
      }
    }
    return buffer.flip();
  }

  private InputException foreign(String why) {
    return InputException.in(file, "not a model file: " + why);
  }

  private InputException damaged(String why) {
    return InputException.in(file, "the model file is damaged: " + why);
  }
}
