package org.nn4j.core.activation;

import java.util.List;
import java.util.Optional;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.TrainableActivation;
import org.nn4j.core.initializer.Constant;

/**
 * The parametric rectifier: σ(z; s) = z for z &gt; 0, else s·z, with a trained slope s.
 *
 * <p>∂L/∂z = g for z &gt; 0, else s·g; ∂L/∂s = Σ g·min(z, 0), added up in double: the slope of a
 * column in row order, a shared slope row by row and within each row from left to right.
 *
 * <p>Source: He, Zhang, Ren and Sun, "Delving deep into rectifiers", 2015; the defaults are
 * PyTorch's. Without trained slopes at hand it is {@link LeakyRelu} at the initial slope.
 *
 * @param initial the slope before training, any finite number
 * @param shared one slope for all columns; otherwise each column has its own
 */
public record Prelu(double initial, boolean shared) implements TrainableActivation {

  /** Creates one with a shared slope that starts at 0.25. */
  public Prelu() {
    this(0.25, true);
  }

  /**
   * Checks the slope.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public Prelu {
    Checks.finite("initial", initial);
  }

  @Override
  public String name() {
    return "prelu";
  }

  @Override
  public String description() {
    return "z for z > 0, else s*z with a trained slope s";
  }

  /** Declares {@code slope}, 1×1 if shared, else 1×width. */
  @Override
  public List<ParameterSpec> declare(int width) {
    return List.of(ParameterSpec.trainable("slope", 1, shared ? 1 : width, new Constant(initial)));
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(KernelOperators.leakyRelu(g -> g.parameter("slope")));
  }

  @Override
  public void forward(Matrix z, Matrix a, Kernels kernels) {
    kernels.apply(ElementwiseFunction.LEAKY_RELU, initial, z, a);
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    kernels.applyGradient(ElementwiseFunction.LEAKY_RELU, initial, z, a, gradient);
  }

  @Override
  public void forward(Matrix z, Matrix a, List<Parameter> parameters, Kernels kernels) {
    Matrix slopes = parameters.get(0).value();
    if (shared) {
      kernels.apply(ElementwiseFunction.LEAKY_RELU, slopes.get(0, 0), z, a);
      return;
    }
    for (int r = 0; r < z.rows(); r++) {
      for (int c = 0; c < z.columns(); c++) {
        double x = z.get(r, c);
        a.set(r, c, x > 0 ? x : slopes.get(0, c) * x);
      }
    }
  }

  @Override
  public void backward(
      Matrix z, Matrix a, Matrix gradient, List<Parameter> parameters, Kernels kernels) {
    Matrix slopes = parameters.get(0).value();
    Matrix slopeGradient = parameters.get(0).gradient();
    if (shared) {
      slopeGradient.set(0, 0, slopeGradient(z, gradient, 0, z.columns()));
      kernels.applyGradient(ElementwiseFunction.LEAKY_RELU, slopes.get(0, 0), z, a, gradient);
      return;
    }
    for (int c = 0; c < z.columns(); c++) {
      slopeGradient.set(0, c, slopeGradient(z, gradient, c, c + 1));
      double slope = slopes.get(0, c);
      for (int r = 0; r < z.rows(); r++) {
        if (!(z.get(r, c) > 0)) {
          gradient.set(r, c, slope * gradient.get(r, c));
        }
      }
    }
  }

  /** Adds g·min(z, 0) over all rows of the columns {@code from} to {@code to}, exclusive. */
  private static double slopeGradient(Matrix z, Matrix gradient, int from, int to) {
    double sum = 0;
    for (int r = 0; r < z.rows(); r++) {
      for (int c = from; c < to; c++) {
        sum = Math.fma(gradient.get(r, c), Math.min(z.get(r, c), 0), sum);
      }
    }
    return sum;
  }
}
