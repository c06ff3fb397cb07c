package org.nn4j.core.activation;

import java.util.Optional;
import java.util.random.RandomGenerator;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;

/**
 * The randomized leaky rectifier: σ(z) = z for z &gt; 0, else s·z, where in training each element
 * draws its s uniformly from [lower, upper), and in prediction s is their mean. σ' = 1 for z &gt;
 * 0, else s. PyTorch's {@code RReLU}.
 *
 * <p>A training pass draws one number for each element in row order, needed or not.
 *
 * <p>Source: Xu, Wang, Chen and Li, "Empirical evaluation of rectified activations in convolutional
 * network", 2015; the defaults are PyTorch's.
 *
 * @param lower the least slope, finite
 * @param upper the bound of slopes above, finite, at least {@code lower}
 */
public record Rrelu(double lower, double upper) implements ElementwiseActivation {

  /** Creates one with slopes between 1/8 and 1/3. */
  public Rrelu() {
    this(1.0 / 8, 1.0 / 3);
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if one is not finite or they descend
   */
  public Rrelu {
    Checks.finite("lower", lower);
    Checks.finite("upper", upper);
    if (upper < lower) {
      throw new IllegalArgumentException(
          "upper must be at least lower, " + lower + ", but is " + upper);
    }
  }

  @Override
  public String name() {
    return "rrelu";
  }

  @Override
  public String description() {
    return "z for z > 0, else s*z with a random slope s in training";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(KernelOperators.leakyRelu(g -> g.constant(slope())));
  }

  /** Returns the slope in prediction. */
  private double slope() {
    return (lower + upper) / 2;
  }

  @Override
  public double value(double z) {
    return z > 0 ? z : slope() * z;
  }

  @Override
  public double derivative(double z, double a) {
    return z > 0 ? 1 : slope();
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }

  @Override
  public Bound bind(LayerContext context) {
    Bound fixed = ElementwiseActivation.super.bind(context);
    return context.training() ? new Randomized(this, fixed, context) : fixed;
  }

  /** The activation with the slopes of the last training pass. */
  private static final class Randomized implements Bound {
    private final Rrelu definition;
    private final Bound fixed;
    private final RandomGenerator random;
    private final BatchBuffer slopes;
    private boolean drawn;

    Randomized(Rrelu definition, Bound fixed, LayerContext context) {
      this.definition = definition;
      this.fixed = fixed;
      this.random = context.random();
      this.slopes = new BatchBuffer(context.precision(), context.maxRows(), context.inputWidth());
    }

    @Override
    public void forward(Matrix z, Matrix a, boolean training) {
      drawn = training;
      if (!training) {
        fixed.forward(z, a, false);
        return;
      }
      Matrix slope = slopes.rows(z.rows());
      double width = definition.upper - definition.lower;
      for (int r = 0; r < z.rows(); r++) {
        for (int c = 0; c < z.columns(); c++) {
          double s = Math.fma(width, random.nextDouble(), definition.lower);
          double x = z.get(r, c);
          slope.set(r, c, x > 0 ? 1 : s);
          a.set(r, c, x * slope.get(r, c));
        }
      }
    }

    @Override
    public void backward(Matrix z, Matrix a, Matrix gradient) {
      if (!drawn) {
        fixed.backward(z, a, gradient);
        return;
      }
      Matrix slope = slopes.rows(z.rows());
      for (int r = 0; r < z.rows(); r++) {
        for (int c = 0; c < z.columns(); c++) {
          gradient.set(r, c, gradient.get(r, c) * slope.get(r, c));
        }
      }
    }
  }
}
