package com.acme.nn;

import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * Squareplus on SIMD lanes, in the scalar definition's operations and order. Loaded only where the
 * Vector API is there.
 */
final class SquareplusVectors {
  private static final VectorSpecies<Double> DOUBLES = DoubleVector.SPECIES_PREFERRED;

  /** As many floats as there are doubles in a vector. */
  private static final VectorSpecies<Float> FLOATS =
      VectorSpecies.of(
          float.class, jdk.incubator.vector.VectorShape.forBitSize(DOUBLES.vectorBitSize() / 2));

  private SquareplusVectors() {}

  static void forward(Squareplus f, double[] z, int zFrom, double[] a, int aFrom, int length) {
    int whole = DOUBLES.loopBound(length);
    for (int i = 0; i < whole; i += DOUBLES.length()) {
      value(f.b(), DoubleVector.fromArray(DOUBLES, z, zFrom + i)).intoArray(a, aFrom + i);
    }
    for (int i = whole; i < length; i++) {
      a[aFrom + i] = f.value(z[zFrom + i]);
    }
  }

  static void forward(Squareplus f, float[] z, int zFrom, float[] a, int aFrom, int length) {
    int whole = DOUBLES.loopBound(length);
    for (int i = 0; i < whole; i += DOUBLES.length()) {
      FloatVector narrow = FloatVector.fromArray(FLOATS, z, zFrom + i);
      DoubleVector wide = (DoubleVector) narrow.convertShape(VectorOperators.F2D, DOUBLES, 0);
      DoubleVector value = value(f.b(), wide);
      ((FloatVector) value.convertShape(VectorOperators.D2F, FLOATS, 0)).intoArray(a, aFrom + i);
    }
    for (int i = whole; i < length; i++) {
      a[aFrom + i] = (float) f.value(z[zFrom + i]);
    }
  }

  private static DoubleVector value(double b, DoubleVector z) {
    DoubleVector root = z.mul(z).add(b).sqrt();
    DoubleVector right = z.add(root).div(2);
    DoubleVector left = DoubleVector.broadcast(DOUBLES, b / 2).div(root.sub(z));
    return left.blend(right, z.compare(VectorOperators.GT, 0));
  }
}
