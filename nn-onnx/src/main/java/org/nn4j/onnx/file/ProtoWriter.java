package org.nn4j.onnx.file;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the few field types of protocol buffers that ONNX files are made of.
 *
 * <p>Source: "Protocol Buffers: Encoding", protobuf.dev.
 */
final class ProtoWriter {
  static final int VARINT = 0;
  static final int FIXED64 = 1;
  static final int BYTES = 2;
  static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ProtoWriter varint(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  ProtoWriter fixed32(int field, float value) {
    key(field, FIXED32);
    int bits = Float.floatToIntBits(value);
    for (int i = 0; i < Integer.BYTES; i++) {
      out.write(bits >>> (8 * i));
    }
    return this;
  }

  ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a text unless it is empty, which is what a reader takes for one that is not there. */
  ProtoWriter textIfAny(int field, String value) {
    return value.isEmpty() ? this : text(field, value);
  }

  ProtoWriter message(int field, ProtoWriter value) {
    return bytes(field, value.toBytes());
  }

  ProtoWriter bytes(int field, byte[] value) {
    key(field, BYTES);
    varint(value.length);
    out.writeBytes(value);
    return this;
  }

  private void key(int field, int type) {
    varint(((long) field << 3) | type);
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
