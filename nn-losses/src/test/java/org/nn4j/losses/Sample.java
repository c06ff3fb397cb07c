package org.nn4j.losses;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Random;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.api.math.NnMath;

/** A seeded batch in a loss' domain, away from its kinks; every number is a float32 number. */
record Sample(Loss loss, Matrix output, Matrix target) {
  static final long SEED = 20_240_607;

  /** Kernels that fail when they are used: these losses compute by themselves. */
  static final Kernels KERNELS =
      (Kernels)
          Proxy.newProxyInstance(
              Kernels.class.getClassLoader(),
              new Class<?>[] {Kernels.class},
              (proxy, method, arguments) -> {
                throw new UnsupportedOperationException(method.getName());
              });

  /**
   * Returns the published losses, one with a parameter of its own, and the unpublished fused one.
   */
  static List<Loss> losses() {
    return Stream.concat(
            ServiceLoader.load(Loss.class).stream().map(ServiceLoader.Provider::get),
            Stream.of(
                new Huber(0.25),
                new Tweedie(1.2),
                new GaussianNll(0.01, true),
                new MixtureDensity(2, 1e-3),
                new BinaryFocal(0.5),
                new CategoricalFocal(1.5),
                new Tversky(0.3, 0.7),
                new SoftmaxKlDivergence()))
        .toList();
  }

  /** Returns the number of outputs for some columns of targets. */
  static int outputs(Loss loss, int columns) {
    return loss instanceof DensityLoss density ? columns * density.outputsPerTarget() : columns;
  }

  static Sample of(Loss loss, Precision precision, int rows, int columns) {
    Random random = new Random(SEED);
    int outputs = outputs(loss, columns);
    Matrix output = Matrix.zeros(precision, rows, outputs);
    Matrix target = Matrix.zeros(precision, rows, columns);
    for (int r = 0; r < rows; r++) {
      double[] z = random.doubles(outputs, -3, 3).toArray();
      double[] p = softmax(random.doubles(columns, -2, 2).toArray());
      for (int c = 0; c < columns; c++) {
        target.set(r, c, (float) target(loss, random, p[c]));
      }
      for (int c = 0; c < outputs; c++) {
        output.set(r, c, (float) output(loss, z, c));
      }
    }
    return new Sample(loss, output, target);
  }

  private static double output(Loss loss, double[] z, int c) {
    if (loss.appliedLink() == OutputLink.EXPONENTIAL) {
      return NnMath.log(softmax(z)[c]);
    }
    if (loss.appliedLink() != OutputLink.NONE) {
      return z[c];
    }
    return switch (loss.targetKind()) {
      case PROBABILITY -> NnMath.sigmoid(z[c]);
      case DISTRIBUTION -> softmax(z)[c];
      case COUNT -> NnMath.softplus(z[c]);
      case REAL, SIGN -> z[c];
    };
  }

  private static double target(Loss loss, Random random, double probability) {
    return switch (loss.targetKind()) {
      case REAL -> 2 * random.nextGaussian();
      case COUNT -> random.nextInt(5) + (loss instanceof Poisson ? 0 : 1);
      case PROBABILITY -> random.nextBoolean() ? random.nextInt(2) : random.nextDouble();
      case DISTRIBUTION -> probability;
      case SIGN -> 2 * random.nextInt(2) - 1;
    };
  }

  static double[] softmax(double[] z) {
    double sum = 0;
    for (double value : z) {
      sum += NnMath.exp(value);
    }
    double[] p = new double[z.length];
    for (int c = 0; c < z.length; c++) {
      p[c] = NnMath.exp(z[c]) / sum;
    }
    return p;
  }

  double value() {
    return loss.value(output, target, null, KERNELS);
  }

  double value(Matrix weights) {
    return loss.value(output, target, weights, KERNELS);
  }

  /** Computes the gradient into a matrix that held NaN. */
  Matrix gradient(Matrix weights) {
    Matrix gradient = Matrix.zeros(output.precision(), output.rows(), output.columns());
    gradient.fill(Double.NaN);
    double value = loss.gradient(output, target, weights, gradient, KERNELS);
    if (Double.doubleToLongBits(value) != Double.doubleToLongBits(value(weights))) {
      throw new AssertionError(loss + ": value and gradient return different bits");
    }
    return gradient;
  }

  Matrix gradient() {
    return gradient(null);
  }

  /** Returns a column of weights in this sample's precision. */
  Matrix weights(double... values) {
    Matrix weights = Matrix.zeros(output.precision(), values.length, 1);
    for (int r = 0; r < values.length; r++) {
      weights.set(r, 0, values[r]);
    }
    return weights;
  }

  /** Returns the sample of the given rows, in that order. */
  Sample rows(int... rows) {
    return new Sample(loss, pick(output, rows), pick(target, rows));
  }

  private static Matrix pick(Matrix m, int... rows) {
    Matrix result = Matrix.zeros(m.precision(), rows.length, m.columns());
    for (int r = 0; r < rows.length; r++) {
      result.copyRow(r, m, rows[r]);
    }
    return result;
  }
}
