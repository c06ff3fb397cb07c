package org.nn4j.core.training;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.Team;
import org.nn4j.core.random.RandomStream;

/** One training run with all its state. */
final class TrainingRun {
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
  private final Updater updater;
  private final Clock clock;
  private final RandomStream shuffling;
  private final History history = new History();
  private double rate;

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
    this.batches = new Batches(train, rows, network.precision(), team);
    this.updater =
        new Updater(plan.optimizer(), plan.schedule(), network.parameters().trainable(), team);
    this.clock = new Clock(batches.count(), plan.epochs());
    this.shuffling = new RandomStream(plan.seed(), "shuffle");
  }

  History run() {
    while (clock.epoch() < plan.epochs()) {
      EpochResult result = epoch();
      history.add(result);
      updater.observe(result.watchedLoss());
      listeners.forEach(listener -> listener.epochDone(result));
      if (plan.stop().reached(history)) {
        break;
      }
    }
    return history;
  }

  private EpochResult epoch() {
    if (plan.shuffle()) {
      batches.shuffle(shuffling);
    }
    long start = System.nanoTime();
    double total = 0;
    double weight = 0;
    for (int i = 0; i < batches.count(); i++) {
      total += step(i) * batches.weight();
      weight += batches.weight();
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (!Divergence.finite(network.parameters().trainable())) {
      throw divergence(batches.count()).ofUpdate();
    }
    clock.finishEpoch();
    return result(weight == 0 ? 0 : total / weight, seconds);
  }

  /** Takes a step on a batch and returns its loss; allocates nothing. */
  double step(int index) {
    batches.load(index);
    double loss = objective.gradient(batches.x(), batches.y(), batches.w());
    if (!Double.isFinite(loss)) {
      throw divergence(index).ofLoss();
    }
    clipper.clip();
    rate = updater.update(objective.gradients(), clock);
    objective.constrain();
    clock.finishStep();
    int epoch = (int) clock.epoch() + 1;
    for (int i = 0; i < listeners.size(); i++) {
      listeners.get(i).batchDone(epoch, index + 1, batches.count(), loss, rate);
    }
    return loss;
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
        rate,
        seconds,
        train.size() / Math.max(seconds, 1e-9));
  }
}
