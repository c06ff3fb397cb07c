package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;

/**
 * A rectifier that bends along a parabola: σ(z) = 0 for z ≤ −1, (z + 1)²/4 up to 1, then z; σ' is
 * {@link SparseSigmoid}. Keras' {@code sparse_plus}, which is to sparsemax what softplus is to
 * softmax.
 *
 * <p>Source: Martins and Astudillo, "From softmax to sparsemax", 2016, whose loss of two classes it
 * is.
 */
public record SparsePlus() implements ElementwiseActivation {

  @Override
  public String name() {
    return "sparse_plus";
  }

  @Override
  public String description() {
    return "relu that bends along a parabola from -1 to 1";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String one = g.constant(1);
              String bend = g.apply("Add", g.apply("Clip", INPUT, g.constant(-1), one), one);
              String parabola = g.apply("Mul", g.apply("Mul", bend, bend), g.constant(0.25));
              return g.apply("Add", parabola, g.apply("Relu", g.apply("Sub", INPUT, one)));
            }));
  }

  @Override
  public double value(double z) {
    double bend = Math.max(z, -1) + 1;
    return z >= 1 ? z : bend * bend / 4;
  }

  @Override
  public double derivative(double z, double a) {
    return SparseSigmoid.of(z);
  }
}
