package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.Team;
import org.nn4j.core.random.RandomStream;

/**
 * One training run with all its state, as its listeners see it.
 *
 * <p>Belongs to the thread that trains; {@link #stop} may be called from any.
 */
public final class TrainingRun {
  private final TrainingPlan plan;
  private final List<TrainingListener> listeners;
  private final Evaluator evaluator;
  private final Team team;
  private final Network network;
  private final Dataset train;
  private final @Nullable Dataset validation;
  private final Objective objective;
  private final GradientClipper clipper;
  private final Batches batches;
  private final @Nullable Mixup mixup;
  private final Updater updater;
  private final Clock clock;
  private final RandomStream shuffling;
  private final EpochTally tally = new EpochTally();
  private final Stopwatch stopwatch = new Stopwatch();
  private final History history = new History();
  private final Stopping stopping;
  private final List<Stateful> parts = new ArrayList<>();

  /**
   * Prepares a run.
   *
   * @param team who shares the work; the caller ends it
   */
  TrainingRun(
      Trainer trainer, Network network, Dataset train, @Nullable Dataset validation, Team team) {
    this.plan = trainer.plan();
    this.listeners = trainer.listeners();
    this.evaluator = trainer.evaluator();
    this.team = team;
    this.network = network;
    this.train = train;
    this.validation = validation;
    int rows = plan.batchRows(train.size());
    this.objective = new Objective(network, plan.loss(), rows, team);
    this.clipper = new GradientClipper(plan.clipping(), objective.gradients(), team);
    double meanWeight = train.meanWeight();
    this.batches = new Batches(train, rows, network.precision(), meanWeight, team);
    this.mixup =
        plan.mixup() == 0
            ? null
            : new Mixup(plan, train, rows, network.outputWidth(), network.precision());
    this.updater =
        new Updater(plan.optimizer(), plan.schedule(), network.parameters().trainable(), team);
    this.clock = new Clock(batches.count(), plan.epochs());
    this.shuffling = new RandomStream(plan.seed(), "shuffle");
    this.stopping =
        new Stopping(
            plan, network, EpochMetrics.of(plan.metrics(), evaluator, network, train, validation));
    parts.add(new PlanState(plan, train, meanWeight));
    parts.add(new ParameterState("", network.parameters()));
    parts.add(updater);
    parts.add(clock);
    parts.add(tally);
    parts.add(stopwatch);
    parts.add(new StreamState(shuffling, objective.bound()));
    parts.add(new HistoryState(history));
    if (plan.shuffle()) {
      parts.add(batches);
    }
    if (mixup != null) {
      parts.add(mixup);
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

  /** Returns how long the run has taken, what came before it was resumed included. */
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

  /** Goes on from a state, before {@link #run}. */
  void restore(TrainingState state) {
    parts.forEach(part -> part.restore(state));
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

  History run() {
    stopwatch.start();
    tally.start();
    listeners.forEach(listener -> listener.started(this));
    if (tally.batch() == 0 && clock.epoch() > 0) {
      stopping.check(history);
    }
    while (true) {
      if (tally.batch() == batches.count()) {
        finishEpoch();
      }
      if (clock.epoch() >= plan.epochs() || stopping.reason() != null) {
        return end();
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
    tally.add(loss, batches.x().rows(), rate);
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).batchDone(epoch, index + 1, batches.count(), loss, rate);
    }
  }

  private void finishEpoch() {
    double seconds = tally.seconds();
    requireFinite();
    clock.finishEpoch();
    EpochResult result = result(tally.loss(), seconds);
    tally.reset();
    history.add(result);
    updater.observe(result.watchedLoss());
    stopping.observe(result);
    listeners.forEach(listener -> listener.epochDone(result));
    stopping.check(history);
  }

  private History end() {
    listeners.forEach(TrainingListener::ending);
    boolean complete = clock.epoch() >= plan.epochs();
    history.end(clock.step(), complete ? null : stopping.reason(), stopping.restoreBest());
    return history;
  }

  private void requireFinite() {
    if (!Finite.all(network.parameters().trainable())) {
      throw divergence(tally.batch()).ofUpdate();
    }
  }

  private Divergence divergence(int updates) {
    return new Divergence(objective, batches, (int) clock.epoch() + 1, updates);
  }

  private EpochResult result(double loss, double seconds) {
    Evaluation evaluation =
        validation == null
            ? plan.metrics().isEmpty() ? null : evaluator.evaluate(network, train, team)
            : evaluator.evaluate(network, validation, team);
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
