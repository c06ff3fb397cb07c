package org.nn4j.api;

import java.util.List;
import java.util.Optional;

/**
 * A layer of a network: a definition that can be bound to memory any number of times.
 *
 * <p>The definition is immutable and shared; {@link #bind} creates the object that computes, with
 * activations and gradients of its own, one per thread and workspace.
 */
public interface Layer extends Component {

  /**
   * Returns the number of columns of the layer's output.
   *
   * @throws IllegalArgumentException if the layer does not accept that many columns
   */
  int outputWidth(int inputWidth);

  /** Returns the layer's parameters for that input width, in the order in which they are saved. */
  default List<ParameterSpec> declare(int inputWidth) {
    return List.of();
  }

  /** Binds the layer to parameters and allocates its buffers; nothing is allocated after that. */
  BoundLayer bind(LayerContext context);

  /**
   * Returns what the layer computes in prediction as standard operators, for exporters; empty if it
   * has no such form.
   */
  default Optional<OperatorGraph> operators() {
    return Optional.empty();
  }

  @Override
  default Layer with(Parameters changes) {
    return (Layer) RecordParameters.rebuild(this, changes);
  }
}
