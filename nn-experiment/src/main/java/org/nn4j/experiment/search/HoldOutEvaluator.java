package org.nn4j.experiment.search;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.MetricValues;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.data.SourceData;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.ModelFitter;
import org.nn4j.experiment.training.PreparedExperiment;

/** Evaluates settings on the rows that they hold out for validation, as {@code nn train} does. */
final class HoldOutEvaluator implements TrialEvaluator {
  private static final String ON_VALIDATION = "on the validation rows: ";

  private final ExperimentFactory experiments;
  private final ModelFitter fitting;
  private final Cancellation cancellation;
  private final Reading<SourceData> reading;

  HoldOutEvaluator(ExperimentFactory experiments, ModelFitter fitting, Cancellation cancellation) {
    this.experiments = experiments;
    this.fitting = fitting;
    this.cancellation = cancellation;
    this.reading = new Reading<>(experiments::read);
  }

  @Override
  public Settings complete(Settings trial) {
    return experiments.complete(trial, reading.of(trial));
  }

  @Override
  public Scores evaluate(Settings trial, String metric) {
    PreparedExperiment experiment = experiments.prepare(trial, reading.of(trial));
    fitting.fit(experiment, cancellation);
    MetricValues values =
        fitting.judge(experiment, Objects.requireNonNull(experiment.validation()));
    Map<String, String> undefined = new LinkedHashMap<>();
    values.reasons().forEach((name, reason) -> undefined.put(name, ON_VALIDATION + reason));
    return new Scores(values.values(), undefined, Double.NaN);
  }

  @Override
  public boolean requireDefined(Settings complete, Metric metric) {
    PreparedExperiment experiment;
    try {
      experiment = experiments.prepare(complete, reading.of(complete));
    } catch (InputException | IllegalArgumentException e) {
      return false; // it is reported as the failure of the trial
    }
    fitting
        .undefined(experiment, metric, Objects.requireNonNull(experiment.validation()))
        .ifPresent(
            reason -> {
              throw TrialEvaluator.undefined(
                  metric,
                  ON_VALIDATION + reason,
                  "hold more rows out (--validation 0.2), give --folds or another metric");
            });
    return true;
  }

  @Override
  public String describe(Settings trial) {
    if (trial.get(TrainingSettings.THRESHOLD).metric() != null) {
      throw trial.fault(
          TrainingSettings.THRESHOLD,
          "is chosen on the rows held out for validation, by which trials are compared too: they"
              + " would flatter it; compare trials by --folds, or give a number");
    }
    Path file = trial.get(DataSettings.VALIDATION).file();
    if (file != null) {
      return "the rows of " + file.getFileName();
    }
    int rows = reading.of(trial).split().validation().length;
    if (rows == 0) {
      throw trial.fault(
          DataSettings.VALIDATION,
          "trials are compared by the rows held out for validation, and there are none; hold some"
              + " out, or give --folds");
    }
    return Words.count(rows, "validation row");
  }
}
