package org.nn4j.core.io;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Writes the few field types of protocol buffers that ONNX files and TensorBoard's events are made
 * of.
 *
 * <p>Source: "Protocol Buffers: Encoding", protobuf.dev.
 */
public final class ProtoWriter {
  /** The wire type of whole numbers. */
  public static final int VARINT = 0;

  /** The wire type of eight bytes. */
  public static final int FIXED64 = 1;

  /** The wire type of bytes, texts and messages. */
  public static final int BYTES = 2;

  /** The wire type of four bytes. */
  public static final int FIXED32 = 5;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** Creates a message without fields. */
  public ProtoWriter() {}

  /** Writes a whole number. */
  public ProtoWriter varint(int field, long value) {
    key(field, VARINT);
    varint(value);
    return this;
  }

  /** Writes a number of eight bytes. */
  public ProtoWriter fixed64(int field, double value) {
    key(field, FIXED64);
    littleEndian(Double.doubleToLongBits(value), Long.BYTES);
    return this;
  }

  /** Writes a number of four bytes. */
  public ProtoWriter fixed32(int field, float value) {
    key(field, FIXED32);
    littleEndian(Float.floatToIntBits(value), Integer.BYTES);
    return this;
  }

  /** Writes a text, in UTF-8. */
  public ProtoWriter text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a text unless it is empty, which is what a reader takes for one that is not there. */
  public ProtoWriter textIfAny(int field, String value) {
    return value.isEmpty() ? this : text(field, value);
  }

  /** Writes a message within this one. */
  public ProtoWriter message(int field, ProtoWriter value) {
    return bytes(field, value.toBytes());
  }

  /** Writes bytes, their number before them. */
  public ProtoWriter bytes(int field, byte[] value) {
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

  /** Returns what was written. */
  public byte[] toBytes() {
    return out.toByteArray();
  }
}
