package org.nn4j.core.training;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.core.MisfitException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.TargetDecoder;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.training.objective.DataFit;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

/**
 * Trains networks by mini-batch gradient descent.
 *
 * <p>Same network, plan and data give the same parameters, bit for bit. Immutable; several threads
 * may train different networks with one trainer.
 *
 * @param plan how to train
 * @param decoder turns encoded targets into the data's units, for metrics
 * @param listeners notified of progress, in order
 * @param threads most threads that a training uses, the caller's included; the result is the same
 *     for any number. Small networks train on the caller's alone. The others live as long as the
 *     training
 */
public record Trainer(
    TrainingPlan plan, TargetDecoder decoder, List<TrainingListener> listeners, int threads) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the number of threads is below 1
   */
  public Trainer {
    Checks.atLeast("threads", threads, 1);
    listeners = List.copyOf(listeners);
  }

  /** Creates a trainer for targets that are not encoded, which uses one thread a processor. */
  public Trainer(TrainingPlan plan, TrainingListener... listeners) {
    this(plan, TargetDecoder.IDENTITY, List.of(listeners), defaultThreads());
  }

  /** Returns the number of threads where nothing else is said: one a processor. */
  public static int defaultThreads() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Returns a trainer that evaluates in the units that {@code newDecoder} turns targets into. */
  public Trainer withDecoder(TargetDecoder newDecoder) {
    return new Trainer(plan, newDecoder, listeners, threads);
  }

  /** Returns a trainer that uses at most that many threads. */
  public Trainer withThreads(int newThreads) {
    return new Trainer(plan, decoder, listeners, newThreads);
  }

  /** Returns what evaluates networks as this trainer does after every epoch. */
  public Evaluator evaluator() {
    return new Evaluator(plan.loss(), decoder, threads);
  }

  /**
   * Trains a network in place. Initial values that depend on data are set first, by up to 4096 of
   * the samples, unless the network has been trained before or comes from a file.
   *
   * @param network the network, whose parameters are changed
   * @param train the samples to learn from
   * @param validation samples to evaluate on after every epoch, or null
   * @return what happened in every epoch
   * @throws MisfitException if data, network and loss do not fit one another, or the network's last
   *     activation is one that the loss applies itself
   * @throws DivergenceException if a number stops being finite
   */
  public History fit(Network network, Dataset train, @Nullable Dataset validation) {
    return fit(network, train, validation, alone());
  }

  /**
   * Trains a network together with other processes, each of which has a part of the samples: the
   * plan's shards say which. Every process must have an equal network and an equal trainer but for
   * threads and listeners; all end with equal networks and histories, times aside, and with the
   * bits that one process has that trains on all samples in their order with as many shards.
   *
   * @param network this process' network, whose parameters are changed
   * @param train the samples of this process' shards, in order
   * @param validation the samples of this process' shards to evaluate on, or null in every process
   * @param collective what the processes do together
   * @return what happened in every epoch
   * @throws IllegalArgumentException if the plan has other shards than the processes
   * @throws MisfitException if data, network and loss do not fit one another, the network's last
   *     activation is one that the loss applies itself, or the samples are not those of the shards
   * @throws DivergenceException if a number stops being finite
   */
  public History fit(
      Network network, Dataset train, @Nullable Dataset validation, Collective collective) {
    return run("fit", null, network, train, validation, collective);
  }

  /** Returns what this process does alone. */
  Collective alone() {
    return Collective.alone(new Shards(Math.max(1, plan.shards())));
  }

  private History run(
      String operation,
      @Nullable TrainingState state,
      Network network,
      Dataset train,
      @Nullable Dataset validation,
      Collective collective) {
    if (collective.shards().count() != Math.max(1, plan.shards())) {
      throw new IllegalArgumentException(
          operation
              + ": the plan has "
              + plan.shards()
              + " shards but the processes "
              + collective.shards().count()
              + "; they must be equal");
    }
    boolean all = ShardedRows.areOwn(collective);
    DataFit.require(operation, network, plan.loss(), train, all);
    OutputCheck.require(operation, network, plan.loss(), null);
    if (validation != null) {
      DataFit.require(operation, network, plan.loss(), validation, all);
    }
    try (WorkerPool pool = new WorkerPool(threads)) {
      TrainingRun run = new TrainingRun(this, network, train, validation, collective, pool);
      if (state == null) {
        run.adapt();
      } else {
        run.restore(state);
      }
      return run.run();
    }
  }

  /**
   * Resumes a training run: with the same plan and data it ends with the same bits as an
   * uninterrupted run.
   *
   * <p>The plan's epochs, stop criterion and patience may differ. A schedule that depends on the
   * number of epochs (cosine, say) then goes on as it would be at this step of a run that long.
   *
   * @param state where to resume; see {@link TrainingRun#state()}
   * @param network a network with the same layers, whose parameters are overwritten
   * @param train the same samples in the same order
   * @param validation the same samples, or null
   * @return what happened in every epoch, those before included
   * @throws org.nn4j.core.InputException if the state belongs to another network, plan or number of
   *     samples
   * @throws MisfitException if data, network and loss do not fit one another, or the network's last
   *     activation is one that the loss applies itself
   * @throws DivergenceException if a number stops being finite
   */
  public History resume(
      TrainingState state, Network network, Dataset train, @Nullable Dataset validation) {
    return resume(state, network, train, validation, alone());
  }

  /**
   * Resumes a training run of any number of processes with as many or others, as {@link
   * #fit(Network, Dataset, Dataset, Collective)} trains.
   *
   * @param state where to resume, equal in every process
   * @param network this process' network, whose parameters are overwritten
   * @param train the samples of this process' shards, in order
   * @param validation the samples of this process' shards to evaluate on, or null in every process
   * @param collective what the processes do together
   * @return what happened in every epoch, those before included
   * @throws org.nn4j.core.InputException if the state belongs to another network, plan or number of
   *     samples
   * @throws IllegalArgumentException if the plan has other shards than the processes
   * @throws MisfitException as {@link #fit(Network, Dataset, Dataset, Collective)} does
   * @throws DivergenceException if a number stops being finite
   */
  public History resume(
      TrainingState state,
      Network network,
      Dataset train,
      @Nullable Dataset validation,
      Collective collective) {
    return run("resume", state, network, train, validation, collective);
  }

  /** Trains without validation data. */
  public History fit(Network network, Dataset train) {
    return fit(network, train, null);
  }
}
