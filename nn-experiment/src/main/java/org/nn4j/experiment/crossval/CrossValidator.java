package org.nn4j.experiment.crossval;

import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.crossval.CrossValidation;
import org.nn4j.core.crossval.CrossValidationResult;
import org.nn4j.core.crossval.CrossValidationResult.FoldScores;
import org.nn4j.core.data.split.Fold;
import org.nn4j.core.data.split.Folds;
import org.nn4j.core.model.Model;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.data.SourceData;
import org.nn4j.experiment.training.Composer;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.ModelFitter;
import org.nn4j.experiment.training.PreparedExperiment;
import org.nn4j.experiment.training.Reporter;
import org.nn4j.experiment.training.Training;

/** Trains and evaluates a network for every fold of the data. */
public final class CrossValidator {
  private final ExperimentFactory experiments;
  private final Composer composer;
  private final ModelFitter fitting;
  private final KernelsChoice kernels;
  private final Notices notices;

  /**
   * Creates a validator.
   *
   * @param experiments prepares the experiments of the folds
   * @param kernels what networks compute with
   * @param reporter where messages go, and what listens to the runs
   */
  public CrossValidator(ExperimentFactory experiments, KernelsChoice kernels, Reporter reporter) {
    this.experiments = experiments;
    this.composer = experiments.composer();
    this.fitting = new ModelFitter(composer, reporter);
    this.kernels = kernels;
    this.notices = reporter;
  }

  /**
   * Cross-validates on all rows of the data file.
   *
   * @param cancellation stops it
   * @param progress receives the scores of each fold when it is done, and all folds
   * @throws InputException if settings or data are wrong
   * @throws org.nn4j.core.training.DivergenceException if a training diverges
   * @throws CancelledException if the user interrupts it
   */
  public CrossValidationOutcome run(
      Settings given,
      FoldChoice choice,
      Cancellation cancellation,
      BiConsumer<FoldScores, Folds> progress) {
    long begin = System.nanoTime();
    FoldedData data = complete(read(given, choice, false));
    PreparedExperiment first = prepare(data, first(data));
    CrossValidationResult result =
        run(data, cancellation, scores -> progress.accept(scores, data.folds()));
    Settings settings = data.settings();
    return new CrossValidationOutcome(
        data,
        first,
        result,
        Training.provenance(settings, SourceData.hashes(settings, experiments.sources()), kernels),
        (System.nanoTime() - begin) * 1e-9);
  }

  /**
   * Reads and divides the data, see {@link FoldedData#read}.
   *
   * @throws InputException if data and settings do not fit one another
   */
  public FoldedData read(Settings given, FoldChoice choice, boolean testApart) {
    FoldedData read =
        FoldedData.read(given, choice, testApart, experiments.sources(), notices::warn);
    experiments.tell(read.data());
    return read;
  }

  private static Fold first(FoldedData data) {
    return data.folds().all().get(0);
  }

  /**
   * Fills in what the settings leave open, for all folds as suits the first. Validation rows are
   * set apart only if something is learnt from them.
   */
  public FoldedData complete(FoldedData data) {
    Settings given = data.settings().without(RunSettings.CHECKPOINT);
    FoldedData watched =
        composer.needsValidation(given)
            ? data.with(given)
            : data.with(given.with(DataSettings.VALIDATION, HoldOut.NONE));
    return watched.with(
        experiments.complete(watched.settings(), watched.holdingOut(first(watched))));
  }

  /**
   * Trains on data with complete settings.
   *
   * @throws CancelledException if the user stopped it
   */
  public CrossValidationResult run(
      FoldedData data, Cancellation cancellation, Consumer<FoldScores> progress) {
    requireDefined(data);
    return new CrossValidation(
            data.data().table(),
            data.folds(),
            composer.metrics(data.settings()),
            Composer.threads(data.settings()))
        .run((table, fold) -> fit(data, fold, cancellation), progress);
  }

  /**
   * Requires for all folds that the watched metric is not undefined whatever is predicted, so that
   * this does not surface only in the last fold.
   *
   * @throws InputException if it is
   */
  private void requireDefined(FoldedData data) {
    Settings settings = data.settings();
    if (settings.find(TrainingSettings.EARLY_STOPPING) == null
        && settings.find(TrainingSettings.STOP_WHEN) == null
        && settings.get(TrainingSettings.THRESHOLD).metric() == null) {
      return;
    }
    for (Fold fold : data.folds().all()) {
      PreparedExperiment experiment = prepare(data, fold);
      try {
        fitting.requireDefined(experiment);
      } catch (InputException e) {
        throw new InputException(
            "fold " + fold.number() + " of " + data.folds().count() + ": " + e.getMessage(), e);
      }
    }
  }

  /** Returns why a metric is undefined in every fold, whatever is predicted. */
  public Optional<String> undefined(FoldedData data, Metric metric) {
    Optional<String> reason = Optional.empty();
    for (Fold fold : data.folds().all()) {
      PreparedExperiment experiment = prepare(data, fold);
      reason = fitting.undefined(experiment, metric, Objects.requireNonNull(experiment.test()));
      if (reason.isEmpty()) {
        break;
      }
    }
    return reason;
  }

  private Model fit(FoldedData data, Fold fold, Cancellation cancellation) {
    try {
      return fitting.fit(prepare(data, fold), cancellation);
    } catch (CancelledException e) {
      throw e.withMessage(
          "interrupted in fold "
              + fold.number()
              + " of "
              + data.folds().count()
              + (data.folds().repeats() == 1 ? "" : " of repeat " + fold.repeat())
              + "; nothing is saved");
    }
  }

  private PreparedExperiment prepare(FoldedData data, Fold fold) {
    return experiments.prepare(
        data.settings().with(RunSettings.SEED, fold.seed()), data.holdingOut(fold));
  }
}
