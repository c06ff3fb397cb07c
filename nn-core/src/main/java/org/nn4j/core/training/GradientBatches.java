package org.nn4j.core.training;

import java.util.List;
import org.nn4j.core.training.objective.Objective;

/** The batches that a run takes its steps on, with their gradients. */
interface GradientBatches {

  /** Returns the number of batches in an epoch over that many samples. */
  static int count(TrainingPlan plan, int samples) {
    return (int) Math.ceil((double) samples / plan.batchRows(samples));
  }

  /** Returns the number of batches in an epoch. */
  int count();

  /** Makes the order of the epoch that begins. */
  void startEpoch();

  /**
   * Computes the gradients of a batch, which the objective then has.
   *
   * @param index the number of the batch in the epoch, from 0
   * @return the loss plus the penalties, Σ w·ℓ/rows
   * @throws DivergenceException if that is not finite
   */
  double gradient(int index);

  /**
   * Computes the gradients of a batch as {@link #gradient} does, with the random numbers of the
   * step, but returns a loss that is not finite.
   */
  double evaluate(int index);

  /** Returns the number of samples in the last batch. */
  int rows();

  /** Returns the objective. */
  Objective objective();

  /** Returns the number of all samples. */
  int samples();

  /** Returns the mean weight of all samples. */
  double meanWeight();

  /** Returns whether samples have weights. */
  boolean weighted();

  /**
   * Returns what looks for numbers that are not finite.
   *
   * @param updates updates done in this epoch
   */
  Divergence divergence(int updates);

  /** Returns what has to be kept for a run to go on, in addition to what every run has. */
  List<Stateful> state();

  /**
   * Returns whether the run is to end before its epochs are done, as all processes agreed when they
   * last spoke with one another.
   */
  boolean ending();

  /** Agrees on whether the run is to end; called at the end of an epoch. */
  void agree();
}
