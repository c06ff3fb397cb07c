package org.nn4j.core.activation;

import java.util.Optional;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;

/**
 * Sparse probabilities of classes, the nearest to z in the sense of least squares: aᵢ = max(zᵢ − τ,
 * 0) with the τ for which the row sums to 1. It is {@link Entmax} with α = 2, which says how τ is
 * found.
 *
 * <p>The Jacobian-vector product is ∂L/∂zᵢ = gᵢ less the mean of those g where a &gt; 0, there, and
 * 0 elsewhere.
 *
 * <p>Source: Martins and Astudillo, "From softmax to sparsemax", 2016.
 */
public record Sparsemax() implements Activation {

  @Override
  public String name() {
    return "sparsemax";
  }

  @Override
  public String description() {
    return "the probabilities of classes nearest to z, many of them 0";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(Entmax.operators(true));
  }

  @Override
  public void forward(Matrix z, Matrix a, Kernels kernels) {
    Entmax.forward(2, z, a);
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    Entmax.backward(2, a, gradient);
  }
}
