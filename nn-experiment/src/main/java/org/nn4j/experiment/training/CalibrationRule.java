package org.nn4j.experiment.training;

import java.util.Objects;
import org.nn4j.api.Task;
import org.nn4j.core.training.TemperatureScaling;
import org.nn4j.experiment.config.Calibration;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;

/**
 * Calibrates a trained classifier on the validation samples, if settings ask for it.
 *
 * @param settings complete settings
 */
record CalibrationRule(Settings settings) {

  /**
   * Returns whether it is asked for; an ensemble is calibrated by what its members do not learn.
   */
  boolean wanted() {
    return settings.get(TrainingSettings.CALIBRATION) == Calibration.TEMPERATURE
        && !Composer.ensemble(settings);
  }

  /**
   * Requires that a calibration which is asked for is possible.
   *
   * @throws org.nn4j.core.InputException if numbers are predicted, there are no validation samples,
   *     or the network ends in no probabilities
   */
  void require(PreparedExperiment experiment) {
    if (settings.get(TrainingSettings.CALIBRATION) == Calibration.TEMPERATURE
        && experiment.task() == Task.REGRESSION) {
      throw settings.fault(
          TrainingSettings.CALIBRATION, "is of probabilities, but numbers are predicted");
    }
    if (!wanted()) {
      return;
    }
    if (experiment.validation() == null) {
      throw settings.fault(
          TrainingSettings.CALIBRATION,
          "is learnt from rows held out for validation, and there are none; hold some out"
              + " (--validation 0.2)");
    }
    settings.using(
        TrainingSettings.CALIBRATION,
        () -> {
          TemperatureScaling.requireLogits(experiment.network(), experiment.loss());
          return experiment;
        });
  }

  /** Returns by what a trained experiment's logits are to be divided; 1 if nothing is gained. */
  double temperature(PreparedExperiment trained) {
    return wanted()
        ? TemperatureScaling.find(
            trained.network(), trained.loss(), Objects.requireNonNull(trained.validation()))
        : 1;
  }

  /** Returns a trained experiment with calibrated probabilities. */
  PreparedExperiment apply(PreparedExperiment trained) {
    return apply(trained, temperature(trained));
  }

  /** Returns a trained experiment whose logits are divided by a temperature. */
  static PreparedExperiment apply(PreparedExperiment trained, double temperature) {
    return temperature == 1
        ? trained
        : trained.withNetwork(trained.network().withTemperature(temperature));
  }
}
