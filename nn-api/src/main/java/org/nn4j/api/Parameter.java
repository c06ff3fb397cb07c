package org.nn4j.api;

import org.jspecify.annotations.Nullable;

/**
 * A layer's parameter bound to its memory, a view of the network's flat arrays.
 *
 * <p>While predicting, {@link #value()} is shared by all threads and read-only, and there is no
 * gradient.
 */
public final class Parameter {
  private final ParameterSpec spec;
  private final Matrix value;
  private final @Nullable Matrix gradient;

  /**
   * Creates a bound parameter.
   *
   * @param spec the declaration
   * @param value the values, of the declared shape
   * @param gradient the gradient, of the same shape, or null if it is not trained
   */
  public Parameter(ParameterSpec spec, Matrix value, @Nullable Matrix gradient) {
    this.spec = spec;
    this.value = value;
    this.gradient = gradient;
  }

  /** Returns the declaration. */
  public ParameterSpec spec() {
    return spec;
  }

  /** Returns the values. */
  public Matrix value() {
    return value;
  }

  /**
   * Returns the matrix that a backward pass overwrites with ∂L/∂θ.
   *
   * @throws IllegalStateException if this parameter is bound for prediction or is not trainable
   */
  public Matrix gradient() {
    if (gradient == null) {
      throw new IllegalStateException(
          "parameter "
              + spec.name()
              + " has no gradient: it is bound for prediction or not trainable");
    }
    return gradient;
  }
}
