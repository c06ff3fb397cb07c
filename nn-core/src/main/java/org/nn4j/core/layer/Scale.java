package org.nn4j.core.layer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.initializer.Ones;

/**
 * A factor for every column, A = X ⊙ 1·sᵀ, all 1 before training: in front of a network of a
 * table's columns it learns early how much each of them counts, where its rate is a multiple of the
 * others'.
 *
 * <p>∂L/∂s is the columns' sum of g ⊙ X and ∂L/∂X = g ⊙ 1·sᵀ. The factors do not decay, being 1 and
 * not 0 where they say nothing.
 *
 * <p>Source: Holzmüller, Grinsztajn and Steinwart, "Better by default: strong pre-tuned MLPs and
 * boosted trees on tabular data", 2024.
 *
 * @param rate multiplies the learning rate of s, at least 0; 6 by default, as in the paper
 */
public record Scale(double rate) implements Layer {

  /** Creates a layer that learns at six times the rate. */
  public Scale() {
    this(6);
  }

  /**
   * Checks the factor.
   *
   * @throws IllegalArgumentException if it is negative or not finite
   */
  public Scale {
    Checks.nonNegative("rate", rate);
  }

  @Override
  public String name() {
    return "scale";
  }

  @Override
  public String description() {
    return "multiplies each column by a trained factor";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return inputWidth;
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    return List.of(
        ParameterSpec.trainable("weight", 1, inputWidth, new Ones()).withFactors(rate, 0));
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(g -> g.apply("Mul", OperatorGraph.INPUT, g.parameter("weight"))));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(context);
  }

  private static final class Bound implements BoundLayer {
    private final Kernels kernels;
    private final Parameter weight;
    private final Matrix zeros;
    private final BatchBuffer outputs;
    private final boolean needsInputGradient;
    private Matrix input;

    Bound(LayerContext context) {
      this.kernels = context.kernels();
      this.weight = context.parameter("weight");
      this.zeros = Buffers.row(context, context.inputWidth());
      this.outputs = Buffers.batch(context, context.inputWidth());
      this.needsInputGradient = context.needsInputGradient();
      this.input = outputs.rows(0);
    }

    @Override
    public Matrix forward(Matrix newInput, boolean training) {
      input = newInput;
      Matrix output = outputs.rows(newInput.rows());
      kernels.scaleShiftColumns(newInput, weight.value(), zeros, output);
      return output;
    }

    @Override
    public @Nullable Matrix backward(Matrix gradient) {
      kernels.columnDots(gradient, input, weight.gradient());
      if (!needsInputGradient) {
        return null;
      }
      kernels.scaleShiftColumns(gradient, weight.value(), zeros, gradient);
      return gradient;
    }
  }
}
