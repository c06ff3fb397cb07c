package org.nn4j.core.layer;

import org.nn4j.api.Activation;
import org.nn4j.core.activation.Sigmoid;

/**
 * The gated linear unit, A = U ⊙ σ(V) with U the first half of the columns and V the second. It has
 * no weights: {@code dense(32), glu} is a gated layer of 16 units. PyTorch's {@code GLU} and Keras'
 * {@code glu} for σ = sigmoid; {@code identity} makes it bilinear, {@code relu} the reglu.
 *
 * <p>Sources: Dauphin, Fan, Auli and Grangier, "Language modeling with gated convolutional
 * networks", 2017; Shazeer, "GLU variants improve transformer", 2020.
 *
 * @param activation σ, of V; sigmoid by default
 */
public record Glu(Activation activation) implements GatedUnit {

  /** Creates a unit whose gate is a sigmoid. */
  public Glu() {
    this(new Sigmoid());
  }

  @Override
  public String name() {
    return "glu";
  }

  @Override
  public String description() {
    return "one half of the columns times a gate, sigmoid of the other";
  }
}
