package org.nn4j.report.tensorboard;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the few field types of protocol buffers that events are made of.
 *
 * <p>Source: "Protocol Buffers: Encoding", protobuf.dev.
 */
final class ProtoBuffer {
  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  ProtoBuffer varint(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  ProtoBuffer fixed64(int field, double value) {
    key(field, FIXED64);
    littleEndian(Double.doubleToLongBits(value), Long.BYTES);
    return this;
  }

  ProtoBuffer fixed32(int field, float value) {
    key(field, FIXED32);
    littleEndian(Float.floatToIntBits(value), Integer.BYTES);
    return this;
  }

  ProtoBuffer text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ProtoBuffer message(int field, ProtoBuffer value) {
    return bytes(field, value.toBytes());
  }

  private ProtoBuffer bytes(int field, byte[] value) {
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

  private void littleEndian(long bits, int bytes) {
    for (int i = 0; i < bytes; i++) {
      out.write((int) (bits >>> (8 * i)));
    }
  }

  byte[] toBytes() {
    return out.toByteArray();
  }
}
