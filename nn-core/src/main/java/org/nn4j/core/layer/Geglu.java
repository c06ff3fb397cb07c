package org.nn4j.core.layer;

import org.nn4j.api.Activation;
import org.nn4j.core.activation.Gelu;

/**
 * {@link Glu} whose gate is gelu, A = U ⊙ gelu(V) with U the first half of the columns and V the
 * second.
 *
 * <p>Source: Shazeer, "GLU variants improve transformer", 2020.
 */
public record Geglu() implements GatedUnit {

  @Override
  public String name() {
    return "geglu";
  }

  @Override
  public String description() {
    return "one half of the columns times gelu of the other";
  }

  @Override
  public Activation activation() {
    return new Gelu();
  }
}
