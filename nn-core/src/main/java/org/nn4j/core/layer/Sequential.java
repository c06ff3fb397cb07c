package org.nn4j.core.layer;

import java.util.List;
import java.util.Optional;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.ParameterSpec;

/**
 * Layers one after the other.
 *
 * @param layers the layers from input to output; none is the identity
 */
public record Sequential(List<Layer> layers) implements Layer {

  /** Creates an empty chain. */
  public Sequential() {
    this(List.of());
  }

  /** Copies the list. */
  public Sequential {
    layers = List.copyOf(layers);
  }

  @Override
  public String name() {
    return "sequential";
  }

  @Override
  public String description() {
    return "layers one after the other";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return Chain.outputWidth(layers, inputWidth);
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    return Chain.declare(layers, inputWidth);
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Chain.operators(layers);
  }

  @Override
  public Chain bind(LayerContext context) {
    return new Chain(layers, context);
  }
}
