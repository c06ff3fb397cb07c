package org.nn4j.core.activation;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/**
 * σ(z) = eᶻ, and so is σ'. For positive outputs over several orders of magnitude, such as rates; it
 * overflows where z is above 88 in float32. Keras' {@code exponential}.
 */
public record Exponential() implements ElementwiseActivation {

  @Override
  public String name() {
    return "exponential";
  }

  @Override
  public String description() {
    return "e^z, for positive outputs";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(OperatorGraph.of("Exp"));
  }

  @Override
  public double value(double z) {
    return NnMath.exp(z);
  }

  @Override
  public double derivative(double z, double a) {
    return a;
  }
}
