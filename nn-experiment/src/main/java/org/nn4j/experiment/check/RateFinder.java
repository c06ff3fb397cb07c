package org.nn4j.experiment.check;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Optimizer;
import org.nn4j.api.Parameters;
import org.nn4j.core.diagnosis.RateCurve;
import org.nn4j.core.diagnosis.RateSweep;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.training.Composer;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.PreparedExperiment;

/** Looks for a learning rate for the network that settings describe. */
public final class RateFinder {
  private static final String RATE = "lr";

  private final ExperimentFactory experiments;
  private final Composer composer;
  private final Catalog catalog;

  /**
   * Creates a finder of rates for the experiments of a factory.
   *
   * @param catalog where parts are looked up
   */
  public RateFinder(ExperimentFactory experiments, Catalog catalog) {
    this.experiments = experiments;
    this.composer = experiments.composer();
    this.catalog = catalog;
  }

  /**
   * What a sweep found.
   *
   * @param curve the losses
   * @param rate the rate suggested, in two digits; NaN if there is none
   * @param optimizer the optimizer with that rate, as settings name it; empty if there is none
   */
  public record Outcome(RateCurve curve, double rate, String optimizer) {}

  /**
   * Sweeps; no model is written.
   *
   * @throws org.nn4j.core.InputException if settings or data are wrong
   */
  public Outcome find(Settings given, RateSweep sweep) {
    PreparedExperiment experiment = experiments.prepare(given.ofOneNetwork());
    Settings settings = experiment.settings();
    TrainingPlan plan = composer.plan(experiment, experiment.validation());
    if (plan.optimizer() instanceof FullBatchOptimizer) {
      throw settings.fault(
          TrainingSettings.OPTIMIZER,
          plan.optimizer().shortExpression()
              + " finds the length of its steps by itself; there is no rate to look for");
    }
    RateCurve curve =
        Composer.comparing(
            settings,
            () ->
                sweep.run(
                    plan, experiment.network(), experiment.train(), Composer.threads(settings)));
    double rate = rounded(curve.suggested());
    return new Outcome(curve, rate, withRate(plan.optimizer(), rate));
  }

  /** Returns the optimizer with that rate and whatever else is not as it is by default. */
  private String withRate(Optimizer optimizer, double rate) {
    if (Double.isNaN(rate) || optimizer.parameters().find(RATE).isEmpty()) {
      return "";
    }
    Parameters defaults = catalog.create(Optimizer.class, optimizer.name()).parameters();
    List<Parameters.Entry> told =
        optimizer.with(Parameters.of(RATE, rate)).parameters().entries().stream()
            .filter(e -> e.name().equals(RATE) || !e.value().equals(defaults.value(e.name())))
            .toList();
    return optimizer.name() + "(" + Parameters.of(told) + ")";
  }

  /** Rounds to two digits; a sweep is less precise than that. */
  private static double rounded(double rate) {
    return Double.isNaN(rate) ? rate : new BigDecimal(rate).round(new MathContext(2)).doubleValue();
  }
}
