package org.nn4j.api;

import java.util.Optional;

/**
 * A loss −log p(y | ŷ) whose outputs are the parameters of a probability density of each target, so
 * that a network tells how sure it is of each prediction. Mean and standard deviation of the
 * density are what is predicted.
 *
 * <p>There are P outputs for a target: with T targets column p·T + t of the outputs is parameter p
 * of target t, so that PyTorch's {@code output.chunk(P, dim=1)} tells the parameters apart.
 */
public interface DensityLoss extends Loss {

  /** Returns P, the number of parameters of a target's density. */
  int outputsPerTarget();

  /**
   * Computes mean and standard deviation of the densities.
   *
   * @param output Ŷ, N×(P·T); not changed
   * @param means N×T, overwritten; shares no memory with the others
   * @param deviations N×T, overwritten; shares no memory with the others
   * @throws IllegalArgumentException if the shapes do not fit
   */
  void moments(Matrix output, Matrix means, Matrix deviations);

  /**
   * Returns what {@link #moments} computes as standard operators, for exports: a graph from
   * outputs, N×(P·T), to N×2T, the means before the deviations. Empty, the default, if there is
   * none.
   *
   * @param targets T
   */
  default Optional<OperatorGraph> momentOperators(int targets) {
    return Optional.empty();
  }

  /** Requires P outputs for each column of the targets. */
  @Override
  default void requireShapes(int outputWidth, int targetWidth) {
    if (outputWidth != outputsPerTarget() * targetWidth) {
      throw new IllegalArgumentException(
          shortExpression()
              + ": the network has "
              + outputWidth
              + " outputs but the targets have "
              + targetWidth
              + (targetWidth == 1 ? " column" : " columns, each")
              + (" with a density of " + outputsPerTarget() + " parameters; there must be ")
              + outputsPerTarget() * targetWidth
              + " outputs");
    }
  }
}
