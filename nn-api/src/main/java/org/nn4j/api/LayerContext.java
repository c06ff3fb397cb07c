package org.nn4j.api;

import java.util.random.RandomGenerator;

/** What a {@link Layer} is bound to: shapes, kernels, its parameters and a random stream. */
public interface LayerContext {

  /** Returns the number of columns of the layer's input. */
  int inputWidth();

  /** Returns the maximum number of rows of a batch. */
  int maxRows();

  /** Returns the precision of every matrix. */
  Precision precision();

  /** Returns the kernels to compute with. */
  Kernels kernels();

  /** Whether {@link BoundLayer#backward} will be called; if not, gradients need no memory. */
  boolean training();

  /** Whether backward has to return ∂L/∂X, which the first layer need not. */
  boolean needsInputGradient();

  /**
   * Returns a parameter that the layer declared.
   *
   * @throws IllegalArgumentException if the layer declared no parameter of that name
   */
  Parameter parameter(String name);

  /** Returns this layer's random stream, the same sequence for the same seed on every JVM. */
  RandomGenerator random();

  /**
   * Returns the context of a child of a composite layer.
   *
   * @param prefix the prefix that {@link ParameterSpec#prefixed} gave the child's parameter names
   * @param inputWidth the number of columns of the child's input
   * @param needsInputGradient whether the child has to return ∂L/∂X
   */
  LayerContext child(String prefix, int inputWidth, boolean needsInputGradient);
}
