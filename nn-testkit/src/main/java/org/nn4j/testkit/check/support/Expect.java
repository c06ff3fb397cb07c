package org.nn4j.testkit.check.support;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.testkit.check.Check;
import org.nn4j.testkit.check.Counterexample;

/** Comparisons that throw a {@link Counterexample}. All NaN are one value. */
public final class Expect {
  private Expect() {}

  public static boolean sameBits(double a, double b) {
    return Double.doubleToLongBits(a) == Double.doubleToLongBits(b);
  }

  public static void bits(String rule, String point, double expected, double actual) {
    if (!sameBits(expected, actual)) {
      throw new Counterexample(rule, point, expected, actual);
    }
  }

  public static void bits(String rule, String point, Matrix expected, Matrix actual) {
    close(rule, point, expected, actual, 0);
  }

  /** Requires equality within {@code tolerance}·max(1, |expected|); NaN and ∞ equal themselves. */
  public static void close(
      String rule, String point, double expected, double actual, double tolerance) {
    if (!isClose(expected, actual, tolerance)) {
      throw new Counterexample(rule, point, expected, actual);
    }
  }

  public static void close(
      String rule, String point, Matrix expected, Matrix actual, double tolerance) {
    if (TestMatrices.sameBits(expected, actual)) {
      return;
    }
    for (int r = 0; r < expected.rows(); r++) {
      for (int c = 0; c < expected.columns(); c++) {
        double want = expected.get(r, c);
        double got = actual.get(r, c);
        if (!isClose(want, got, tolerance)) {
          throw new Counterexample(rule, element(point, r, c), want, got);
        }
      }
    }
  }

  public static void that(
      boolean holds,
      String rule,
      String point,
      @Nullable Object expected,
      @Nullable Object actual) {
    if (!holds) {
      throw new Counterexample(rule, point, expected, actual);
    }
  }

  /** Requires that something is refused with an {@link IllegalArgumentException}. */
  public static void refused(String rule, String point, Check.Body body) throws Exception {
    String expected = "an IllegalArgumentException that says what is wrong";
    try {
      body.run();
    } catch (IllegalArgumentException e) {
      that(e.getMessage() != null, rule, point, expected, "one without a message");
      return;
    } catch (RuntimeException e) {
      throw new Counterexample(rule, point, expected, e);
    }
    throw new Counterexample(rule, point, expected, "no exception");
  }

  /** Names an element of what a point names. */
  public static String element(String point, int row, int column) {
    return point + ", row " + row + ", column " + column;
  }

  private static boolean isClose(double expected, double actual, double tolerance) {
    return sameBits(expected, actual)
        || Math.abs(expected - actual) <= tolerance * Math.max(1, Math.abs(expected));
  }
}
