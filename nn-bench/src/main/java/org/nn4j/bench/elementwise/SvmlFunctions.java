package org.nn4j.bench.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;
import org.nn4j.api.ElementwiseFunction;

/**
 * The functions as one writes them with {@code lanewise}, which the JDK hands to SVML on x64.
 *
 * <p>The Vector API has no erf, so GELU has only its tanh form here; nn4j's exact GELU is compared
 * with that.
 */
final class SvmlFunctions {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final float SQRT_2_OVER_PI = 0.7978845608028654f;

  private SvmlFunctions() {}

  /**
   * Returns a function as a loop over arrays.
   *
   * @param z arguments; a multiple of 16 of them
   * @param a values, overwritten
   */
  static Runnable loop(ElementwiseFunction function, float[] z, float[] a) {
    return switch (function) {
      case TANH -> () -> tanh(z, a);
      case SIGMOID -> () -> sigmoid(z, a);
      case ELU -> () -> elu(z, a);
      case SILU -> () -> silu(z, a);
      case SOFTPLUS -> () -> softplus(z, a);
      case GELU, GELU_TANH -> () -> geluTanh(z, a);
      default -> throw new IllegalArgumentException(function + " needs no SVML");
    };
  }

  /**
   * Returns softmax over rows as a loop.
   *
   * @param columns of a row; a multiple of 16
   */
  static Runnable softmax(int columns, float[] z, float[] a) {
    return () -> {
      for (int from = 0; from < z.length; from += columns) {
        softmax(z, a, from, from + columns);
      }
    };
  }

  private static void softmax(float[] z, float[] a, int from, int to) {
    FloatVector greatest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
    for (int i = from; i < to; i += SPECIES.length()) {
      greatest = greatest.max(FloatVector.fromArray(SPECIES, z, i));
    }
    float m = greatest.reduceLanes(VectorOperators.MAX);
    FloatVector sums = FloatVector.zero(SPECIES);
    for (int i = from; i < to; i += SPECIES.length()) {
      FloatVector e = FloatVector.fromArray(SPECIES, z, i).sub(m).lanewise(VectorOperators.EXP);
      e.intoArray(a, i);
      sums = sums.add(e);
    }
    float scale = 1 / sums.reduceLanes(VectorOperators.ADD);
    for (int i = from; i < to; i += SPECIES.length()) {
      FloatVector.fromArray(SPECIES, a, i).mul(scale).intoArray(a, i);
    }
  }

  private static void tanh(float[] z, float[] a) {
    for (int i = 0; i < z.length; i += SPECIES.length()) {
      FloatVector.fromArray(SPECIES, z, i).lanewise(VectorOperators.TANH).intoArray(a, i);
    }
  }

  private static void sigmoid(float[] z, float[] a) {
    FloatVector one = FloatVector.broadcast(SPECIES, 1);
    for (int i = 0; i < z.length; i += SPECIES.length()) {
      FloatVector e = FloatVector.fromArray(SPECIES, z, i).neg().lanewise(VectorOperators.EXP);
      one.div(e.add(1)).intoArray(a, i);
    }
  }

  private static void elu(float[] z, float[] a) {
    for (int i = 0; i < z.length; i += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, z, i);
      FloatVector below = v.lanewise(VectorOperators.EXPM1);
      below.blend(v, v.compare(VectorOperators.GT, 0)).intoArray(a, i);
    }
  }

  private static void silu(float[] z, float[] a) {
    for (int i = 0; i < z.length; i += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, z, i);
      v.div(v.neg().lanewise(VectorOperators.EXP).add(1)).intoArray(a, i);
    }
  }

  private static void softplus(float[] z, float[] a) {
    for (int i = 0; i < z.length; i += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, z, i);
      FloatVector tail = v.abs().neg().lanewise(VectorOperators.EXP);
      v.max(0).add(tail.lanewise(VectorOperators.LOG1P)).intoArray(a, i);
    }
  }

  private static void geluTanh(float[] z, float[] a) {
    for (int i = 0; i < z.length; i += SPECIES.length()) {
      FloatVector v = FloatVector.fromArray(SPECIES, z, i);
      FloatVector cubic = v.mul(v).mul(0.044715f).add(1).mul(v).mul(SQRT_2_OVER_PI);
      v.mul(cubic.lanewise(VectorOperators.TANH).add(1)).mul(0.5f).intoArray(a, i);
    }
  }
}
