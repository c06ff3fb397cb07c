package com.acme.nn;

import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;

/**
 * Squareplus, a smooth rectifier without an exponential: σ(z) = (z + √(z² + b))/2.
 *
 * <p>With r = √(z² + b) the derivative is σ'(z) = σ(z)/r. Both are computed in the form that does
 * not cancel: σ(z) = (b/2)/(r − z) for z ≤ 0, σ'(z) = 1 − (b/4)/(σ(z)·r) for z &gt; 0. There is
 * nothing in them but +, −, ·, / and √, which IEEE 754 rounds in one way, so the Vector API gives
 * the same bits as the scalar definition.
 *
 * <p>Source: Barron, "Squareplus: a softplus-like algebraic rectifier", 2021.
 *
 * @param b the bend around 0; 4 makes σ(0) = 1, σ'(0) = 1/2
 */
public record Squareplus(double b) implements ElementwiseActivation {

  private static final boolean VECTORS = vectors();

  /** Takes b = 4, the paper's value. */
  public Squareplus() {
    this(4);
  }

  /**
   * Checks b.
   *
   * @throws IllegalArgumentException if it is not above 0 and finite
   */
  public Squareplus {
    Checks.positive("b", b);
  }

  /** Whether the Vector API can be read: ./nn loads it, others do by --add-modules. */
  private static boolean vectors() {
    Class<?> own = Squareplus.class;
    try {
      Class<?> vector = Class.forName("jdk.incubator.vector.Vector", false, own.getClassLoader());
      return own.getModule().canRead(vector.getModule());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  @Override
  public String name() {
    return "acme.squareplus";
  }

  @Override
  public String description() {
    return "(z + sqrt(z^2 + b))/2, a smooth rectifier without an exponential";
  }

  @Override
  public double value(double z) {
    double root = Math.sqrt(z * z + b);
    return z > 0 ? (z + root) / 2 : b / 2 / (root - z);
  }

  @Override
  public double derivative(double z, double a) {
    double root = Math.sqrt(z * z + b);
    return z > 0 ? 1 - b / 4 / (a * root) : a / root;
  }

  // tag::override
  @Override
  public void forward(double[] z, int zFrom, double[] a, int aFrom, int length) {
    if (VECTORS) {
      SquareplusVectors.forward(this, z, zFrom, a, aFrom, length);
    } else {
      ElementwiseActivation.super.forward(z, zFrom, a, aFrom, length);
    }
  }

  // end::override

  @Override
  public void forward(float[] z, int zFrom, float[] a, int aFrom, int length) {
    if (VECTORS) {
      SquareplusVectors.forward(this, z, zFrom, a, aFrom, length);
    } else {
      ElementwiseActivation.super.forward(z, zFrom, a, aFrom, length);
    }
  }
}
