package org.nn4j.experiment.training;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.nn4j.api.Metric;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.core.training.Evaluator;
import org.nn4j.core.training.History;
import org.nn4j.core.training.MetricValues;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;

/** Trains experiments that write no files: those of folds and of trials. */
public final class ModelFitter {
  /** The parts of a message that differ between folds with the same fault. */
  private static final Pattern FIGURES =
      Pattern.compile("\\d+ training rows|\\([-0-9.]+\\)|\\d+ of \\d+ \\w+ rows \\([0-9.]+ %\\)");

  private final Composer composer;
  private final Reporter reporter;

  /** What was already reported: the folds and trials of a run have much in common. */
  private final Set<String> told = new HashSet<>();

  /** Creates a fitter of what a composer builds. */
  public ModelFitter(Composer composer, Reporter reporter) {
    this.composer = composer;
    this.reporter = reporter;
  }

  /**
   * Trains an experiment's network, and warns of what is probably wrong with its columns, unless it
   * warned of that before. The epochs are evaluated only if training depends on that; the
   * parameters are those that {@code nn train} ends with, and probabilities are calibrated and the
   * threshold is chosen as there.
   *
   * @param cancellation stops it
   * @throws org.nn4j.core.training.DivergenceException if training diverges
   * @throws CancelledException if the user stopped it
   */
  public Model fit(PreparedExperiment experiment, Cancellation cancellation) {
    Settings settings = experiment.settings();
    for (Finding finding : experiment.findings()) {
      if (told.add(FIGURES.matcher(finding.message()).replaceAll(""))) {
        reporter.warn(finding.message());
      }
    }
    Metric decisive = new DecisionRule(settings).metric(experiment, composer);
    CalibrationRule calibration = new CalibrationRule(settings);
    calibration.require(experiment);
    PreparedExperiment calibrated =
        calibration.apply(experiment.withNetwork(train(experiment, cancellation).network()));
    PreparedExperiment decided =
        decisive == null ? calibrated : DecisionRule.choose(decisive, calibrated);
    return new Model(decided.network(), decided.loss(), decided.preprocessor(), Provenance.NONE);
  }

  private CheckpointedTraining.Result train(
      PreparedExperiment experiment, Cancellation cancellation) {
    Settings settings = experiment.settings();
    if (settings.get(TrainingSettings.ENSEMBLE) > 0) {
      return new Bagging(experiment, composer, Map.of(), false, null, cancellation, reporter)
          .run(reporter.listeners());
    }
    boolean watched = composer.watches(settings);
    Dataset validation = watched ? experiment.validation() : null;
    TrainingPlan plan = composer.plan(experiment, validation);
    List<TrainingListener> listeners = Composer.ending(settings, cancellation);
    listeners.addAll(reporter.listeners());
    Trainer trainer =
        new Trainer(
            watched ? plan : plan.withMetrics(List.of()),
            experiment.preprocessor(),
            listeners,
            Composer.threads(settings));
    History history =
        Composer.comparing(
            settings, () -> trainer.fit(experiment.network(), experiment.train(), validation));
    if (cancellation.ended(history)) {
      throw new CancelledException("interrupted", null, false);
    }
    return new CheckpointedTraining.Result(experiment.network(), history, null, List.of());
  }

  /**
   * Requires that what training watches, and chooses a threshold for, is not undefined whatever is
   * predicted.
   *
   * @throws org.nn4j.core.InputException if it is
   */
  public void requireDefined(PreparedExperiment experiment) {
    composer.plan(experiment, experiment.validation());
    new DecisionRule(experiment.settings()).metric(experiment, composer);
  }

  /** Returns why a metric is undefined for some samples, whatever is predicted. */
  public Optional<String> undefined(PreparedExperiment experiment, Metric metric, Dataset samples) {
    return composer.epochs(experiment, List.of(metric), samples).undefined().apply(metric);
  }

  /** Evaluates an experiment's network by its metrics. */
  public MetricValues judge(PreparedExperiment experiment, Dataset samples) {
    Settings settings = experiment.settings();
    return new Evaluator(experiment.loss(), experiment.preprocessor(), Composer.threads(settings))
        .evaluate(experiment.network(), samples)
        .withThresholds(experiment.preprocessor().thresholds())
        .judge(composer.metrics(settings));
  }
}
