package org.nn4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.random.RandomStream;

/** Cosine and sine of multiples of π against series, at many arguments. */
class TrigonometryTest {
  private static final long SEED = 3;
  private static final BigDecimal PI =
      new BigDecimal("3.14159265358979323846264338327950288419716939937510582097494459230781641");
  private static final MathContext MC = new MathContext(50);

  /** Returns sin(πy) for |y| up to ½, by Taylor's series. */
  private static BigDecimal series(BigDecimal y) {
    BigDecimal x = PI.multiply(y, MC);
    BigDecimal square = x.multiply(x, MC).negate();
    BigDecimal term = x;
    BigDecimal sum = term;
    for (int i = 2; i < 36; i += 2) {
      term = term.multiply(square, MC).divide(BigDecimal.valueOf((long) i * (i + 1)), MC);
      sum = sum.add(term, MC);
    }
    return sum;
  }

  /** Returns cos(πx) = sin(π(½ − |r|)), r being the exact remainder of x by 2. */
  private static BigDecimal cos(double x) {
    BigDecimal r = new BigDecimal(Math.abs(Math.IEEEremainder(x, 2)));
    return series(new BigDecimal("0.5").subtract(r));
  }

  private static BigDecimal sin(double x) {
    double r = Math.IEEEremainder(x, 2);
    BigDecimal exact = new BigDecimal(r);
    return series(Math.abs(r) > 0.5 ? BigDecimal.valueOf(Math.signum(r)).subtract(exact) : exact);
  }

  private interface Sink {
    void accept(double x);
  }

  /** Arguments of all sizes up to {@code reach}, about half of them within a turn. */
  private static void arguments(int count, double reach, Sink sink) {
    RandomStream random = new RandomStream(SEED, "arguments");
    for (int i = 0; i < count; i++) {
      double x = 2 * random.nextDouble() - 1;
      sink.accept(i % 2 == 0 ? x : x * Math.pow(reach, random.nextDouble()));
    }
    for (int i = -8; i <= 8; i++) {
      sink.accept(i / 4.0);
      sink.accept(i / 4.0 + 1e-5);
    }
  }

  private static double ulps(double actual, double expected, double ulp) {
    return Math.abs(actual - expected) / ulp;
  }

  private static double ulps(double actual, BigDecimal expected) {
    BigDecimal ulp = new BigDecimal(Math.ulp(expected.doubleValue()));
    return new BigDecimal(actual).subtract(expected).abs().divide(ulp, MC).doubleValue();
  }

  @Test
  void floatsStayWithinTheirBound() {
    double[] worst = new double[2];
    arguments(
        2_000_000,
        0x1p21,
        argument -> {
          float x = (float) argument;
          double r = Math.IEEEremainder(x, 2);
          double y = Math.abs(r) > 0.5 ? Math.copySign(1, r) - r : r;
          double cos = StrictMath.sin(Math.PI * (0.5 - Math.abs(r)));
          double sin = StrictMath.sin(Math.PI * y);
          worst[0] = Math.max(worst[0], ulps(Trigonometry.cosPi(x), cos, Math.ulp((float) cos)));
          worst[1] = Math.max(worst[1], ulps(Trigonometry.sinPi(x), sin, Math.ulp((float) sin)));
        });
    assertThat(worst[0]).as("cosPi, seed %d", SEED).isBetween(1.0, 2.2);
    assertThat(worst[1]).as("sinPi, seed %d", SEED).isBetween(1.0, 2.2);
  }

  @Test
  void doublesStayWithinTheirBound() {
    double[] worst = new double[2];
    arguments(
        4_000,
        0x1p50,
        x -> {
          worst[0] = Math.max(worst[0], ulps(Trigonometry.cosPi(x), cos(x)));
          worst[1] = Math.max(worst[1], ulps(Trigonometry.sinPi(x), sin(x)));
        });
    assertThat(worst[0]).as("cosPi, seed %d", SEED).isBetween(1.0, 2.5);
    assertThat(worst[1]).as("sinPi, seed %d", SEED).isBetween(1.0, 2.5);
  }

  @Test
  void quarterTurnsAreExact() {
    double[] cosines = {1, 0, -1, 0};
    for (int i = -400; i <= 400; i++) {
      double cos = cosines[Math.floorMod(i, 4)];
      double sin = cosines[Math.floorMod(i - 1, 4)];
      assertThat(Trigonometry.cosPi(i / 2f)).isCloseTo((float) cos, within(0f));
      assertThat(Trigonometry.sinPi(i / 2f)).isCloseTo((float) sin, within(0f));
      assertThat(Trigonometry.cosPi(i / 2.0)).isCloseTo(cos, within(0.0));
      assertThat(Trigonometry.sinPi(i / 2.0)).isCloseTo(sin, within(0.0));
    }
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0x1p22, 0x1.000002p23, 0x1.fffffep30, 0x1p51, 0x1.0000000000001p53, 1e300})
  void whatIsLargeGivesSomethingInRange(double x) {
    for (double sign : new double[] {1, -1}) {
      assertThat(Trigonometry.cosPi((float) (sign * Math.min(x, 1e38)))).isBetween(-1f, 1f);
      assertThat(Trigonometry.sinPi((float) (sign * Math.min(x, 1e38)))).isBetween(-1f, 1f);
      assertThat(Trigonometry.cosPi(sign * x)).isBetween(-1.0, 1.0);
      assertThat(Trigonometry.sinPi(sign * x)).isBetween(-1.0, 1.0);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void whatIsNoNumberGivesNone(double x) {
    assertThat(Trigonometry.cosPi((float) x)).isNaN();
    assertThat(Trigonometry.sinPi((float) x)).isNaN();
    assertThat(Trigonometry.cosPi(x)).isNaN();
    assertThat(Trigonometry.sinPi(x)).isNaN();
  }
}
