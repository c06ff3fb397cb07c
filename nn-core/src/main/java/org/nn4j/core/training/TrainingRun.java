package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.AveragingOptimizer;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.ParallelKernels;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.objective.Finite;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

/**
 * One training run with all its state, as its listeners see it.
 *
 * <p>Belongs to the thread that trains; {@link #stop} may be called from any.
 */
public final class TrainingRun {
  /** The most samples that initial values are adapted to. */
  private static final int ADAPTED_SAMPLES = 4096;

  private final TrainingPlan plan;
  private final List<TrainingListener> listeners;
  private final Evaluator.Repeated evaluator;
  private final WorkerPool pool;
  private final Network network;
  private final Dataset train;
  private final @Nullable Dataset validation;
  private final Collective collective;
  private final GradientBatches batches;
  private final Matrix gradients;
  private final GradientClipper clipper;
  private final Updater updater;
  private final @Nullable FullBatchObjective whole;
  private final @Nullable EvaluationPoint average;
  private final Clock clock;
  private final EpochTally tally = new EpochTally();
  private final Clock.Stopwatch stopwatch = new Clock.Stopwatch();
  private final History history = new History();
  private final Stopping stopping;
  private final List<Stateful> parts = new ArrayList<>();

  /** How many listeners were notified of the start. */
  private int told;

  /** Prepares a run of this process alone, on a worker pool, which the caller closes. */
  TrainingRun(
      Trainer trainer,
      Network network,
      Dataset train,
      @Nullable Dataset validation,
      WorkerPool pool) {
    this(trainer, network, train, validation, trainer.alone(), pool);
  }

  /**
   * Prepares a run.
   *
   * @param collective what the processes do together that train the network
   * @param pool the worker pool, which the caller closes
   */
  TrainingRun(
      Trainer trainer,
      Network network,
      Dataset train,
      @Nullable Dataset validation,
      Collective collective,
      WorkerPool pool) {
    this.plan = trainer.plan();
    this.listeners = trainer.listeners();
    this.collective = collective;
    this.evaluator = trainer.evaluator().repeatedly(network, pool, collective);
    this.pool = pool;
    this.network = network;
    this.train = train;
    this.validation = validation;
    this.stopping =
        new Stopping(
            plan,
            network,
            new EpochMetrics(
                plan.metrics(),
                evaluator.samples(judged()),
                validation != null,
                metric -> evaluator.unpredicted(judged()).undefined(metric)));
    int samples = evaluator.samples(train);
    this.clock = new Clock(GradientBatches.count(plan, samples), plan.epochs());
    this.batches =
        plan.shards() == 0
            ? new WholeBatches(plan, network, train, clock, stopping::requested, pool)
            : new ShardedBatches(
                plan, network, train, samples, collective, clock, stopping::requested, pool);
    this.gradients = batches.objective().gradients();
    this.clipper = new GradientClipper(plan.clipping(), gradients, pool);
    List<ParameterSpec> specs =
        ParameterGroup.apply(plan.parameterGroups(), network.parameters().specs());
    this.updater =
        new Updater(
            plan.optimizer(),
            plan.schedule(),
            plan.weightDecaySchedule(),
            network.parameters().trainable(),
            gradients,
            specs,
            () -> new ParallelKernels(network.kernels(), pool),
            pool);
    this.whole =
        plan.optimizer() instanceof FullBatchOptimizer
            ? new FullBatchObjective(
                plan.optimizer().shortExpression(), batches, network.parameters(), specs)
            : null;
    if (whole != null) {
      updater.minimizes(whole);
    }
    this.average = average();
    parts.add(PlanState.of(plan, batches));
    parts.add(new Stateful.Stored("", network.parameters()));
    parts.add(updater);
    parts.add(clock);
    parts.add(tally);
    parts.add(stopwatch);
    parts.add(new HistoryState(history));
    parts.addAll(batches.state());
    if (average != null) {
      parts.add(average);
    }
    if (stopping.best() != null) {
      parts.add(stopping.best());
    }
  }

  private @Nullable EvaluationPoint average() {
    WeightAveraging averaging = plan.averaging();
    if (averaging != null) {
      return new AveragedParameters(averaging, network.parameters(), pool);
    }
    return plan.optimizer() instanceof AveragingOptimizer
        ? new OptimizerAverage(updater, network.parameters(), batches.objective(), clock)
        : null;
  }

  /** Returns the network, whose parameters change from step to step. */
  public Network network() {
    return network;
  }

  /** Returns how the network is trained. */
  public TrainingPlan plan() {
    return plan;
  }

  /** Returns the samples to learn from, those of this process if there are several. */
  public Dataset data() {
    return train;
  }

  /** Returns the number of samples to learn from, those of all processes. */
  public int samples() {
    return batches.samples();
  }

  /** Returns the number of epochs that are finished and evaluated. */
  public int epochs() {
    return (int) clock.epoch();
  }

