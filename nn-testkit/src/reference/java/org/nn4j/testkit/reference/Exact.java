package org.nn4j.testkit.reference;

import java.util.function.IntToDoubleFunction;
import org.nn4j.api.Precision;
import org.nn4j.api.math.NnMath;

/**
 * The operations of one precision, and the orders of them that {@link org.nn4j.api.Kernels} states.
 *
 * <p>Numbers travel as double; every operation is performed in the given precision.
 */
public record Exact(Precision precision) {

  public double fma(double a, double b, double c) {
    return single() ? Math.fma((float) a, (float) b, (float) c) : Math.fma(a, b, c);
  }

  public double add(double a, double b) {
    return single() ? (float) a + (float) b : a + b;
  }

  public double multiply(double a, double b) {
    return single() ? (float) a * (float) b : a * b;
  }

  public double divide(double a, double b) {
    return single() ? (float) a / (float) b : a / b;
  }

  public double exp(double x) {
    return single() ? NnMath.exp((float) x) : NnMath.exp(x);
  }

  public double log(double x) {
    return single() ? NnMath.log((float) x) : NnMath.log(x);
  }

  /** A chain of n steps from {@code start}. */
  public double chain(double start, int n, IntToDoubleFunction x, IntToDoubleFunction y) {
    double s = start;
    for (int i = 0; i < n; i++) {
      s = fma(x.applyAsDouble(i), y.applyAsDouble(i), s);
    }
    return s;
  }

  public double sum(int n, IntToDoubleFunction x) {
    double s = 0;
    for (int i = 0; i < n; i++) {
      s = add(s, x.applyAsDouble(i));
    }
    return s;
  }

  public double sum16(int n, IntToDoubleFunction x) {
    double[] lanes = new double[16];
    for (int i = 0; i < n; i++) {
      lanes[i % 16] = add(lanes[i % 16], x.applyAsDouble(i));
    }
    return pairwise(lanes);
  }

  public double dot16(int n, IntToDoubleFunction x, IntToDoubleFunction y) {
    double[] lanes = new double[16];
    for (int i = 0; i < n; i++) {
      lanes[i % 16] = fma(x.applyAsDouble(i), y.applyAsDouble(i), lanes[i % 16]);
    }
    return pairwise(lanes);
  }

  private double pairwise(double[] lanes) {
    for (int half = 8; half > 0; half /= 2) {
      for (int j = 0; j < half; j++) {
        lanes[j] = add(lanes[j], lanes[j + half]);
      }
    }
    return lanes[0];
  }

  private boolean single() {
    return precision == Precision.FLOAT32;
  }
}
