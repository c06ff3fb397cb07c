package org.nn4j.core.model;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes a safetensors file of bytes that are easier to vary: a header in JSON, a line's end, and
 * the tensors' data. Its length, the places of the tensors, and as many bytes as these have are put
 * right. Input that starts otherwise is a file as it is.
 */
public final class ForgedTensors {
  /** Larger tensors than this are left to fail. */
  private static final long MOST = 1 << 16;

  private ForgedTensors() {}

  /** Makes a file. */
  public static byte[] of(byte[] input) {
    int end = 0;
    while (end < input.length && input[end] != '\n') {
      end++;
    }
    if (end == 0 || input[0] != '{') {
      return input;
    }
    byte[] header = Arrays.copyOf(input, end);
    byte[] data = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
    try {
      if (JsonMapper.shared().readTree(header) instanceof ObjectNode root) {
        data = Arrays.copyOf(data, place(root));
        header = root.toString().getBytes(StandardCharsets.UTF_8);
      }
    } catch (JacksonException e) {
      // Stays as it is.
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    file.writeBytes(length.putLong(header.length).array());
    file.writeBytes(header);
    file.writeBytes(data);
    return file.toByteArray();
  }

  /** Puts the places of tensors right and returns the bytes that they have together. */
  private static int place(ObjectNode root) {
    long offset = 0;
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      JsonNode shape = field.getValue().path("shape");
      long width = field.getValue().path("dtype").asString("").equals("F64") ? 8 : 4;
      long bytes = width * shape.path(0).asInt(0) * shape.path(1).asInt(0);
      if (field.getValue() instanceof ObjectNode entry && bytes > 0 && offset + bytes <= MOST) {
        entry.putArray("data_offsets").add(offset).add(offset + bytes);
        offset += bytes;
      }
    }
    return (int) offset;
  }
}
