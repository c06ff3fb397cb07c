package org.nn4j.simd;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/** {@link FloatBytes} on vectors. */
final class FloatSimdBytes {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /** Whether vectors of as many bytes have 128 bits: shorter ones stay objects on JDK 17. */
  private static final boolean POSSIBLE = L >= 16;

  private static final VectorSpecies<Byte> B =
      VectorSpecies.of(byte.class, VectorShape.forBitSize(POSSIBLE ? L * Byte.SIZE : 128));

  /** 1/255 is this and {@link #REST}; with both a quotient is rounded as a division rounds it. */
  private static final float PART = 1 / 255.0f;

  private static final float REST = Math.fma(-PART, 255.0f, 1.0f) / 255.0f;

  private FloatSimdBytes() {}

  /** Computes x = b/255 for {@code n} bytes. */
  static void toUnit(byte[] bytes, int from, float[] x, int xFrom, int n) {
    int whole = POSSIBLE ? n - n % L : 0;
    for (int i = 0; i < whole; i += L) {
      ByteVector signed =
          ByteVector.fromArray(B, bytes, from + i).lanewise(VectorOperators.XOR, (byte) 0x80);
      FloatVector b = ((FloatVector) signed.castShape(S, 0)).add(128.0f);
      b.fma(FloatVector.broadcast(S, PART), b.mul(REST)).intoArray(x, xFrom + i);
    }
    FloatBytes.toUnit(bytes, from + whole, x, xFrom + whole, n - whole);
  }
}
