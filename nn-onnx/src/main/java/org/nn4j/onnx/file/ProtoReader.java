package org.nn4j.onnx.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.function.DoubleConsumer;
import java.util.function.LongConsumer;
import org.nn4j.core.io.ProtoWriter;

/**
 * Reads the fields of one message, and trusts nothing: every length is compared with what is there
 * before it is used.
 *
 * <pre>{@code
 * while (message.next()) {
 *   switch (message.field()) {
 *     case 1 -> name = message.text();
 *     default -> message.skip();
 *   }
 * }
 * }</pre>
 */
final class ProtoReader {
  private final ByteBuffer bytes;
  private int field;
  private int wire;

  private ProtoReader(ByteBuffer bytes) {
    this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
  }

  static ProtoReader of(byte[] bytes) {
    return new ProtoReader(ByteBuffer.wrap(bytes));
  }

  /** Goes to the next field; returns false at the end of the message. */
  boolean next() {
    if (!bytes.hasRemaining()) {
      return false;
    }
    long key = varint();
    if (key >>> 3 == 0 || key >>> 3 > Integer.MAX_VALUE) {
      throw new MalformedException("a field of number " + (key >>> 3));
    }
    field = (int) (key >>> 3);
    wire = (int) key & 7;
    return true;
  }

  int field() {
    return field;
  }

  /** Returns the field's number. */
  long number() {
    require(ProtoWriter.VARINT);
    return varint();
  }

  /** Returns the field's 32-bit floating-point number. */
  float real() {
    require(ProtoWriter.FIXED32);
    return need(Float.BYTES).getFloat();
  }

  /** Returns the field's text; one that is not UTF-8 is refused. */
  String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes()).toString();
    } catch (CharacterCodingException e) {
      throw new MalformedException("a text that is not UTF-8");
    }
  }

  /** Returns the field's bytes, not a copy. */
  ByteBuffer bytes() {
    require(ProtoWriter.BYTES);
    long length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw new MalformedException(
          "a field of " + length + " bytes where " + bytes.remaining() + " are left");
    }
    ByteBuffer part = bytes.slice(bytes.position(), (int) length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.position(bytes.position() + (int) length);
    return part;
  }

  /** Returns the field's message. */
  ProtoReader message() {
    return new ProtoReader(bytes());
  }

  /**
   * Returns how many numbers the field holds.
   *
   * @param size the bytes of each, or 0 for those of any length
   */
  int count(int size) {
    if (wire != ProtoWriter.BYTES) {
      return 1;
    }
    int start = bytes.position();
    ByteBuffer packed = bytes();
    bytes.position(start);
    if (size > 0) {
      return packed.remaining() / size;
    }
    int count = 0;
    while (packed.hasRemaining()) {
      count += packed.get() >= 0 ? 1 : 0;
    }
    return count;
  }

  /** Hands on the field's numbers: one, or several that are packed. */
  void numbers(LongConsumer consumer) {
    if (wire == ProtoWriter.VARINT) {
      consumer.accept(varint());
      return;
    }
    ProtoReader packed = message();
    while (packed.bytes.hasRemaining()) {
      consumer.accept(packed.varint());
    }
  }

  /** Hands on the field's floating-point numbers of 32 bits: one, or several that are packed. */
  void reals(DoubleConsumer consumer) {
    if (wire == ProtoWriter.FIXED32) {
      consumer.accept(need(Float.BYTES).getFloat());
      return;
    }
    ByteBuffer packed = whole(Float.BYTES);
    while (packed.hasRemaining()) {
      consumer.accept(packed.getFloat());
    }
  }

  /** Hands on the field's floating-point numbers of 64 bits: one, or several that are packed. */
  void longReals(DoubleConsumer consumer) {
    if (wire == ProtoWriter.FIXED64) {
      consumer.accept(need(Double.BYTES).getDouble());
      return;
    }
    ByteBuffer packed = whole(Double.BYTES);
    while (packed.hasRemaining()) {
      consumer.accept(packed.getDouble());
    }
  }

  private ByteBuffer whole(int size) {
    ByteBuffer packed = bytes();
    if (packed.remaining() % size != 0) {
      throw new MalformedException(
          packed.remaining() + " bytes of numbers that have " + size + " bytes each");
    }
    return packed;
  }

  /** Leaves the field out. */
  void skip() {
    switch (wire) {
      case ProtoWriter.VARINT -> varint();
      case ProtoWriter.FIXED64 -> need(Long.BYTES).getLong();
      case ProtoWriter.FIXED32 -> need(Integer.BYTES).getInt();
      case ProtoWriter.BYTES -> bytes();
      default -> throw new MalformedException("a field of wire type " + wire);
    }
  }

  private void require(int type) {
    if (wire != type) {
      throw new MalformedException(
          "field " + field + " of wire type " + wire + " where it is " + type);
    }
  }

  private ByteBuffer need(int count) {
    if (bytes.remaining() < count) {
      throw new MalformedException("an end in the middle of a number");
    }
    return bytes;
  }

  private long varint() {
    long value = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte part = need(1).get();
      value |= (part & 0x7FL) << shift;
      if (part >= 0) {
        return value;
      }
    }
    throw new MalformedException("a number of more than 64 bits");
  }
}
