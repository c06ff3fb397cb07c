package org.nn4j.spark.net;

import java.nio.ByteBuffer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/**
 * A message: a header of {@value #HEADER} bytes, and elements of one or more matrices after it.
 * Used again and again.
 */
final class Frame {
  static final int HEADER = 32;

  /** Nodes of the sender's shards, elements of the receiver's block. */
  static final int PART = 1;

  /** The sender's block of the sum. */
  static final int SUM = 2;

  /** The rows of the sender's shards. */
  static final int GATHER = 3;

  /** The last message; instead of elements the reason in UTF-8, which is empty after success. */
  static final int LEAVE = 4;

  private static final Precision[] PRECISIONS = Precision.values();
  private static final Matrix[] NONE = {};

  int kind;
  Precision precision = Precision.FLOAT32;

  /** Which reduction. */
  int reduction;

  /** Which sum or gathering of the run, from 1; of a {@link #PART}, which sum of its reduction. */
  long sequence;

  /** Rows of what is gathered, 1 for a sum. */
  int rows;

  /** Columns of what is gathered, the elements of a sum. */
  int columns;

  /** The first element that is sent of each matrix, counted in the whole matrix or sum. */
  int from;

  /** How many elements are sent of each matrix. */
  int count;

  /** Where the elements are taken from or go to; not in the header. */
  Matrix[] matrices = NONE;

  /** Of element {@link #from} in {@link #matrices}. */
  int offset;

  /** Returns how many bytes follow the header. */
  long bytes() {
    return kind == LEAVE ? count : (long) count * matrices.length * precision.bytes();
  }

  void writeHeader(ByteBuffer buffer) {
    buffer
        .put((byte) kind)
        .put((byte) (precision == Precision.FLOAT32 ? 0 : 1))
        .putShort((short) reduction);
    buffer.putLong(sequence).putInt(rows).putInt(columns).putInt(from).putInt(count);
    buffer.putInt(matrices.length);
  }

  /**
   * Reads a header.
   *
   * @return the number of matrices, or −1 if it is no header
   */
  int readHeader(ByteBuffer buffer) {
    kind = buffer.get();
    int width = buffer.get();
    reduction = buffer.getShort();
    sequence = buffer.getLong();
    rows = buffer.getInt();
    columns = buffer.getInt();
    from = buffer.getInt();
    count = buffer.getInt();
    int parts = buffer.getInt();
    if (kind < PART || kind > LEAVE || width < 0 || width >= PRECISIONS.length || count < 0) {
      return -1;
    }
    precision = PRECISIONS[width];
    return parts;
  }

  /** Copies elements into a chunk, those after the first {@code done} of all matrices. */
  void put(long done, Chunk chunk, int at, int elements) {
    move(done, chunk, at, elements, true);
  }

  /** Copies elements out of a chunk, the reverse of {@link #put}. */
  void get(long done, Chunk chunk, int elements) {
    move(done, chunk, 0, elements, false);
  }

  private void move(long done, Chunk chunk, int start, int elements, boolean put) {
    int at = start;
    int end = start + elements;
    for (long next = done; at < end; ) {
      Matrix matrix = matrices[(int) (next / count)];
      int first = (int) (next % count);
      int length = Math.min(end - at, count - first);
      if (put) {
        chunk.put(at, matrix, offset + first, length);
      } else {
        chunk.get(at, matrix, offset + first, length);
      }
      at += length;
      next += length;
    }
  }

  /** Returns what this is, for messages to people. */
  @Override
  public String toString() {
    String shape = rows + "×" + columns + " " + precision.id();
    return switch (kind) {
      case PART ->
          "elements " + from + " to " + (from + count) + " for sum " + sequence + " " + of(shape);
      case SUM -> "a sum, operation " + sequence + ", " + of(shape);
      case GATHER -> "a gathering, operation " + sequence + ", of " + shape;
      case LEAVE -> "the end";
      default -> "nothing yet";
    };
  }

  private String of(String shape) {
    return "of reduction " + reduction + ", " + shape;
  }
}
