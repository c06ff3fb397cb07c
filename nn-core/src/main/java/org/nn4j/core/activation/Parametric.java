package org.nn4j.core.activation;

import java.util.List;
import java.util.Optional;
import org.nn4j.api.Activation;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.api.TrainableActivation;
import org.nn4j.core.initializer.Ones;

/**
 * A trained mix of an activation σ and the identity: a = z + α·(σ(z) − z), with an α for each
 * column that is 1, σ itself, before training; at 0 the column is linear.
 *
 * <p>∂L/∂z = (1 − α)·g + α·g·σ'(z) and ∂L/∂α = Σ g·σ(z) − Σ g·z, each sum over the column in row
 * order. The mixes do not decay, being 1 and not 0 where they say nothing.
 *
 * <p>Source: Holzmüller, Grinsztajn and Steinwart, "Better by default: strong pre-tuned MLPs and
 * boosted trees on tabular data", 2024.
 *
 * @param activation σ, any element-wise activation without trained parameters; selu by default, the
 *     paper's for classification (mish is that for regression)
 * @param rate multiplies the learning rate of α, at least 0; 0.1 by default, as in the paper
 */
public record Parametric(Activation activation, double rate) implements TrainableActivation {

  /** Creates a mix of selu. */
  public Parametric() {
    this(new Selu());
  }

  /**
   * Creates a mix that learns at a tenth of the rate.
   *
   * @throws IllegalArgumentException unless the activation is element-wise
   */
  public Parametric(Activation activation) {
    this(activation, 0.1);
  }

  /**
   * Checks activation and factor.
   *
   * @throws IllegalArgumentException unless the activation is element-wise and the factor finite
   *     and at least 0
   */
  public Parametric {
    if (!(activation instanceof ElementwiseActivation)) {
      throw new IllegalArgumentException(
          "activation must be element-wise and without trained parameters but is '"
              + activation.expression()
              + "'");
    }
    Checks.nonNegative("rate", rate);
  }

  @Override
  public String name() {
    return "parametric";
  }

  @Override
  public String description() {
    return "z + alpha*(f(z) - z), a trained mix of the identity and f";
  }

  /** Declares {@code alpha}, 1×width. */
  @Override
  public List<ParameterSpec> declare(int width) {
    return List.of(ParameterSpec.trainable("alpha", 1, width, new Ones()).withFactors(rate, 0));
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return activation
        .operators()
        .map(
            sigma ->
                OperatorGraph.build(
                    g -> {
                      String value = g.append(sigma, OperatorGraph.INPUT, "");
                      String step = g.apply("Sub", value, OperatorGraph.INPUT);
                      String part = g.apply("Mul", step, g.parameter("alpha"));
                      return g.apply("Add", OperatorGraph.INPUT, part);
                    }));
  }

  /** Computes σ, which this is before training. */
  @Override
  public void forward(Matrix z, Matrix a, Kernels kernels) {
    activation.forward(z, a, kernels);
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    activation.backward(z, a, gradient, kernels);
  }

  /** Allocates what {@link #bind} allocates once. */
  @Override
  public void forward(Matrix z, Matrix a, List<Parameter> parameters, Kernels kernels) {
    new Mix(activation, parameters.get(0), z.precision(), z.rows(), false, kernels)
        .forward(z, a, false);
  }

  /** Allocates what {@link #bind} allocates once, and computes σ again. */
  @Override
  public void backward(
      Matrix z, Matrix a, Matrix gradient, List<Parameter> parameters, Kernels kernels) {
    Mix mix = new Mix(activation, parameters.get(0), z.precision(), z.rows(), true, kernels);
    mix.forward(z, Matrix.zeros(z.precision(), z.rows(), z.columns()), true);
    mix.backward(z, a, gradient);
  }

  @Override
  public Bound bind(LayerContext context) {
    return new Mix(
        activation,
        context.parameter("alpha"),
        context.precision(),
        context.maxRows(),
        context.training(),
        context.kernels());
  }

  /** Computes with the kernels alone, whatever σ is, so that threads share each of the passes. */
  private static final class Mix implements Bound {
    private final Activation activation;
    private final Kernels kernels;
    private final Parameter alpha;
    private final Matrix zeros;
    private final Matrix ones;
    private final Matrix minusOnes;

    /** 1 − α. */
    private final Matrix rest;

    private final Matrix dots;

    /** σ(Z) of the last forward pass, for the backward pass. */
    private final BatchBuffer values;

    private final BatchBuffer products;
    private final boolean training;

    Mix(
        Activation activation,
        Parameter alpha,
        Precision precision,
        int maxRows,
        boolean training,
        Kernels kernels) {
      int width = alpha.value().columns();
      this.activation = activation;
      this.kernels = kernels;
      this.alpha = alpha;
      this.zeros = Matrix.zeros(precision, 1, width);
      this.ones = Matrix.zeros(precision, 1, width);
      this.ones.fill(1);
      this.minusOnes = Matrix.zeros(precision, 1, width);
      this.minusOnes.fill(-1);
      this.rest = Matrix.zeros(precision, 1, width);
      this.dots = Matrix.zeros(precision, 1, width);
      this.values = new BatchBuffer(precision, training ? maxRows : 0, width);
      this.products = new BatchBuffer(precision, maxRows, width);
      this.training = training;
    }

    @Override
    public void forward(Matrix z, Matrix a, boolean inTraining) {
      Matrix value = training ? values.rows(z.rows()) : a;
      Matrix linear = products.rows(z.rows());
      kernels.scaleShiftColumns(alpha.value(), minusOnes, ones, rest);
      kernels.scaleShiftColumns(z, rest, zeros, linear);
      activation.forward(z, value, kernels);
      kernels.scaleShiftColumns(value, alpha.value(), zeros, a);
      kernels.add(a, linear, a);
    }

    @Override
    public void backward(Matrix z, Matrix a, Matrix gradient) {
      Matrix value = values.rows(z.rows());
      Matrix through = products.rows(z.rows());
      kernels.columnDots(gradient, z, dots);
      kernels.scaleShiftColumns(dots, minusOnes, zeros, dots);
      kernels.columnDots(gradient, value, alpha.gradient());
      kernels.add(alpha.gradient(), dots, alpha.gradient());
      kernels.scaleShiftColumns(gradient, alpha.value(), zeros, through);
      activation.backward(z, value, through, kernels);
      kernels.scaleShiftColumns(gradient, rest, zeros, gradient);
      kernels.add(gradient, through, gradient);
    }
  }
}
