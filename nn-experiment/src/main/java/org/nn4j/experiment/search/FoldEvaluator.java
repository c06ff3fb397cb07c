package org.nn4j.experiment.search;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.crossval.CrossValidationResult;
import org.nn4j.core.training.Cancellation;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.crossval.CrossValidator;
import org.nn4j.experiment.crossval.FoldChoice;
import org.nn4j.experiment.crossval.FoldedData;

/** Evaluates settings by cross-validation on all rows but those held out for the test. */
final class FoldEvaluator implements TrialEvaluator {
  private final CrossValidator validator;
  private final Cancellation cancellation;
  private final Reading<FoldedData> reading;

  FoldEvaluator(CrossValidator validator, FoldChoice choice, Cancellation cancellation) {
    this.validator = validator;
    this.cancellation = cancellation;
    this.reading = new Reading<>(settings -> validator.read(settings, choice, true));
  }

  private FoldedData data(Settings trial) {
    FoldedData read = reading.of(trial);
    return validator.complete(
        read.with(
            trial
                .overriddenBy(read.data().columns())
                .with(DataSettings.TEST, read.settings().get(DataSettings.TEST))));
  }

  /** Returns settings for {@code nn train}, which hold out what the trial's settings say. */
  @Override
  public Settings complete(Settings trial) {
    return data(trial)
        .settings()
        .with(DataSettings.VALIDATION, trial.get(DataSettings.VALIDATION))
        .with(DataSettings.TEST, trial.get(DataSettings.TEST));
  }

  @Override
  public Scores evaluate(Settings trial, String metric) {
    CrossValidationResult result = validator.run(data(trial), cancellation, scores -> {});
    Map<String, Double> means = new LinkedHashMap<>();
    Map<String, String> undefined = new LinkedHashMap<>();
    for (String name : result.metrics()) {
      means.put(name, result.summary(name).mean());
      result.undefined(name).ifPresent(reason -> undefined.put(name, reason));
    }
    return new Scores(means, undefined, result.summary(metric).deviation());
  }

  @Override
  public boolean requireDefined(Settings complete, Metric metric) {
    Optional<String> reason;
    try {
      reason = validator.undefined(data(complete), metric);
    } catch (InputException | IllegalArgumentException e) {
      return false; // it is reported as the failure of the trial
    }
    if (reason.isPresent()) {
      throw TrialEvaluator.undefined(
          metric, "in every fold: " + reason.get(), "give fewer --folds or another metric");
    }
    return true;
  }

  @Override
  public String describe(Settings trial) {
    return reading.of(trial).describe();
  }
}
