package org.nn4j.core.activation;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/**
 * σ(z) = max(0, tanh z), with σ' = 1 − tanh² z for z &gt; 0, else 0. DL4J's {@code RECTIFIEDTANH}.
 */
public record RectifiedTanh() implements ElementwiseActivation {

  @Override
  public String name() {
    return "rectified_tanh";
  }

  @Override
  public String description() {
    return "max(0, tanh(z))";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(g -> g.apply("Relu", g.apply("Tanh", OperatorGraph.INPUT))));
  }

  @Override
  public double value(double z) {
    return z <= 0 ? 0 : NnMath.tanh(z);
  }

  @Override
  public double derivative(double z, double a) {
    return z > 0 ? 1 - a * a : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {0};
  }
}
