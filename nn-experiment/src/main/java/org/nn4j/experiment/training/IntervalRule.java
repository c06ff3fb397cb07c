package org.nn4j.experiment.training;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.model.Conformal;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.Evaluator;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;

/**
 * Learns intervals of predictions, or sets of classes, from held-out samples that training did not
 * look at.
 *
 * @param settings complete settings
 */
record IntervalRule(Settings settings) {

  /**
   * Requires that intervals which are asked for can be learnt.
   *
   * @throws org.nn4j.core.InputException if labels are predicted, no samples are held out, or too
   *     few for the level
   */
  void require(PreparedExperiment experiment) {
    Double level = settings.find(TrainingSettings.INTERVALS);
    if (level == null) {
      return;
    }
    if (experiment.task() == Task.MULTI_LABEL) {
      throw settings.fault(
          TrainingSettings.INTERVALS,
          "are of numbers, and sets of classes, but not of labels that do not exclude one another");
    }
    Dataset held = experiment.calibration();
    int rows = held == null ? 0 : held.size();
    long needed = Conformal.rowsFor(level);
    if (rows < needed) {
      throw settings.fault(
          TrainingSettings.INTERVALS,
          "of level "
              + level
              + " take "
              + needed
              + " rows that training does not look at, and there are "
              + rows
              + "; hold more out (--validation)");
    }
  }

  /**
   * Returns what is learnt from the samples that are for it.
   *
   * @param judged samples that were evaluated already
   * @return null if there are none
   */
  @Nullable Conformal learn(PreparedExperiment trained, Dataset judged, Evaluation evaluation) {
    Dataset held = trained.calibration();
    if (held == null || trained.task() == Task.MULTI_LABEL) {
      return null;
    }
    Evaluation own =
        held == judged
            ? evaluation
            : new Evaluator(trained.loss(), trained.preprocessor(), Composer.threads(settings))
                .evaluate(trained.network(), held);
    return Conformal.of(trained.task(), own);
  }

  /**
   * Returns how the intervals that were asked for do on other samples.
   *
   * @return null if none were asked for
   */
  @Nullable IntervalEffect effect(
      PreparedExperiment trained, @Nullable Conformal learnt, Evaluation evaluation) {
    Double level = settings.find(TrainingSettings.INTERVALS);
    if (level == null || learnt == null) {
      return null;
    }
    return new IntervalEffect(
        level, learnt.rows(), trained.test() == null ? null : learnt.coverage(level, evaluation));
  }
}
