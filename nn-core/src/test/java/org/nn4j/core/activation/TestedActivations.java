package org.nn4j.core.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;

/** The activations and kernels that the tests of this package run through. */
final class TestedActivations {
  static final long SEED = 7;

  private TestedActivations() {}

  static List<Activation> all() {
    return Stream.concat(
            ServiceLoader.load(Activation.class).stream()
                .filter(p -> p.type().getPackage() == Prelu.class.getPackage())
                .map(ServiceLoader.Provider::get),
            Stream.of(
                new LeakyRelu(0.2),
                new LeakyRelu(-0.5),
                new Elu(1.5),
                new Elu(0),
                new Celu(0.3),
                new Celu(1.5),
                new Squareplus(0.1),
                new Prelu(0.1, false)))
        .toList();
  }

  static List<ElementwiseActivation> elementwise() {
    List<ElementwiseActivation> found =
        all().stream()
            .filter(ElementwiseActivation.class::isInstance)
            .map(ElementwiseActivation.class::cast)
            .toList();
    assertThat(found).hasSize(43);
    return found;
  }

  static List<Kernels> kernels() {
    List<Kernels> found =
        ServiceLoader.load(KernelsProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(p -> p.unavailable().isEmpty())
            .map(KernelsProvider::create)
            .toList();
    assertThat(found).as("kernels").isNotEmpty();
    return found;
  }

  /** Returns normal numbers in the middle of a wider array, with a stride. */
  static Matrix random(Precision precision, int rows, int columns, double std, long seed) {
    RandomStream random = new RandomStream(seed, "activation test");
    Matrix matrix = view(precision, rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, std * random.nextGaussian());
      }
    }
    return matrix;
  }

  /** Returns a view with an offset and a stride, in which NaN shows what is not written. */
  static Matrix view(Precision precision, int rows, int columns) {
    Matrix whole = Matrix.zeros(precision, rows + 1, columns + 3);
    whole.fill(Double.NaN);
    return whole.rows(1, rows + 1).columns(2, columns + 2);
  }

  static Matrix copy(Matrix source) {
    Matrix copy = view(source.precision(), source.rows(), source.columns());
    copy.copyFrom(source);
    return copy;
  }

  /** Binds the parameters of {@link Prelu}. */
  static List<Parameter> bind(Prelu prelu, Precision precision, int width, double... slopes) {
    return prelu.declare(width).stream()
        .map(
            spec -> {
              Matrix value = Matrix.of(precision, slopes);
              assertThat(value.shape()).isEqualTo(spec.rows() + "×" + spec.columns());
              Matrix gradient = Matrix.zeros(precision, spec.rows(), spec.columns());
              gradient.fill(Double.NaN);
              return new Parameter(spec, value, gradient);
            })
        .toList();
  }
}
