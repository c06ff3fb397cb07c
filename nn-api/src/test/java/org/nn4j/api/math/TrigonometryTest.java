package org.nn4j.api.math;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TrigonometryTest {
  private static final long SEED = 7;

  @Test
  void sineAndCosineAreWithinTwoUlpsOfStrictMath() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200_000; i++) {
      double x = random.nextGaussian() * Math.pow(2, random.nextInt(24));
      requireNear(x);
    }
    for (int n = -2000; n <= 2000; n++) { // near multiples of a quarter turn
      requireNear(n * (Math.PI / 2));
      requireNear(Math.nextUp(n * (Math.PI / 2)));
      requireNear(n * (Math.PI / 4));
    }
  }

  private static void requireNear(double x) {
    double sine = StrictMath.sin(x);
    double cosine = StrictMath.cos(x);
    assertThat(Math.abs(NnMath.sin(x) - sine))
        .as("sin %s", x)
        .isLessThanOrEqualTo(2 * Math.ulp(sine));
    assertThat(Math.abs(NnMath.cos(x) - cosine))
        .as("cos %s", x)
        .isLessThanOrEqualTo(2 * Math.ulp(cosine));
    assertThat(NnMath.sin((float) x)).isEqualTo((float) NnMath.sin((double) (float) x));
    assertThat(NnMath.cos((float) x)).isEqualTo((float) NnMath.cos((double) (float) x));
  }

  @Test
  void specialValuesAreThoseOfMath() {
    assertThat(NnMath.sin(0.0)).isEqualTo(0.0);
    assertThat(1 / NnMath.sin(-0.0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(NnMath.cos(0.0)).isEqualTo(1);
    for (double x :
        new double[] {Double.NaN, Double.POSITIVE_INFINITY, -Double.POSITIVE_INFINITY}) {
      assertThat(NnMath.sin(x)).isNaN();
      assertThat(NnMath.cos(x)).isNaN();
    }
    assertThat(NnMath.sin(1e300)).isEqualTo(StrictMath.sin(1e300));
  }

  @Test
  void nothingIsAllocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    double sum = sum();
    long before = threads.getCurrentThreadAllocatedBytes();
    sum += sum();
    long bytes = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(sum).isFinite();
    assertThat(bytes).isLessThan(1000);
  }

  private static double sum() {
    double sum = 0;
    for (int i = 0; i < 10_000; i++) {
      sum += NnMath.sin(0.37 * i) + NnMath.cos(-0.41 * i);
    }
    return sum;
  }
}