  /** Returns the number of batches that are done of the epoch under way. */
  public int batch() {
    return tally.batch();
  }

  /** Returns the number of batches in an epoch. */
  public int batches() {
    return batches.count();
  }

  /** Returns the number of steps taken. */
  public long steps() {
    return clock.step();
  }

  /** Returns how long the run has taken, including the time before it was resumed. */
  public double seconds() {
    return stopwatch.seconds();
  }

  /** Returns the epochs so far, growing. */
  public History history() {
    return history;
  }

  /** Returns the best epoch so far, changing, or null without early stopping. */
  public @Nullable BestEpoch best() {
    return stopping.best();
  }

  /**
   * Ends the run once the batch under way is done, as if its epochs were done; one batch later if
   * batches are divided into shards, whose processes have to agree. Of several reasons the first
   * counts. Safe to call from any thread.
   *
   * @param reason why, for reports
   */
  public void stop(String reason) {
    stopping.request(reason);
  }

  /** Returns the samples that epochs are judged by. */
  private Dataset judged() {
    return validation == null ? train : validation;
  }

  /**
   * Returns everything the run needs to go on from here, when called by a listener: sharing memory
   * with the run, so to be written or copied at once.
   *
   * @throws DivergenceException if a parameter is not finite, so that there is no use in going on
   */
  public TrainingState state() {
    requireFinite();
    TrainingState state = new TrainingState();
    parts.forEach(part -> part.save(state));
    return state;
  }

  /**
   * Sets the initial values that depend on data by some of the samples, before {@link #run}, unless
   * no layer has such or the network has been trained before.
   */
  void adapt() {
    if (!network.beginTraining() || !batches.objective().bound().adapts()) {
      return;
    }
    int rows = Math.min(ADAPTED_SAMPLES, samples());
    Kernels kernels = ParallelKernels.of(network, rows, pool);
    BoundNetwork bound = network.bindForPrediction(rows, kernels);
    Matrix sample = bound.input(rows);
    if (plan.shards() == 0) {
      train.features(sample(), 0, rows, sample, kernels);
    } else {
      firstOfShards(sample, kernels);
    }
    bound.adapt(sample);
  }

  /** Gathers the first rows of each shard, evenly. */
  private void firstOfShards(Matrix sample, Kernels kernels) {
    Shards shards = collective.shards();
    Shards.Range own = collective.own();
    for (int shard = own.first(); shard < own.end(); shard++) {
      int first = (int) (shards.start(shard, samples()) - shards.start(own.first(), samples()));
      int from = (int) shards.start(shard, sample.rows());
      int to = (int) shards.start(shard + 1, sample.rows());
      int[] order = IntStream.range(first, first + to - from).toArray();
      train.features(order, 0, order.length, sample.rows(from, to), kernels);
    }
    collective.gather(sample);
  }

  /**
   * Returns the samples to adapt to, all if they are few, else drawn without repetition (Floyd's
   * method), in their order.
   */
  private int[] sample() {
    if (train.size() <= ADAPTED_SAMPLES) {
      return IntStream.range(0, train.size()).toArray();
    }
    RandomStream random = new RandomStream(plan.seed(), "adapt");
    BitSet drawn = new BitSet(train.size());
    for (int i = train.size() - ADAPTED_SAMPLES; i < train.size(); i++) {
      int index = random.nextInt(i + 1);
      drawn.set(drawn.get(index) ? i : index);
    }
    return drawn.stream().toArray();
  }

  /** Goes on from a state, before {@link #run}. */
  void restore(TrainingState state) {
    network.beginTraining();
    parts.forEach(part -> part.restore(state));
    requireCounts();
    stopping.replay(history);
    long begun = clock.epoch() + (tally.batch() > 0 ? 1 : 0);
    if (plan.epochs() < begun) {
      throw new InputException(
          "resume: "
              + begun
              + " epochs are begun, more than the "
              + plan.epochs()
              + " planned; plan at least as many");
    }
  }

  /** Requires what the state counts to agree; a checksum only detects damage. */
  private void requireCounts() {
    long epochs = clock.epoch();
    int batch = tally.batch();
    BestEpoch best = stopping.best();
    boolean agree =
        history.epochs().size() == epochs
            && batch >= 0
            && batch <= batches.count()
            && clock.step() == epochs * batches.count() + batch
            && (best == null || (best.epoch() >= 0 && best.epoch() <= epochs));
    for (int i = 0; agree && i < epochs; i++) {
      agree = history.epochs().get(i).epoch() == i + 1;
    }
    if (!agree) {
      throw new InputException(
          "resume: the state's counts of steps, batches and epochs do not agree: "
              + (clock.step() + " steps, " + epochs + " epochs and " + batch + " batches of ")
              + (batches.count() + ", a history of " + history.epochs().size() + " epochs")
              + (best == null ? "" : ", the best of them " + best.epoch())
              + "; the file was changed, so resume from another");
    }
  }

