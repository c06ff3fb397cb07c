package org.nn4j.core.activation;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;

/** No activation: σ(z) = z, for the outputs of a regression. */
public record Identity() implements ElementwiseActivation {

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public String description() {
    return "z unchanged, for the outputs of a regression";
  }

  @Override
  public double value(double z) {
    return z;
  }

  @Override
  public double derivative(double z, double a) {
    return 1;
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(OperatorGraph.of("Identity"));
  }

  @Override
  public void forward(Matrix z, Matrix a, Kernels kernels) {
    a.copyFrom(z);
  }

  /** Leaves the gradient as it is. */
  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {}
}
