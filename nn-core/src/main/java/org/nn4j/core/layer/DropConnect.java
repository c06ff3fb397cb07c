package org.nn4j.core.layer;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;

/**
 * A dense layer whose weights, not its outputs, are dropped: in training A = σ(X·(W ⊙ M) + 1·bᵀ),
 * where each element of M is 0 with probability {@code rate}, else 1/(1 − rate); in prediction it
 * is the dense layer. A batch has one mask, as in DL4J, where the source draws one for each row.
 *
 * <p>∂L/∂W is M ⊙ that of the masked weights.
 *
 * <p>Source: Wan, Zeiler, Zhang, LeCun and Fergus, "Regularization of neural networks using
 * DropConnect", 2013.
 *
 * @param layer the dense layer; one linear unit by default
 * @param rate probability of dropping, in [0, 1); 0.5 by default, as in the source
 */
public record DropConnect(Layer layer, double rate) implements Layer {
  private static final String WEIGHT = "weight";

  /** Creates a linear unit that drops half of its weights. */
  public DropConnect() {
    this(new Dense(), 0.5);
  }

  /**
   * Checks layer and rate.
   *
   * @throws IllegalArgumentException unless the layer is dense and the rate in [0, 1)
   */
  public DropConnect {
    if (!(layer instanceof Dense)) {
      throw new IllegalArgumentException(
          "layer must be a dense one, whose weights can be dropped, but is '"
              + layer.expression()
              + "'");
    }
    Checks.inRange("rate", rate, 0, 1);
  }

  @Override
  public String name() {
    return "dropconnect";
  }

  @Override
  public String description() {
    return "dense layer that zeroes weights at random in training";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return layer.outputWidth(inputWidth);
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    return layer.declare(inputWidth);
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return layer.operators();
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return context.training() && rate > 0 ? new Bound(this, context) : layer.bind(context);
  }

  /** The layer with masked weights, which the dense one takes for its own. */
  private static final class Bound implements BoundLayer, BoundLayer.LinkedOutput {
    private final double rate;
    private final Kernels kernels;
    private final DropMask random;
    private final Parameter weight;
    private final Matrix mask;
    private final Matrix masked;
    private final BoundDense dense;
    private boolean dropped;

    Bound(DropConnect definition, LayerContext context) {
      this.rate = definition.rate;
      this.kernels = context.kernels();
      this.random = new DropMask(context);
      this.weight = context.parameter(WEIGHT);
      int rows = weight.value().rows();
      int columns = weight.value().columns();
      this.mask = Matrix.zeros(context.precision(), rows, columns);
      this.masked = Matrix.zeros(context.precision(), rows, columns);
      Parameter own = new Parameter(weight.spec(), masked, weight.gradient());
      this.dense = new BoundDense((Dense) definition.layer, new Masked(context, own));
    }

    @Override
    public boolean adapts() {
      return dense.adapts();
    }

    @Override
    public void adapt(Matrix sample) {
      masked.copyFrom(weight.value());
      dense.adapt(sample);
      weight.value().copyFrom(masked);
    }

    @Override
    public Matrix forward(Matrix input, boolean training) {
      dropped = training;
      if (training) {
        random.draw(mask, rate, 1 / (1 - rate));
        kernels.multiply(weight.value(), mask, masked);
      } else {
        masked.copyFrom(weight.value());
      }
      return dense.forward(input, training);
    }

    @Override
    public @Nullable Matrix backward(Matrix gradient) {
      Matrix inputGradient = dense.backward(gradient);
      maskGradient();
      return inputGradient;
    }

    private void maskGradient() {
      if (dropped) {
        kernels.multiply(weight.gradient(), mask, weight.gradient());
      }
    }

    @Override
    public LinkedOutput linkedOutput() {
      return this;
    }

    @Override
    public OutputLink link() {
      return dense.link();
    }

    @Override
    public Matrix preActivation() {
      return dense.preActivation();
    }

    @Override
    public @Nullable Matrix backwardFromLink(Matrix gradient) {
      Matrix inputGradient = dense.backwardFromLink(gradient);
      maskGradient();
      return inputGradient;
    }
  }

  /** A context whose weight is another. */
  private record Masked(LayerContext context, Parameter weight) implements LayerContext {

    @Override
    public int inputWidth() {
      return context.inputWidth();
    }

    @Override
    public int maxRows() {
      return context.maxRows();
    }

    @Override
    public Precision precision() {
      return context.precision();
    }

    @Override
    public Kernels kernels() {
      return context.kernels();
    }

    @Override
    public boolean training() {
      return context.training();
    }

    @Override
    public boolean needsInputGradient() {
      return context.needsInputGradient();
    }

    @Override
    public Parameter parameter(String name) {
      return name.equals(WEIGHT) ? weight : context.parameter(name);
    }

    @Override
    public RandomGenerator random() {
      return context.random();
    }

    @Override
    public LayerContext child(String prefix, int inputWidth, boolean needsInputGradient) {
      return context.child(prefix, inputWidth, needsInputGradient);
    }
  }
}
