package org.nn4j.core.layer;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.TrainingClock;

/**
 * A skip connection, A = X + f(X), where f is a chain of layers that keeps the width.
 *
 * <p>Source: He et al., "Deep residual learning for image recognition", 2016.
 *
 * @param layers f, from input to output
 */
public record Residual(List<Layer> layers) implements Layer {

  /** Creates a residual around nothing. */
  public Residual() {
    this(List.of());
  }

  /** Copies the list. */
  public Residual {
    layers = List.copyOf(layers);
  }

  @Override
  public String name() {
    return "residual";
  }

  @Override
  public String description() {
    return "adds its input to what its layers make of it";
  }

  @Override
  public int outputWidth(int inputWidth) {
    int width = Chain.outputWidth(layers, inputWidth);
    if (width != inputWidth) {
      throw new IllegalArgumentException(
          "residual: its layers turn "
              + inputWidth
              + " columns into "
              + width
              + "; input and output are added, so the widths must be equal");
    }
    return width;
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    return Chain.declare(layers, inputWidth);
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Chain.operators(layers)
        .map(
            body ->
                OperatorGraph.build(
                    g ->
                        g.apply(
                            "Add", OperatorGraph.INPUT, g.append(body, OperatorGraph.INPUT, ""))));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(layers, context);
  }

  private static final class Bound implements BoundLayer {
    private final Kernels kernels;
    private final Chain body;
    private final BatchBuffer outputs;
    private final @Nullable BatchBuffer inputGradients;

    Bound(List<Layer> layers, LayerContext context) {
      this.kernels = context.kernels();
      this.body = new Chain(layers, context);
      this.outputs = Buffers.batch(context, context.inputWidth());
      this.inputGradients = Buffers.inputGradient(context);
    }

    @Override
    public void adapt(Matrix sample) {
      body.adapt(sample);
    }

    @Override
    public boolean adapts() {
      return body.adapts();
    }

    @Override
    public void beginStep(TrainingClock clock) {
      body.beginStep(clock);
    }

    @Override
    public Matrix forward(Matrix input, boolean training) {
      Matrix output = outputs.rows(input.rows());
      kernels.add(input, body.forward(input, training), output);
      return output;
    }

    @Override
    public @Nullable Matrix backward(Matrix gradient) {
      if (inputGradients == null) {
        body.backward(gradient);
        return null;
      }
      Matrix sum = inputGradients.rows(gradient.rows());
      sum.copyFrom(gradient);
      Matrix throughBody = body.backward(gradient);
      if (throughBody != null) {
        kernels.add(sum, throughBody, sum);
      }
      return sum;
    }
  }
}
