package org.nn4j.report.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
  @TempDir private Path folder;

  /** Reads records, checking lengths and CRCs by the format's definition. */
  static List<ByteBuffer> records(Path file) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    List<ByteBuffer> records = new ArrayList<>();
    while (bytes.hasRemaining()) {
      int start = bytes.position();
      int length = Math.toIntExact(bytes.getLong());
      assertThat(bytes.getInt()).isEqualTo(masked(bytes.array(), start, 8));
      ByteBuffer data = bytes.slice(bytes.position(), length).order(ByteOrder.LITTLE_ENDIAN);
      int from = bytes.position();
      bytes.position(from + length);
      assertThat(bytes.getInt()).isEqualTo(masked(bytes.array(), from, length));
      records.add(data);
    }
    return records;
  }

  private static int masked(byte[] bytes, int from, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, from, length);
    long value = crc.getValue();
    return (int) (((value >>> 15) | (value << 17)) + 0xa282ead8L);
  }

  /** Reads a message's fields by number, as bytes, numbers or bits. */
  static Map<Integer, List<Object>> fields(ByteBuffer message) {
    Map<Integer, List<Object>> fields = new LinkedHashMap<>();
    while (message.hasRemaining()) {
      long key = varint(message);
      Object value =
          switch ((int) (key & 7)) {
            case 0 -> varint(message);
            case 1 -> message.getDouble();
            case 5 -> message.getFloat();
            default -> {
              int length = (int) varint(message);
              ByteBuffer bytes =
                  message.slice(message.position(), length).order(ByteOrder.LITTLE_ENDIAN);
              message.position(message.position() + length);
              yield bytes;
            }
          };
      fields.computeIfAbsent((int) (key >>> 3), k -> new ArrayList<>()).add(value);
    }
    return fields;
  }

  private static long varint(ByteBuffer bytes) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = bytes.get();
      value |= (long) (next & 0x7F) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  static String text(Object bytes) {
    return StandardCharsets.UTF_8.decode((ByteBuffer) bytes).toString();
  }

  /** Returns a record's scalars by tag. */
  static Map<String, Float> scalars(ByteBuffer record) {
    Map<String, Float> scalars = new LinkedHashMap<>();
    Map<Integer, List<Object>> event = fields(record);
    for (Object value : fields((ByteBuffer) event.get(5).get(0)).get(1)) {
      Map<Integer, List<Object>> scalar = fields((ByteBuffer) value);
      scalars.put(text(scalar.get(1).get(0)), (Float) scalar.get(2).get(0));
    }
    return scalars;
  }

  @Test
  void startsAsEveryEventFileDoes() throws IOException {
    Path file = folder.resolve("events");
    new EventFile(file, 1.5).close();

    // The first twelve bytes of any file that TensorFlow writes: length 24 and its CRC.
    assertThat(HexFormat.of().formatHex(Files.readAllBytes(file)))
        .startsWith("1800000000000000a37f4b22");
    Map<Integer, List<Object>> first = fields(records(file).get(0));
    assertThat(first.get(1)).containsExactly(1.5);
    assertThat(text(first.get(3).get(0))).isEqualTo("brain.Event:2");
  }

  @Test
  void holdsScalarsByStep() throws IOException {
    Path file = folder.resolve("events");
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("loss", 0.25);
    values.put("größe/λ", Double.NaN);
    try (EventFile events = new EventFile(file, 1)) {
      events.scalars(2.25, 300, values);
    }

    ByteBuffer record = records(file).get(1);
    Map<Integer, List<Object>> event = fields(record.duplicate().order(ByteOrder.LITTLE_ENDIAN));
    assertThat(event.get(1)).containsExactly(2.25);
    assertThat(event.get(2)).containsExactly(300L);
    assertThat(scalars(record)).containsEntry("loss", 0.25f).containsEntry("größe/λ", Float.NaN);
  }
}
