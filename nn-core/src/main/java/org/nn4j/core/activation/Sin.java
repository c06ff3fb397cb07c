package org.nn4j.core.activation;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/**
 * σ(z) = sin z, with σ' = cos z. It is computed by {@link StrictMath}, exactly reduced for
 * arguments of any size; at ±∞ it is NaN, having no limit there.
 *
 * <p>Source: Parascandolo, Huttunen and Virtanen, "Taming the waves: sine as activation function in
 * deep neural networks", 2017.
 */
public record Sin() implements ElementwiseActivation {

  @Override
  public String name() {
    return "sin";
  }

  @Override
  public String description() {
    return "sin(z)";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(OperatorGraph.of("Sin"));
  }

  @Override
  public double value(double z) {
    return NnMath.sin(z);
  }

  @Override
  public double derivative(double z, double a) {
    return NnMath.cos(z);
  }
}
