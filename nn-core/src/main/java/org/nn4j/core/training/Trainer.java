package org.nn4j.core.training;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;

/**
 * Trains networks by mini-batch gradient descent.
 *
 * <p>Same network, plan and data give the same parameters, bit for bit. Immutable; several threads
 * may train different networks with one trainer.
 *
 * @param plan how to train
 * @param decoder turns encoded targets into the data's units, for metrics
 * @param listeners who is told of progress, in order
 */
public record Trainer(
    TrainingPlan plan, UnaryOperator<Matrix> decoder, List<TrainingListener> listeners) {

  /** Copies the list. */
  public Trainer {
    listeners = List.copyOf(listeners);
  }

  /** Makes a trainer for targets that are not encoded. */
  public Trainer(TrainingPlan plan, TrainingListener... listeners) {
    this(plan, UnaryOperator.identity(), List.of(listeners));
  }

  /** Returns a trainer that evaluates in the units that {@code newDecoder} turns targets into. */
  public Trainer withDecoder(UnaryOperator<Matrix> newDecoder) {
    return new Trainer(plan, newDecoder, listeners);
  }

  /**
   * Trains a network in place.
   *
   * @param network the network, whose parameters are changed
   * @param train the samples to learn from
   * @param validation samples to evaluate on after every epoch, or null
   * @return what happened in every epoch
   * @throws IllegalArgumentException if data, network and loss do not fit
   * @throws DivergenceException if a number stops being finite
   */
  public History fit(Network network, Dataset train, @Nullable Dataset validation) {
    DataFit.require("fit", network, plan.loss(), train);
    if (validation != null) {
      DataFit.require("fit", network, plan.loss(), validation);
    }
    TrainingRun run = new TrainingRun(this, network, train, validation);
    listeners.forEach(listener -> listener.started(network, plan, train.size()));
    History history = run.run();
    listeners.forEach(listener -> listener.finished(history));
    return history;
  }

  /** Trains without validation data. */
  public History fit(Network network, Dataset train) {
    return fit(network, train, null);
  }
}
