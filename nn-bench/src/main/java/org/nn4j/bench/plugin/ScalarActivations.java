package org.nn4j.bench.plugin;

import java.util.List;
import java.util.Locale;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.math.NnMath;

/** Activations as a plug-in's author writes them first: two scalar functions and nothing else. */
final class ScalarActivations {
  private ScalarActivations() {}

  /** Returns ten that only have to be there. */
  static List<ElementwiseActivation> others() {
    return List.of(
        new Square(),
        new Cube(),
        new Absolute(),
        new Bent(),
        new Gaussian(),
        new Sinusoid(),
        new Half(),
        new Cutoff(),
        new Reciprocal(),
        new Threshold());
  }

  /** An activation named after its class. */
  interface Scalar extends ElementwiseActivation {
    @Override
    default String name() {
      return "bench." + getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
  }

  /** The plug-in's twin of the built-in softsign. */
  record Softsign() implements Scalar {
    @Override
    public double value(double z) {
      return z / (1 + Math.abs(z));
    }

    @Override
    public double derivative(double z, double a) {
      double reciprocal = 1 / (1 + Math.abs(z));
      return reciprocal * reciprocal;
    }
  }

  /** The plug-in's twin of the built-in tanh. */
  record Tanh() implements Scalar {
    @Override
    public double value(double z) {
      return NnMath.tanh(z);
    }

    @Override
    public double derivative(double z, double a) {
      return (1 - a) * (1 + a);
    }
  }

  private record Square() implements Scalar {
    @Override
    public double value(double z) {
      return z * z;
    }

    @Override
    public double derivative(double z, double a) {
      return 2 * z;
    }
  }

  private record Cube() implements Scalar {
    @Override
    public double value(double z) {
      return z * z * z;
    }

    @Override
    public double derivative(double z, double a) {
      return 3 * z * z;
    }
  }

  private record Absolute() implements Scalar {
    @Override
    public double value(double z) {
      return Math.abs(z);
    }

    @Override
    public double derivative(double z, double a) {
      return Math.signum(z);
    }
  }

  private record Bent() implements Scalar {
    @Override
    public double value(double z) {
      return (Math.sqrt(z * z + 1) - 1) / 2 + z;
    }

    @Override
    public double derivative(double z, double a) {
      return z / (2 * Math.sqrt(z * z + 1)) + 1;
    }
  }

  private record Gaussian() implements Scalar {
    @Override
    public double value(double z) {
      return NnMath.exp(-z * z);
    }

    @Override
    public double derivative(double z, double a) {
      return -2 * z * a;
    }
  }

  private record Sinusoid() implements Scalar {
    @Override
    public double value(double z) {
      return StrictMath.sin(z);
    }

    @Override
    public double derivative(double z, double a) {
      return StrictMath.cos(z);
    }
  }

  private record Half() implements Scalar {
    @Override
    public double value(double z) {
      return z / 2;
    }

    @Override
    public double derivative(double z, double a) {
      return 0.5;
    }
  }

  private record Cutoff() implements Scalar {
    @Override
    public double value(double z) {
      return Math.min(z, 1);
    }

    @Override
    public double derivative(double z, double a) {
      return z < 1 ? 1 : 0;
    }
  }

  private record Reciprocal() implements Scalar {
    @Override
    public double value(double z) {
      return 1 / (1 + z * z);
    }

    @Override
    public double derivative(double z, double a) {
      return -2 * z * a * a;
    }
  }

  private record Threshold() implements Scalar {
    @Override
    public double value(double z) {
      return z > 0.5 ? z : 0;
    }

    @Override
    public double derivative(double z, double a) {
      return z > 0.5 ? 1 : 0;
    }
  }
}
