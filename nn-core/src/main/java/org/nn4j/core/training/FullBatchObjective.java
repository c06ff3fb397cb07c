package org.nn4j.core.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.MisfitException;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.training.objective.Finite;

/**
 * The loss over all rows as a function of the parameters, for steps that evaluate it several times:
 * with the random numbers of the step, and statistics as after its first evaluation.
 */
final class FullBatchObjective implements FullBatchOptimizer.Objective {
  private final GradientBatches batches;
  private final Matrix parameters;
  private final Matrix gradients;
  private final Matrix statistics;
  private final Matrix statisticsAfter;

  /** The gradients of frozen parameters. */
  private final List<Matrix> frozen;

  private final String optimizer;
  private @Nullable GaussNewton curvature;
  private double loss;

  /**
   * Allocates.
   *
   * @param optimizer its name, for messages
   * @param batches one batch of all rows
   * @param store the parameters
   * @param specs their declarations, with the factors of groups, of which 0 freezes
   */
  FullBatchObjective(
      String optimizer, GradientBatches batches, ParameterStore store, List<ParameterSpec> specs) {
    this.optimizer = optimizer;
    this.batches = batches;
    this.parameters = store.trainable();
    this.gradients = batches.objective().gradients();
    this.statistics = store.statistics();
    this.statisticsAfter = Matrix.zeros(statistics.precision(), 1, statistics.size());
    this.frozen =
        specs.stream()
            .filter(spec -> spec.trainable() && spec.rateFactor() == 0)
            .map(spec -> store.part(gradients, spec.name()))
            .toList();
  }

  /**
   * Begins a step, after the batch's loss and gradients were computed.
   *
   * @param newLoss the loss
   * @throws DivergenceException if a gradient is not finite
   */
  void begin(double newLoss) {
    if (!Finite.all(gradients)) {
      throw batches.divergence(1).ofUpdate();
    }
    loss = newLoss;
    statisticsAfter.copyFrom(statistics);
    freeze();
  }

  @Override
  public Matrix parameters() {
    return parameters;
  }

  @Override
  public Matrix gradients() {
    return gradients;
  }

  @Override
  public double loss() {
    return loss;
  }

  @Override
  public double evaluate() {
    loss = batches.evaluate(0);
    statistics.copyFrom(statisticsAfter);
    freeze();
    return loss;
  }

  @Override
  public Matrix gaussNewton() {
    if (!(batches instanceof WholeBatches whole)) {
      throw new MisfitException(
          optimizer + " needs all rows in one process; leave shards at 0, or take lbfgs");
    }
    if (curvature == null) {
      curvature = new GaussNewton(optimizer, batches.objective(), batches.samples());
    }
    Batches all = whole.last();
    DoubleMatrix matrix = curvature.compute(all.x(), all.y(), all.w());
    for (int i = 0; i < frozen.size(); i++) {
      int from = frozen.get(i).offset() - gradients.offset();
      for (int p = from; p < from + frozen.get(i).size(); p++) {
        for (int q = 0; q < matrix.rows(); q++) {
          matrix.set(p, q, 0);
          matrix.set(q, p, 0);
        }
      }
    }
    return matrix;
  }

  private void freeze() {
    for (int i = 0; i < frozen.size(); i++) {
      frozen.get(i).fill(0);
    }
  }
}
