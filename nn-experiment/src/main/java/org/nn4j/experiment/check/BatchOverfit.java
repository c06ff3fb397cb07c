package org.nn4j.experiment.check;

import org.nn4j.core.diagnosis.OverfitCheck;
import org.nn4j.core.diagnosis.TrainingDiagnosis;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.training.Composer;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.PreparedExperiment;

/** Checks that the network that settings describe can learn one batch by heart. */
public final class BatchOverfit {
  private final ExperimentFactory experiments;
  private final Composer composer;

  /** Creates a check of experiments of a factory. */
  public BatchOverfit(ExperimentFactory experiments) {
    this.experiments = experiments;
    this.composer = experiments.composer();
  }

  /**
   * Checks; nothing is written.
   *
   * @throws org.nn4j.core.InputException if settings or data are wrong
   */
  public OverfitCheck.Result check(Settings given) {
    // Smoothed labels keep the loss above 0, which is what the check asks for; so does mixup.
    PreparedExperiment experiment =
        experiments.prepare(
            given
                .without(DataSettings.LABEL_SMOOTHING)
                .without(TrainingSettings.MIXUP)
                .ofOneNetwork());
    Settings settings = experiment.settings();
    TrainingDiagnosis diagnosis = new TrainingDiagnosis(experiment.preprocessor().features());
    experiment.findings().forEach(diagnosis::tell);
    int steps = Math.max(new OverfitCheck().steps(), settings.get(TrainingSettings.EPOCHS));
    OverfitCheck check = new OverfitCheck(steps, Composer.threads(settings));
    TrainingPlan plan = composer.plan(experiment, experiment.validation());
    return Composer.comparing(
        settings, () -> check.check(plan, experiment.network(), experiment.train(), diagnosis));
  }
}
