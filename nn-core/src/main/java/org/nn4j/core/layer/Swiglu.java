package org.nn4j.core.layer;

import org.nn4j.api.Activation;
import org.nn4j.core.activation.Silu;

/**
 * {@link Glu} whose gate is silu, A = U ⊙ silu(V) with U the first half of the columns and V the
 * second.
 *
 * <p>Source: Shazeer, "GLU variants improve transformer", 2020.
 */
public record Swiglu() implements GatedUnit {

  @Override
  public String name() {
    return "swiglu";
  }

  @Override
  public String description() {
    return "one half of the columns times silu of the other";
  }

  @Override
  public Activation activation() {
    return new Silu();
  }
}
