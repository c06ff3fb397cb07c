package org.nn4j.simd;

import jdk.incubator.vector.FloatVector;
import org.nn4j.api.ElementwiseFunction;

/**
 * {@link FloatForward} and {@link FloatBackward} on vectors, by loops that the build generates from
 * {@link FloatFunctions}. What does not fill a vector goes through them in one of its own.
 */
final class FloatSimdFunctions {
  private static final int L = FloatVector.SPECIES_PREFERRED.length();

  private FloatSimdFunctions() {}

  /** Computes n elements of a = f(z); {@code alpha} is ignored by functions without a parameter. */
  static void apply(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    int rest = n % L;
    int whole = n - rest;
    if (whole > 0) {
      loop(f, alpha, z, zFrom, a, aFrom, whole);
    }
    if (rest > 0) {
      FloatLanes lanes = FloatLanes.ofThread();
      System.arraycopy(z, zFrom + whole, lanes.z, 0, rest);
      loop(f, alpha, lanes.z, 0, lanes.a, 0, L);
      System.arraycopy(lanes.a, 0, a, aFrom + whole, rest);
    }
  }

  /**
   * Multiplies n elements of g by f'; {@code alpha} is ignored by functions without a parameter.
   */
  static void applyGradient(
      ElementwiseFunction f,
      float alpha,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int n) {
    int rest = n % L;
    int whole = n - rest;
    if (whole > 0) {
      gradientLoop(f, alpha, z, zFrom, a, aFrom, g, gFrom, whole);
    }
    if (rest > 0) {
      FloatLanes lanes = FloatLanes.ofThread();
      System.arraycopy(z, zFrom + whole, lanes.z, 0, rest);
      System.arraycopy(a, aFrom + whole, lanes.a, 0, rest);
      System.arraycopy(g, gFrom + whole, lanes.g, 0, rest);
      gradientLoop(f, alpha, lanes.z, 0, lanes.a, 0, lanes.g, 0, L);
      System.arraycopy(lanes.g, 0, g, gFrom + whole, rest);
    }
  }

  /** Computes n elements of a = e^z, z ≤ 0. */
  static void decay(float[] z, int zFrom, float[] a, int aFrom, int n) {
    int rest = n % L;
    int whole = n - rest;
    FloatSimdLoops.decay(z, zFrom, a, aFrom, whole);
    if (rest > 0) {
      FloatLanes lanes = FloatLanes.ofThread();
      System.arraycopy(z, zFrom + whole, lanes.z, 0, rest);
      FloatSimdLoops.decay(lanes.z, 0, lanes.a, 0, L);
      System.arraycopy(lanes.a, 0, a, aFrom + whole, rest);
    }
  }

  private static void loop(
      ElementwiseFunction f, float alpha, float[] z, int zFrom, float[] a, int aFrom, int n) {
    switch (f) {
      case SIGMOID -> FloatSimdLoops.sigmoid(z, zFrom, a, aFrom, n);
      case TANH -> FloatSimdLoops.tanh(z, zFrom, a, aFrom, n);
      case RELU -> FloatSimdLoops.relu(z, zFrom, a, aFrom, n);
      case RELU6 -> FloatSimdLoops.relu6(z, zFrom, a, aFrom, n);
      case LEAKY_RELU -> FloatSimdLoops.leakyRelu(z, zFrom, a, aFrom, n, alpha);
      case ELU -> FloatSimdLoops.elu(z, zFrom, a, aFrom, n, alpha);
      case SELU -> FloatSimdLoops.selu(z, zFrom, a, aFrom, n);
      case CELU -> FloatSimdLoops.celu(z, zFrom, a, aFrom, n, alpha);
      case GELU -> FloatSimdLoops.gelu(z, zFrom, a, aFrom, n);
      case GELU_TANH -> FloatSimdLoops.geluTanh(z, zFrom, a, aFrom, n);
      case SILU -> FloatSimdLoops.silu(z, zFrom, a, aFrom, n);
      case MISH -> FloatSimdLoops.mish(z, zFrom, a, aFrom, n);
      case SOFTPLUS -> FloatSimdLoops.softplus(z, zFrom, a, aFrom, n);
      case SOFTSIGN -> FloatSimdLoops.softsign(z, zFrom, a, aFrom, n);
      case HARD_TANH -> FloatSimdLoops.hardTanh(z, zFrom, a, aFrom, n);
      case HARD_SIGMOID -> FloatSimdLoops.hardSigmoid(z, zFrom, a, aFrom, n);
      case HARD_SWISH -> FloatSimdLoops.hardSwish(z, zFrom, a, aFrom, n);
      case TANH_SHRINK -> FloatSimdLoops.tanhShrink(z, zFrom, a, aFrom, n);
    }
  }

  private static void gradientLoop(
      ElementwiseFunction f,
      float alpha,
      float[] z,
      int zFrom,
      float[] a,
      int aFrom,
      float[] g,
      int gFrom,
      int n) {
    switch (f) {
      case SIGMOID -> FloatSimdLoops.sigmoidDerivative(a, aFrom, g, gFrom, n);
      case TANH -> FloatSimdLoops.tanhDerivative(a, aFrom, g, gFrom, n);
      case RELU -> FloatSimdLoops.reluDerivative(z, zFrom, g, gFrom, n);
      case RELU6 -> FloatSimdLoops.relu6Derivative(z, zFrom, g, gFrom, n);
      case LEAKY_RELU -> FloatSimdLoops.leakyReluDerivative(z, zFrom, g, gFrom, n, alpha);
      case ELU -> FloatSimdLoops.eluDerivative(z, zFrom, g, gFrom, n, alpha);
      case SELU -> FloatSimdLoops.seluDerivative(z, zFrom, g, gFrom, n);
      case CELU -> FloatSimdLoops.celuDerivative(z, zFrom, g, gFrom, n, alpha);
      case GELU -> FloatSimdLoops.geluDerivative(z, zFrom, g, gFrom, n);
      case GELU_TANH -> FloatSimdLoops.geluTanhDerivative(z, zFrom, g, gFrom, n);
      case SILU -> FloatSimdLoops.siluDerivative(z, zFrom, g, gFrom, n);
      case MISH -> FloatSimdLoops.mishDerivative(z, zFrom, g, gFrom, n);
      case SOFTPLUS -> FloatSimdLoops.softplusDerivative(z, zFrom, g, gFrom, n);
      case SOFTSIGN -> FloatSimdLoops.softsignDerivative(z, zFrom, g, gFrom, n);
      case HARD_TANH -> FloatSimdLoops.hardTanhDerivative(z, zFrom, g, gFrom, n);
      case HARD_SIGMOID -> FloatSimdLoops.hardSigmoidDerivative(z, zFrom, g, gFrom, n);
      case HARD_SWISH -> FloatSimdLoops.hardSwishDerivative(z, zFrom, g, gFrom, n);
      case TANH_SHRINK -> FloatSimdLoops.tanhShrinkDerivative(z, zFrom, g, gFrom, n);
    }
  }
}