  /** Trains, and notifies the listeners of how that ended. */
  History run() {
    try {
      train();
    } catch (RuntimeException | Error e) {
      tellOfFailure(e);
      throw e;
    }
    tell(listener -> listener.finished(history));
    return history;
  }

  /** Notifies all listeners, even if one of them throws, and then rethrows that exception. */
  private void tell(Consumer<TrainingListener> event) {
    Throwable first = null;
    for (TrainingListener listener : listeners) {
      try {
        event.accept(listener);
      } catch (RuntimeException | Error e) {
        first = gathered(first, e);
      }
    }
    if (first instanceof Error error) {
      throw error;
    } else if (first instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void tellOfFailure(Throwable cause) {
    for (TrainingListener listener : listeners.subList(0, told)) {
      try {
        listener.failed(cause);
      } catch (RuntimeException | Error e) {
        gathered(cause, e);
      }
    }
  }

  /** Returns the first of several failures, with the others among its suppressed ones. */
  private static Throwable gathered(@Nullable Throwable first, Throwable next) {
    if (first != null && first != next) {
      first.addSuppressed(next);
    }
    return first == null ? next : first;
  }

  private void train() {
    stopwatch.start();
    tally.start();
    for (TrainingListener listener : listeners) {
      told++;
      listener.started(this);
    }
    if (tally.batch() == 0 && clock.epoch() > 0) {
      stopping.check(history);
    }
    stopWhereLowest();
    while (true) {
      if (tally.batch() == batches.count()) {
        finishEpoch();
      }
      stopWhereAsked();
      if (clock.epoch() >= plan.epochs() || stopping.reason() != null) {
        end();
        return;
      }
      if (tally.batch() == 0) {
        startEpoch();
      }
      step(tally.batch());
    }
  }

  private void stopWhereAsked() {
    if (batches.ending()) {
      stopping.end();
    }
  }

  private void startEpoch() {
    batches.startEpoch();
    tally.start();
  }

  /** Takes a step on a batch; allocates nothing. */
  void step(int index) {
    double loss = batches.gradient(index);
    int epoch = (int) clock.epoch() + 1;
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).gradientsReady(epoch, index + 1, batches.count(), gradients);
    }
    clipper.clip();
    if (whole != null) {
      whole.begin(loss);
    }
    double rate = updater.update(clock);
    stopWhereLowest();
    batches.objective().constrain();
    clock.finishStep();
    if (average != null) {
      average.finishStep();
    }
    tally.add(loss, batches.rows(), rate);
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).batchDone(epoch, index + 1, batches.count(), loss, rate);
    }
  }

  /** Ends the run if no step can go lower, unless the next one has other random numbers. */
  private void stopWhereLowest() {
    if (updater.converged()
        && plan.mixup() == 0
        && batches.objective().bound().randomStreams().isEmpty()) {
      stop(plan.optimizer().shortExpression() + " can go no lower");
    }
  }

  private void finishEpoch() {
    double seconds = tally.seconds();
    requireFinite();
    clock.finishEpoch();
    if (average != null) {
      average.finishEpoch(clock.epoch(), clock.totalEpochs());
      average.enter();
    }
    EpochResult result = result(tally.loss(), seconds);
    tally.reset();
    history.add(result);
    updater.observe(result.watchedLoss());
    stopping.observe(result);
    if (average != null) {
      average.leave();
    }
    tell(listener -> listener.epochDone(result));
    batches.agree();
    stopWhereAsked();
    stopping.check(history);
  }

  private void end() {
    tell(TrainingListener::ending);
    if (average != null) {
      average.enter();
    }
    boolean complete = clock.epoch() >= plan.epochs();
    history.end(clock.step(), complete ? null : stopping.reason(), stopping.restoreBest());
  }

  private void requireFinite() {
    if (!Finite.all(network.parameters().trainable())
        || !Finite.all(network.parameters().statistics())) {
      throw batches.divergence(tally.batch()).ofUpdate();
    }
  }

  private EpochResult result(double loss, double seconds) {
    Evaluation evaluation =
        validation == null
            ? plan.metrics().isEmpty() ? null : evaluator.evaluate(train)
            : evaluator.evaluate(validation);
    double validationLoss =
        validation == null || evaluation == null ? Double.NaN : evaluation.loss();
    if (evaluation != null && Double.isNaN(evaluation.loss())) {
      throw Divergence.ofEvaluation((int) clock.epoch(), batches.count());
    }
    Map<String, Double> metrics =
        evaluation == null ? Map.of() : evaluation.metrics(plan.metrics());
    return new EpochResult(
        (int) clock.epoch(),
        clock.step(),
        loss,
        validationLoss,
        metrics,
        tally.rate(),
        seconds,
        samples() / Math.max(seconds, 1e-9));
  }
}
