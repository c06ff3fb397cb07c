package org.nn4j.api;

/**
 * An activation that treats every element alone and is defined by two scalar functions.
 *
 * <p>Each implementing class gets its own copy of the loops around them, so that the two methods
 * are inlined whatever other activations are loaded. There are three levels, each optionally
 * overriding the one before: the scalars; the range methods, for float32 or float64 arithmetic of
 * one's own; and {@link Activation}'s matrix methods over {@link Kernels}.
 *
 * <p>In float32 the scalars are computed in double and rounded once. For results that are the same
 * bytes on every JVM, use {@link org.nn4j.api.math.NnMath} or {@link StrictMath} in them, not
 * {@link Math}'s transcendental functions.
 */
public interface ElementwiseActivation extends Activation {

  /** Computes σ(z). */
  double value(double z);

  /**
   * Computes σ'(z).
   *
   * @param z the pre-activation
   * @param a σ(z), for the functions whose derivative is cheaper from it
   */
  double derivative(double z, double a);

  /**
   * Returns the points where σ' or σ jumps, which gradient checks keep away from; by default none.
   */
  default double[] kinks() {
    return new double[0];
  }

  /** Computes {@code a[aFrom+i] = σ(z[zFrom+i])} for i from 0 to {@code length}−1. */
  default void forward(float[] z, int zFrom, float[] a, int aFrom, int length) {
    FloatElementwiseLoops.of(getClass()).forward(this, z, zFrom, a, aFrom, length);
  }

  /** Computes {@code a[aFrom+i] = σ(z[zFrom+i])} for i from 0 to {@code length}−1. */
  default void forward(double[] z, int zFrom, double[] a, int aFrom, int length) {
    DoubleElementwiseLoops.of(getClass()).forward(this, z, zFrom, a, aFrom, length);
  }

  /** Multiplies {@code g[gFrom+i]} by σ'(z[zFrom+i]) for i from 0 to {@code length}−1. */
  default void backward(
      float[] z, int zFrom, float[] a, int aFrom, float[] g, int gFrom, int length) {
    FloatElementwiseLoops.of(getClass()).backward(this, z, zFrom, a, aFrom, g, gFrom, length);
  }

  /** Multiplies {@code g[gFrom+i]} by σ'(z[zFrom+i]) for i from 0 to {@code length}−1. */
  default void backward(
      double[] z, int zFrom, double[] a, int aFrom, double[] g, int gFrom, int length) {
    DoubleElementwiseLoops.of(getClass()).backward(this, z, zFrom, a, aFrom, g, gFrom, length);
  }

  @Override
  default void forward(Matrix z, Matrix a, Kernels kernels) {
    boolean whole = z.contiguous() && a.contiguous();
    int length = whole ? z.size() : z.columns();
    for (int r = 0; r < (whole ? Math.min(1, z.rows()) : z.rows()); r++) {
      int zFrom = z.offset() + r * z.stride();
      int aFrom = a.offset() + r * a.stride();
      if (z instanceof FloatMatrix zf && a instanceof FloatMatrix af) {
        forward(zf.array(), zFrom, af.array(), aFrom, length);
      } else {
        forward(((DoubleMatrix) z).array(), zFrom, ((DoubleMatrix) a).array(), aFrom, length);
      }
    }
  }

  @Override
  default void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    boolean whole = z.contiguous() && a.contiguous() && gradient.contiguous();
    int length = whole ? z.size() : z.columns();
    for (int r = 0; r < (whole ? Math.min(1, z.rows()) : z.rows()); r++) {
      int zFrom = z.offset() + r * z.stride();
      int aFrom = a.offset() + r * a.stride();
      int gFrom = gradient.offset() + r * gradient.stride();
      if (z instanceof FloatMatrix zf
          && a instanceof FloatMatrix af
          && gradient instanceof FloatMatrix gf) {
        backward(zf.array(), zFrom, af.array(), aFrom, gf.array(), gFrom, length);
      } else {
        backward(
            ((DoubleMatrix) z).array(),
            zFrom,
            ((DoubleMatrix) a).array(),
            aFrom,
            ((DoubleMatrix) gradient).array(),
            gFrom,
            length);
      }
    }
  }
}
