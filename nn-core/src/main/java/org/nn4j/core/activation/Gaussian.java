package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/**
 * The bell curve σ(z) = e^(−z²), with σ' = −2z·e^(−z²). Encog's and Neuroph's Gaussian have a width
 * and a centre, which weights and biases are here.
 *
 * <p>Source: Broomhead and Lowe, "Multivariable functional interpolation and adaptive networks",
 * 1988.
 */
public record Gaussian() implements ElementwiseActivation {

  @Override
  public String name() {
    return "gaussian";
  }

  @Override
  public String description() {
    return "e^(-z^2), a bell";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(g -> g.apply("Exp", g.apply("Neg", g.apply("Mul", INPUT, INPUT)))));
  }

  @Override
  public double value(double z) {
    return NnMath.exp(-z * z);
  }

  @Override
  public double derivative(double z, double a) {
    return Gate.apply(-2 * z, a);
  }
}
