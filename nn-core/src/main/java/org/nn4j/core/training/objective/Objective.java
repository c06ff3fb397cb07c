package org.nn4j.core.training.objective;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.ParallelKernels;
import org.nn4j.core.parallel.WorkerPool;

/**
 * What training minimizes: the loss of a network on a batch plus its penalties, and the gradient.
 *
 * <p>Holds the memory for batches of up to a greatest size; allocates nothing afterwards. Not
 * thread-safe.
 */
public final class Objective {
  private final Network network;
  private final BoundNetwork bound;
  private final OutputHead head;
  private final Penalties penalties;
  private final Matrix gradients;
  private final BatchBuffer outputGradients;

  /**
   * Binds a network and a loss.
   *
   * @param maxRows greatest number of rows of a batch
   */
  public Objective(Network network, Loss loss, int maxRows) {
    this(network, loss, maxRows, new WorkerPool(1));
  }

  /**
   * Binds a network and a loss.
   *
   * @param pool the worker pool
   */
  public Objective(Network network, Loss loss, int maxRows, WorkerPool pool) {
    this(
        network,
        loss,
        maxRows,
        pool,
        Matrix.zeros(network.precision(), 1, network.parameters().trainable().size()));
  }

  /**
   * Binds a network and a loss.
   *
   * @param pool the worker pool
   * @param gradients 1×P, contiguous, what {@link #gradients} returns
   */
  public Objective(Network network, Loss loss, int maxRows, WorkerPool pool, Matrix gradients) {
    Kernels kernels = ParallelKernels.of(network, maxRows, pool);
    this.network = network;
    this.gradients = gradients;
    this.bound = network.bindForTraining(maxRows, gradients, kernels);
    this.head = new OutputHead(bound, loss, kernels);
    this.penalties = new Penalties(network.parameters(), pool);
    this.outputGradients = new BatchBuffer(network.precision(), maxRows, network.outputWidth());
  }

  /** Returns the network. */
  public Network network() {
    return network;
  }

  /** Returns the bound network, whose values of the last pass can be looked at. */
  public BoundNetwork bound() {
    return bound;
  }

  /** Returns the loss as it was given, before any fusing. */
  public Loss loss() {
    return head.loss();
  }

  /** Returns whether the loss is fused with the last activation. */
  public boolean fused() {
    return head.fused();
  }

  /** Returns the gradients, 1×P, which {@link #gradient} overwrites. */
  public Matrix gradients() {
    return gradients;
  }

  /**
   * Computes the loss plus the penalties.
   *
   * @param x N×n features in the network's precision
   * @param y targets as the loss expects them
   * @param weights N×1 sample weights, or null
   * @param training whether layers behave as in a training step
   */
  public double value(Matrix x, Matrix y, @Nullable Matrix weights, boolean training) {
    Matrix output = head.forward(x, training);
    double value = head.value(output, y, weights);
    return value + penalties.value();
  }

  /**
   * Computes the loss plus the penalties and all gradients: forward, (E1), then the recursion (E2)
   * to (E4).
   *
   * @param x N×n features in the network's precision
   * @param y targets as the loss expects them
   * @param weights N×1 sample weights, or null
   * @return the loss plus the penalties
   */
  public double gradient(Matrix x, Matrix y, @Nullable Matrix weights) {
    return lossGradient(x, y, weights) + penalize();
  }

  /**
   * Computes the loss alone and its gradients, without the penalties.
   *
   * @param x N×n features in the network's precision
   * @param y targets as the loss expects them
   * @param weights N×1 sample weights, or null
   * @return the loss
   */
  public double lossGradient(Matrix x, Matrix y, @Nullable Matrix weights) {
    Matrix output = head.forward(x, true);
    return head.backward(output, y, weights, outputGradients.rows(x.rows()));
  }

  /** Adds the penalties' gradient to the gradients and returns the penalties. */
  public double penalize() {
    penalties.addGradient(gradients);
    return penalties.value();
  }

  /** Restores the constraints (max-norm) that an update may have broken. */
  public void constrain() {
    penalties.constrain();
  }
}
