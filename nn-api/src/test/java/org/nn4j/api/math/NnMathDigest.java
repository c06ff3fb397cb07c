package org.nn4j.api.math;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Random;

/**
 * Hashes the results of all functions on fixed arguments; prints the hash when run as a program.
 */
final class NnMathDigest {

  private NnMathDigest() {}

  public static void main(String[] args) {
    System.out.println(compute(Integer.parseInt(args[0])));
  }

  /** SHA-256 over both overloads of every function at {@code count} seeded arguments. */
  static String compute(int count) {
    MessageDigest digest = sha256();
    ByteBuffer bytes = ByteBuffer.allocate(2 * (Float.BYTES + Double.BYTES));
    for (MathFunction function : MathFunction.values()) {
      Random random = new Random(42);
      for (int i = 0; i < count; i++) {
        // Any bit pattern, and arguments where the functions are curved.
        float anyFloat = Float.intBitsToFloat(random.nextInt());
        double anyDouble = Double.longBitsToDouble(random.nextLong());
        double near = 20 * random.nextGaussian();
        bytes.clear();
        // The canonical bits: a NaN's payload is not promised.
        bytes.putInt(Float.floatToIntBits(function.onFloat.apply(anyFloat)));
        bytes.putInt(Float.floatToIntBits(function.onFloat.apply((float) near)));
        bytes.putLong(Double.doubleToLongBits(function.onDouble.applyAsDouble(anyDouble)));
        bytes.putLong(Double.doubleToLongBits(function.onDouble.applyAsDouble(near)));
        digest.update(bytes.array());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }
}
