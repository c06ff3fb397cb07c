package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.ParallelKernels;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.objective.FeatureGathering;
import org.nn4j.core.training.objective.Finite;
import org.nn4j.core.training.objective.Objective;

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
  private final Objective objective;
  private final GradientClipper clipper;
  private final Batches batches;
  private final @Nullable Mixup mixup;
  private final Updater updater;
  private final @Nullable AveragedParameters average;
  private final Clock clock;
  private final RandomStream shuffling;
  private final EpochTally tally = new EpochTally();
  private final Clock.Stopwatch stopwatch = new Clock.Stopwatch();
  private final History history = new History();
  private final Stopping stopping;
  private final List<Stateful> parts = new ArrayList<>();

  /** How many listeners were notified of the start. */
  private int told;

  /**
   * Prepares a run.
   *
   * @param pool the worker pool, which the caller closes
   */
  TrainingRun(
      Trainer trainer,
      Network network,
      Dataset train,
      @Nullable Dataset validation,
      WorkerPool pool) {
    this.plan = trainer.plan();
    this.listeners = trainer.listeners();
    this.evaluator = trainer.evaluator().repeatedly(network, pool);
    this.pool = pool;
    this.network = network;
    this.train = train;
    this.validation = validation;
    int rows = plan.batchRows(train.size());
    this.objective = new Objective(network, plan.loss(), rows, pool);
    this.clipper = new GradientClipper(plan.clipping(), objective.gradients(), pool);
    double meanWeight = train.meanWeight();
    this.batches =
        new Batches(train, rows, network.precision(), meanWeight, network.kernels(), pool);
    this.mixup =
        plan.mixup() == 0
            ? null
            : new Mixup(plan, train, rows, network.outputWidth(), network.precision());
    this.updater =
        new Updater(
            plan.optimizer(),
            plan.schedule(),
            plan.weightDecaySchedule(),
            network.parameters().trainable(),
            ParameterGroup.apply(plan.parameterGroups(), network.parameters().specs()),
            pool);
    WeightAveraging averaging = plan.averaging();
    this.average =
        averaging == null ? null : new AveragedParameters(averaging, network.parameters(), pool);
    this.clock = new Clock(batches.count(), plan.epochs());
    this.shuffling = new RandomStream(plan.seed(), "shuffle");
    this.stopping =
        new Stopping(
            plan,
            network,
            EpochMetrics.of(plan.metrics(), trainer.evaluator(), network, train, validation));
    parts.add(new PlanState(plan, train, meanWeight));
    parts.add(new Stateful.Stored("", network.parameters()));
    parts.add(updater);
    parts.add(clock);
    parts.add(tally);
    parts.add(stopwatch);
    parts.add(new Stateful.Streams(shuffling, objective.bound()));
    parts.add(new HistoryState(history));
    if (plan.shuffle()) {
      parts.add(batches);
    }
    if (mixup != null) {
      parts.add(mixup);
    }
    if (average != null) {
      parts.add(average);
    }
    if (stopping.best() != null) {
      parts.add(stopping.best());
    }
  }

  /** Returns the network, whose parameters change from step to step. */
  public Network network() {
    return network;
  }

  /** Returns how the network is trained. */
  public TrainingPlan plan() {
    return plan;
  }

  /** Returns the samples to learn from. */
  public Dataset data() {
    return train;
  }

  /** Returns the number of samples to learn from. */
  public int samples() {
    return train.size();
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
   * Ends the run once the batch under way is done, as if its epochs were done. Of several reasons
   * the first counts. Safe to call from any thread.
   *
   * @param reason why, for reports
   */
  public void stop(String reason) {
    stopping.request(reason);
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
    if (!network.beginTraining() || !objective.bound().adapts()) {
      return;
    }
    int[] sample = sample();
    Kernels kernels = ParallelKernels.of(network, sample.length, pool);
    FeatureGathering features =
        new FeatureGathering(train, sample.length, network.precision(), kernels, pool);
    network
        .bindForPrediction(sample.length, kernels)
        .adapt(features.gather(sample, 0, sample.length));
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
    while (true) {
      if (tally.batch() == batches.count()) {
        finishEpoch();
      }
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

  private void startEpoch() {
    if (plan.shuffle()) {
      batches.shuffle(shuffling);
    }
    tally.start();
  }

  /** Takes a step on a batch; allocates nothing. */
  void step(int index) {
    batches.load(index);
    if (mixup != null) {
      batches.mix(mixup);
    }
    objective.bound().beginStep(clock);
    double loss = objective.gradient(batches.x(), batches.y(), batches.w());
    if (!Double.isFinite(loss)) {
      throw divergence(index).ofLoss();
    }
    int epoch = (int) clock.epoch() + 1;
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).gradientsReady(epoch, index + 1, batches.count(), objective.gradients());
    }
    clipper.clip();
    double rate = updater.update(objective.gradients(), clock);
    objective.constrain();
    clock.finishStep();
    if (average != null) {
      average.finishStep();
    }
    tally.add(loss, batches.x().rows(), rate);
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).batchDone(epoch, index + 1, batches.count(), loss, rate);
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
      throw divergence(tally.batch()).ofUpdate();
    }
  }

  private Divergence divergence(int updates) {
    return new Divergence(objective, batches, (int) clock.epoch() + 1, updates);
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
        train.size() / Math.max(seconds, 1e-9));
  }
}
