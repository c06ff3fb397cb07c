package org.nn4j.cli.run;

import jakarta.inject.Inject;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.nn4j.cli.config.Portion;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.core.crossval.CrossValidation;
import org.nn4j.core.crossval.CrossValidationResult;
import org.nn4j.core.crossval.Fold;
import org.nn4j.core.crossval.FoldScores;
import org.nn4j.core.crossval.Folds;
import org.nn4j.core.registry.KernelsChoice;

/** Trains and judges a network for every fold of the data. */
public final class CrossvalJob {
  private final ExperimentFactory experiments;
  private final Composer composer;
  private final Fitting fitting;
  private final KernelsChoice kernels;

  @Inject
  CrossvalJob(
      ExperimentFactory experiments, Composer composer, Fitting fitting, KernelsChoice kernels) {
    this.experiments = experiments;
    this.composer = composer;
    this.fitting = fitting;
    this.kernels = kernels;
  }

  /**
   * Cross-validates on all rows of the data file.
   *
   * @param progress is told of each fold when it is done, and of all there are
   * @throws org.nn4j.core.InputException if settings or data are wrong
   * @throws org.nn4j.core.training.DivergenceException if a training diverges
   */
  public CrossvalOutcome run(
      Settings given, FoldChoice choice, BiConsumer<FoldScores, Folds> progress) {
    long begin = System.nanoTime();
    FoldedData data = complete(FoldedData.read(given, choice, false));
    Experiment first = prepare(data, first(data));
    CrossValidationResult result = run(data, scores -> progress.accept(scores, data.folds()));
    return new CrossvalOutcome(
        data, first, result, kernels.name(), (System.nanoTime() - begin) * 1e-9);
  }

  private static Fold first(FoldedData data) {
    return data.folds().all().get(0);
  }

  /**
   * Fills in what the settings leave open, for all folds as suits the first. Rows for validation
   * are set apart only where training looks at them.
   */
  FoldedData complete(FoldedData data) {
    Settings given = data.settings().without(TrainSettings.CHECKPOINT);
    FoldedData watched =
        composer.watches(given)
            ? data.with(given)
            : data.with(given.with(TrainSettings.VALIDATION, new Portion(0, null)));
    return watched.with(
        experiments.complete(watched.settings(), watched.holdingOut(first(watched))));
  }

  /** Trains on data with complete settings. */
  CrossValidationResult run(FoldedData data, Consumer<FoldScores> progress) {
    return new CrossValidation(
            data.data().table(),
            data.folds(),
            composer.metrics(data.settings()),
            Composer.threads(data.settings()))
        .run((table, fold) -> fitting.fit(prepare(data, fold)), progress);
  }

  private Experiment prepare(FoldedData data, Fold fold) {
    return experiments.prepare(
        data.settings().with(TrainSettings.SEED, fold.seed()), data.holdingOut(fold));
  }
}
