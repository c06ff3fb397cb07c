package org.nn4j.core.activation;

import java.util.function.DoubleUnaryOperator;
import org.nn4j.api.ElementwiseActivation;

/** Activations made in the program, without a class of their own. */
public final class Activations {
  private Activations() {}

  /**
   * Makes an element-wise activation of two functions:
   *
   * <pre>{@code
   * Activation square = Activations.of("square", z -> z * z, z -> 2 * z);
   * Network.builder(2).dense(8, square)...
   * }</pre>
   *
   * <p>It suits experiments. It has no parameters, and what it computes is in this program alone: a
   * model file holds its name, so a program that loads the model needs a catalog that has it,
   * {@code ModelFile.load(file, Catalog.standard().with(square))}; no other program can. A part
   * that is to last is a class, found by its name everywhere; see {@link
   * org.nn4j.api.ElementwiseActivation}. The activations made here also share one loop, so that
   * several of them in one program are slower than classes are.
   *
   * <p>The functions must be pure and may be called by several threads. A derivative that does not
   * belong to its function is found by {@link org.nn4j.core.gradcheck.GradientCheck}.
   *
   * @param name {@code [a-z][a-z0-9_.]*}, at most 64 characters
   * @param value σ(z)
   * @param derivative σ'(z)
   * @throws IllegalArgumentException if the name is illegal
   */
  public static ElementwiseActivation of(
      String name, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
    return new LambdaActivation(name, value, derivative);
  }
}
