package org.nn4j.spark.net;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;

/** Memory outside the heap on the way between a socket and matrices, little-endian. */
final class Chunk {
  /** Enough to make a system call cheap, little enough for the caches. */
  static final int SIZE = 1 << 16;

  final ByteBuffer bytes = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.LITTLE_ENDIAN);
  private final FloatBuffer floats = bytes.asFloatBuffer();
  private final DoubleBuffer doubles = bytes.asDoubleBuffer();

  /**
   * Copies elements of a contiguous matrix into this memory.
   *
   * @param at where to, in elements
   * @param from the first one
   */
  void put(int at, Matrix source, int from, int count) {
    if (source instanceof FloatMatrix matrix) {
      floats.put(at, matrix.array(), matrix.offset() + from, count);
    } else {
      DoubleMatrix matrix = (DoubleMatrix) source;
      doubles.put(at, matrix.array(), matrix.offset() + from, count);
    }
  }

  /** Copies elements out of this memory, the reverse of {@link #put}. */
  void get(int at, Matrix target, int from, int count) {
    if (target instanceof FloatMatrix matrix) {
      floats.get(at, matrix.array(), matrix.offset() + from, count);
    } else {
      DoubleMatrix matrix = (DoubleMatrix) target;
      doubles.get(at, matrix.array(), matrix.offset() + from, count);
    }
  }
}
