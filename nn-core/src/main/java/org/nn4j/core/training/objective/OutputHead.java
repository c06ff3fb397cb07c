package org.nn4j.core.training.objective;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.core.MisfitException;

/**
 * The joint of a bound network and a loss.
 *
 * <p>Where the loss fuses with the last activation it reads pre-activations and ∂L/∂Z enters the
 * delta recursion directly; otherwise ∂L/∂Ŷ goes through the activation, (E1). That is decided
 * once, by declared mathematics.
 */
public final class OutputHead {
  private final BoundLayer network;
  private final Loss loss;
  private final @Nullable Loss fused;
  private final Kernels kernels;

  /** Joins a network and a loss, fused where they can be. */
  public OutputHead(BoundLayer network, Loss loss, Kernels kernels) {
    this.network = network;
    this.loss = loss;
    this.kernels = kernels;
    BoundLayer.LinkedOutput linked = network.linkedOutput();
    this.fused = linked == null ? null : loss.fusedWith(linked.link()).orElse(null);
  }

  Loss loss() {
    return loss;
  }

  /** Returns whether the loss is fused with the last activation. */
  public boolean fused() {
    return fused != null;
  }

  /** Computes what the loss reads, Z if it is fused and else Ŷ. */
  Matrix forward(Matrix input, boolean training) {
    if (fused == null) {
      return network.forward(input, training);
    }
    network.forwardToLink(input, training);
    return linked().preActivation();
  }

  /**
   * Computes the loss of the last forward pass, whose output is {@code output}.
   *
   * @throws MisfitException if an output or a target is outside the loss' domain
   */
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    try {
      return fused == null
          ? loss.value(output, target, weights, kernels)
          : fused.value(linked().preActivation(), target, weights, kernels);
    } catch (IllegalArgumentException e) {
      throw misfit(e);
    }
  }

  private MisfitException misfit(IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    return new MisfitException(
        message.startsWith(loss.name()) ? message : loss.shortExpression() + ": " + message, e);
  }

  /**
   * Computes the loss of the last forward pass and propagates its gradient to all parameters.
   *
   * @throws MisfitException if an output or a target is outside the loss' domain
   */
  double backward(Matrix output, Matrix target, @Nullable Matrix weights, Matrix delta) {
    double value = gradient(output, target, weights, delta);
    if (fused == null) {
      network.backward(delta);
    } else {
      linked().backwardFromLink(delta);
    }
    return value;
  }

  /**
   * Computes the loss of the last forward pass and where the recursion starts from: ∂L/∂Z if {@link
   * #fused()}, else ∂L/∂Ŷ.
   *
   * @throws MisfitException if an output or a target is outside the loss' domain
   */
  public double gradient(Matrix output, Matrix target, @Nullable Matrix weights, Matrix delta) {
    try {
      return fused == null
          ? loss.gradient(output, target, weights, delta, kernels)
          : fused.gradient(linked().preActivation(), target, weights, delta, kernels);
    } catch (IllegalArgumentException e) {
      throw misfit(e);
    }
  }

  private BoundLayer.LinkedOutput linked() {
    BoundLayer.LinkedOutput linked = network.linkedOutput();
    if (linked == null) {
      throw new IllegalStateException("the network's output is not linked");
    }
    return linked;
  }
}
