package org.nn4j.cli.run;

import jakarta.inject.Inject;
import org.nn4j.cli.config.DataSettings;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainingSettings;
import org.nn4j.core.diagnosis.OverfitCheck;
import org.nn4j.core.diagnosis.TrainingDiagnosis;
import org.nn4j.core.training.TrainingPlan;

/** Checks that the network that settings describe can learn one batch by heart. */
public final class OverfitJob {
  private final ExperimentFactory experiments;
  private final Composer composer;

  @Inject
  OverfitJob(ExperimentFactory experiments, Composer composer) {
    this.experiments = experiments;
    this.composer = composer;
  }

  /**
   * Checks; nothing is written.
   *
   * @throws org.nn4j.core.InputException if settings or data are wrong
   */
  public OverfitCheck.Result check(Settings given) {
    // Smoothed labels keep the loss above 0, which is what the check asks for; so does mixup.
    Experiment experiment =
        experiments.prepare(
            given.without(DataSettings.LABEL_SMOOTHING).without(TrainingSettings.MIXUP));
    Settings settings = experiment.settings();
    TrainingDiagnosis diagnosis =
        new TrainingDiagnosis(experiment.preprocessor().features().inputs());
    experiment.findings().forEach(diagnosis::tell);
    int steps = Math.max(new OverfitCheck().steps(), settings.get(TrainingSettings.EPOCHS));
    OverfitCheck check = new OverfitCheck(steps, Composer.threads(settings));
    TrainingPlan plan = composer.plan(experiment, experiment.validation());
    return Composer.comparing(
        settings, () -> check.check(plan, experiment.network(), experiment.train(), diagnosis));
  }
}
