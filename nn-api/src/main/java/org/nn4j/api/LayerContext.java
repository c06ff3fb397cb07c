package org.nn4j.api;

import java.util.random.RandomGenerator;

/** What a {@link Layer} is bound to: shapes, kernels, its parameters and a random stream. */
public interface LayerContext {

  /** Returns the number of columns of the layer's input. */
  int inputWidth();

  /** Returns the greatest number of rows a batch will have. */
  int maxRows();

  /** Returns the precision of every matrix. */
  Precision precision();

  /** Returns the kernels to compute with. */
  Kernels kernels();

  /** Tells whether {@link BoundLayer#backward} will be called; if not, gradients need no memory. */
  boolean training();

  /** Tells whether backward has to return ∂L/∂X; the first layer's is not needed. */
  boolean needsInputGradient();

  /**
   * Returns a parameter that the layer declared.
   *
   * @throws IllegalArgumentException if the layer declared none of that name
   */
  Parameter parameter(String name);

  /** Returns this layer's random stream, the same sequence for the same seed on every JVM. */
  RandomGenerator random();

  /**
   * Returns the context of a composite's child.
   *
   * @param prefix what {@link ParameterSpec#prefixed} put before the child's parameter names
   * @param inputWidth the child's input columns
   * @param needsInputGradient whether the child has to return ∂L/∂X
   */
  LayerContext child(String prefix, int inputWidth, boolean needsInputGradient);
}
