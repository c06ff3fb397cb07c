package com.acme.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.testkit.ActivationContract;

class SquareplusTest extends ActivationContract {

  @Override
  protected Activation instance() {
    return new Squareplus(0.3);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 4, 8, 17, 1000})
  void rangesHaveTheBitsOfTheScalarDefinition(int length) {
    Squareplus f = new Squareplus(0.3);
    double[] z = numbers(length + 5);
    double[] a = new double[length + 2];
    f.forward(z, 5, a, 2, length);
    assertArrayEquals(
        IntStream.range(0, length).mapToDouble(i -> f.value(z[5 + i])).toArray(),
        java.util.Arrays.copyOfRange(a, 2, length + 2));

    float[] narrow = new float[length];
    IntStream.range(0, length).forEach(i -> narrow[i] = (float) z[i]);
    float[] expected = new float[length];
    IntStream.range(0, length).forEach(i -> expected[i] = (float) f.value(narrow[i]));
    float[] actual = new float[length];
    f.forward(narrow, 0, actual, 0, length);
    assertArrayEquals(expected, actual);
  }

  private static double[] numbers(int length) {
    Random random = new Random(1);
    double[] special = {
      0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1e4, -1e4, 1e-310
    };
    return IntStream.range(0, length)
        .mapToDouble(i -> i % 5 == 0 ? special[i / 5 % special.length] : random.nextGaussian())
        .toArray();
  }

  @Test
  void rejectsABendThatIsNotAboveZero() {
    assertThrows(IllegalArgumentException.class, () -> new Squareplus(0));
  }
}
