package org.nn4j.core.layer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.OutputLink;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.activation.Relu;

/**
 * An activation as a layer of its own, A = σ(X), where it does not follow a dense layer directly.
 *
 * @param function σ; relu by default
 */
public record ActivationLayer(Activation function) implements Layer {

  /** Creates a relu layer. */
  public ActivationLayer() {
    this(new Relu());
  }

  @Override
  public String name() {
    return "activation";
  }

  @Override
  public String description() {
    return "an activation as a layer of its own";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return inputWidth;
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    return ActivationUnit.declare(function, inputWidth);
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return function
        .operators()
        .map(
            sigma ->
                OperatorGraph.build(
                    g -> g.append(sigma, OperatorGraph.INPUT, ActivationUnit.PREFIX)));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(function, context);
  }

  private static final class Bound implements BoundLayer, BoundLayer.LinkedOutput {
    private final ActivationUnit unit;
    private final BatchBuffer outputs;
    private Matrix z;
    private Matrix a;

    Bound(Activation function, LayerContext context) {
      this.unit = new ActivationUnit(function, context, context.inputWidth());
      this.outputs = Buffers.batch(context, context.inputWidth());
      this.a = outputs.rows(0);
      this.z = a;
    }

    @Override
    public Matrix forward(Matrix input, boolean training) {
      z = input;
      a = unit.isIdentity() ? input : outputs.rows(input.rows());
      unit.forward(z, a, training);
      return a;
    }

    @Override
    public Matrix backward(Matrix gradient) {
      unit.backward(z, a, gradient);
      return gradient;
    }

    @Override
    public LinkedOutput linkedOutput() {
      return this;
    }

    @Override
    public OutputLink link() {
      return unit.link();
    }

    @Override
    public Matrix preActivation() {
      return z;
    }

    @Override
    public @Nullable Matrix backwardFromLink(Matrix gradient) {
      return gradient;
    }
  }
}
