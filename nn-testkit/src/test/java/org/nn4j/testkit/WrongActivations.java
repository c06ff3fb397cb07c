package org.nn4j.testkit;

import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Parameters;
import org.nn4j.api.math.NnMath;

/** Activations with one fault each, of those that are found in the field. */
final class WrongActivations {
  private WrongActivations() {}

  /** tanh, right in all. */
  interface Right extends ElementwiseActivation {
    @Override
    default String name() {
      return "test.right";
    }

    @Override
    default double value(double z) {
      return NnMath.tanh(z);
    }

    @Override
    default double derivative(double z, double a) {
      return 1 - a * a;
    }
  }

  public record Plain() implements Right {}

  public record SignFlipped() implements Right {
    @Override
    public double derivative(double z, double a) {
      return a * a - 1;
    }
  }

  /** Right in the scalars, wrong in the matrix method that training calls. */
  public record TwiceTheDerivative() implements Right {
    @Override
    public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
      Right.super.backward(z, a, gradient, kernels);
      kernels.add(gradient, gradient, gradient);
    }
  }

  public record ElementwiseSoftmax() implements Activation {
    @Override
    public String name() {
      return "test.softmax";
    }

    @Override
    public void forward(Matrix z, Matrix a, Kernels kernels) {
      kernels.softmax(z, a);
    }

    @Override
    public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
      for (int r = 0; r < a.rows(); r++) {
        for (int c = 0; c < a.columns(); c++) {
          double p = a.get(r, c);
          gradient.set(r, c, gradient.get(r, c) * p * (1 - p));
        }
      }
    }
  }

  public record Forgetful(double slope, double bias) implements Right {
    public Forgetful() {
      this(0.25, 0);
    }

    @Override
    public Forgetful with(Parameters changes) {
      double newSlope = (Double) changes.find("slope").map(e -> e.value()).orElse(slope);
      return new Forgetful(newSlope, 0);
    }
  }

  public record MutatesItsInput() implements Right {
    @Override
    public void forward(double[] z, int zFrom, double[] a, int aFrom, int length) {
      for (int i = 0; i < length; i++) {
        z[zFrom + i] = NnMath.tanh(z[zFrom + i]);
        a[aFrom + i] = z[zFrom + i];
      }
    }
  }

  /** A class with a field, which remembers the call before. */
  public static final class KeepsState implements Right {
    private double last;

    @Override
    public double value(double z) {
      double value = NnMath.tanh(z) + 1e-6 * last;
      last = Double.isNaN(value) ? 0 : value;
      return value;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof KeepsState;
    }

    @Override
    public int hashCode() {
      return 1;
    }

    @Override
    public String toString() {
      return name();
    }
  }

  /** Has another class call a function whose last bits differ from one JVM to the next. */
  public record VariesWithTheJvm() implements Right {
    @Override
    public double value(double z) {
      return Functions.tanh(z);
    }

    private static final class Functions {
      private static double tanh(double z) {
        return Math.tanh(z);
      }
    }
  }

  public record Allocates() implements Right {
    private static volatile double[] escape = {};

    @Override
    public void forward(Matrix z, Matrix a, Kernels kernels) {
      escape = new double[16];
      Right.super.forward(z, a, kernels);
    }
  }

  /** tanh, and once it is bound the identity. */
  public record BoundToAnother() implements Right {
    @Override
    public Bound bind(LayerContext context) {
      return new Bound() {
        @Override
        public void forward(Matrix z, Matrix a, boolean training) {
          a.copyFrom(z);
        }

        @Override
        public void backward(Matrix z, Matrix a, Matrix gradient) {}
      };
    }
  }

  /** e^z/(e^z + e^-z)·2 − 1 without care for overflow. */
  public record NanAtLargeInput() implements Right {
    @Override
    public double value(double z) {
      double up = NnMath.exp(z);
      double down = NnMath.exp(-z);
      return (up - down) / (up + down);
    }
  }

  public record UndeclaredKink(double at) implements ElementwiseActivation {
    public UndeclaredKink() {
      this(0.3);
    }

    @Override
    public String name() {
      return "test.kink";
    }

    @Override
    public double value(double z) {
      return z > at ? z : 0.5 * (z + at);
    }

    @Override
    public double derivative(double z, double a) {
      return z > at ? 1 : 0.5;
    }
  }

  public record Jumps() implements ElementwiseActivation {
    @Override
    public String name() {
      return "test.step";
    }

    @Override
    public double value(double z) {
      return Double.isNaN(z) ? z : z > 0.7 ? 1 : 0;
    }

    @Override
    public double derivative(double z, double a) {
      return 0;
    }
  }

  public record IllegalName() implements Right {
    @Override
    public String name() {
      return "Bent Identity";
    }
  }

  /** Passes its numbers through an array that all threads share. */
  public record NotThreadSafe() implements Right {
    private static final double[] SCRATCH = new double[1 << 16];

    @Override
    public void forward(Matrix z, Matrix a, Kernels kernels) {
      int width = z.columns();
      for (int i = 0; i < z.size(); i++) {
        SCRATCH[i] = NnMath.tanh(z.get(i / width, i % width));
      }
      for (int i = 0; i < z.size(); i++) {
        a.set(i / width, i % width, SCRATCH[i]);
      }
    }
  }

  /** A fast float32 form that is not good enough: the Padé approximant of tanh. */
  public record Float32Off() implements Right {
    @Override
    public void forward(float[] z, int zFrom, float[] a, int aFrom, int length) {
      for (int i = 0; i < length; i++) {
        float x = z[zFrom + i];
        float clipped = Math.min(Math.max(x, -3), 3);
        a[aFrom + i] = clipped * (27 + clipped * clipped) / (27 + 9 * clipped * clipped);
      }
    }
  }

  public record WritesPastTheEnd() implements Right {
    @Override
    public void forward(float[] z, int zFrom, float[] a, int aFrom, int length) {
      for (int i = 0; i <= length && aFrom + i < a.length && zFrom + i < z.length; i++) {
        a[aFrom + i] = (float) value(z[zFrom + i]);
      }
    }
  }

  public record HidesNan() implements Right {
    @Override
    public double value(double z) {
      return Double.isNaN(z) ? -0.0 : NnMath.tanh(z);
    }
  }

  public record FalseLink() implements Right {
    @Override
    public OutputLink link() {
      return OutputLink.LOGISTIC;
    }
  }

  public record NoDefaults(double slope) implements Right {}

  /** Subtracts the batch's first number: fine for single rows. */
  public record MixesRows() implements Right {
    @Override
    public void forward(Matrix z, Matrix a, Kernels kernels) {
      Right.super.forward(z, a, kernels);
      for (int r = 1; r < a.rows(); r++) {
        a.set(r, 0, a.get(r, 0) + 1e-6 * z.get(0, 0));
      }
    }
  }

  /** A plain class without equality. */
  public static final class NoEquality implements Right {
    private final double slope;

    public NoEquality() {
      this.slope = 0.5;
    }

    private NoEquality(double slope) {
      this.slope = slope;
    }

    @Override
    public Parameters parameters() {
      return Parameters.of("slope", slope);
    }

    @Override
    public NoEquality with(Parameters changes) {
      return new NoEquality((Double) changes.find("slope").map(e -> e.value()).orElse(slope));
    }
  }

  public record Throws() implements Right {
    @Override
    public double derivative(double z, double a) {
      throw new UnsupportedOperationException("later");
    }
  }
}
