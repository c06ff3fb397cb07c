package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Optional;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;

/**
 * A smooth rectifier of arithmetic alone: σ(z) = (z + √(z² + b))/2, with σ' = (1 + z/√(z² + b))/2.
 *
 * <p>Source: Barron, "Squareplus: a softplus-like algebraic rectifier", 2021.
 *
 * @param b how round the bend is, finite, above 0; 4 by default, as in Keras, where σ(0) = 1
 */
public record Squareplus(double b) implements ElementwiseActivation {

  /** Creates one with b = 4. */
  public Squareplus() {
    this(4);
  }

  /**
   * Checks b.
   *
   * @throws IllegalArgumentException if it is not finite or not above 0
   */
  public Squareplus {
    Checks.positive("b", b);
  }

  @Override
  public String name() {
    return "squareplus";
  }

  @Override
  public String description() {
    return "(z + sqrt(z^2 + b))/2, a smooth relu";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String square = g.apply("Add", g.apply("Mul", INPUT, INPUT), g.constant(b));
              return g.apply(
                  "Mul", g.apply("Add", INPUT, g.apply("Sqrt", square)), g.constant(0.5));
            }));
  }

  @Override
  public double value(double z) {
    double size = Math.abs(z);
    double above = size < 1 ? (Math.sqrt(z * z + b) - size) / 2 : b / (2 * size * (1 + root(z)));
    return Math.max(z, 0) + above;
  }

  @Override
  public double derivative(double z, double a) {
    if (Math.abs(z) < 1) {
      return (1 + z / Math.sqrt(z * z + b)) / 2;
    }
    double root = root(z);
    double below = b / (z * z) / (2 * root * (1 + root));
    return z < 0 ? below : 1 - below;
  }

  /** Returns √(1 + b/z²), by which nothing cancels or overflows far from 0. */
  private double root(double z) {
    return Math.sqrt(1 + b / (z * z));
  }
}
