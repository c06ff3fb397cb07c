package org.nn4j.report.training;

import java.util.List;

/**
 * The lengths of gradients and parameters in an epoch, layer by layer.
 *
 * @param epoch the epoch's number from 1
 * @param gradients for each layer the quadratic mean over batches of its gradients' Euclidean norm;
 *     NaN if no batch was looked at, in an epoch that was resumed near its end
 * @param parameters for each layer the Euclidean norm of its trainable parameters after the epoch
 */
public record EpochNorms(int epoch, List<Double> gradients, List<Double> parameters) {

  /** Copies the lists. */
  public EpochNorms {
    gradients = List.copyOf(gradients);
    parameters = List.copyOf(parameters);
  }
}
