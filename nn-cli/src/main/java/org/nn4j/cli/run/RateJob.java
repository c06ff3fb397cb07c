package org.nn4j.cli.run;

import jakarta.inject.Inject;
import org.nn4j.api.Optimizer;
import org.nn4j.api.Parameters;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.core.diagnosis.RateCurve;
import org.nn4j.core.diagnosis.RateSweep;
import org.nn4j.core.training.TrainingPlan;

/** Looks for a learning rate for the network that settings describe. */
public final class RateJob {
  private static final String RATE = "lr";

  private final ExperimentFactory experiments;
  private final Composer composer;

  @Inject
  RateJob(ExperimentFactory experiments, Composer composer) {
    this.experiments = experiments;
    this.composer = composer;
  }

  /**
   * What a sweep found.
   *
   * @param curve the losses, and the rate suggested
   * @param optimizer the optimizer with that rate, as settings name it; empty if there is none
   */
  public record Outcome(RateCurve curve, String optimizer) {}

  /**
   * Sweeps; no model is written.
   *
   * @throws org.nn4j.core.InputException if settings or data are wrong
   */
  public Outcome find(Settings given, RateSweep sweep) {
    Experiment experiment = experiments.prepare(given);
    Settings settings = experiment.settings();
    TrainingPlan plan = composer.plan(settings, experiment.validation() != null);
    RateCurve curve =
        settings.using(
            TrainSettings.LOSS,
            () ->
                sweep.run(
                    plan, experiment.network(), experiment.train(), Composer.threads(settings)));
    return new Outcome(curve, withRate(plan.optimizer(), curve.suggested()));
  }

  private static String withRate(Optimizer optimizer, double rate) {
    return Double.isNaN(rate) || optimizer.parameters().find(RATE).isEmpty()
        ? ""
        : optimizer.with(Parameters.of(RATE, rate)).expression();
  }
}
