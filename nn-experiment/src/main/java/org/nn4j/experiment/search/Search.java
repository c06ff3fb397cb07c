package org.nn4j.experiment.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.SearchSpace;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.crossval.CrossValidator;
import org.nn4j.experiment.crossval.FoldChoice;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.data.SourceTable;
import org.nn4j.experiment.plugin.PluginBlame;
import org.nn4j.experiment.training.Composer;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.ModelFitter;
import org.nn4j.experiment.training.Reporter;

/** Tries settings and finds the best. */
public final class Search {
  private final ExperimentFactory experiments;
  private final Composer composer;
  private final ModelFitter fitting;
  private final CrossValidator crossval;
  private final PluginBlame blame;
  private final Notices notices;

  /**
   * Creates a search.
   *
   * @param experiments prepares the experiments of the trials
   * @param crossval judges trials by folds
   * @param blame finds out whether a plug-in is to blame for a failure of a trial
   * @param reporter where messages go, and what listens to the runs
   */
  public Search(
      ExperimentFactory experiments,
      CrossValidator crossval,
      PluginBlame blame,
      Reporter reporter) {
    this.experiments = experiments;
    this.composer = experiments.composer();
    this.fitting = new ModelFitter(composer, reporter);
    this.crossval = crossval;
    this.blame = blame;
    this.notices = reporter;
  }

  /**
   * Searches, or resumes a search whose trials are in the results file.
   *
   * @param given the settings that all trials share
   * @param cancellation stops it
   * @param executor runs the trials, or null to run them here, one after another; the results are
   *     the same
   * @param progress receives each trial when it is done, in their order
   * @throws InputException if settings or data are wrong, all of which shows before the first
   *     trial, or the file is of another search
   * @throws org.nn4j.core.NnException if no trial has a score
   * @throws CancelledException if the user interrupts it
   */
  public SearchOutcome run(
      SearchSpace space,
      Settings given,
      SearchChoice choice,
      Cancellation cancellation,
      @Nullable TrialExecutor executor,
      Consumer<TrialResult> progress) {
    Settings fixed = given.ofOneNetwork();
    TrialEvaluator evaluator = evaluator(choice.folds(), cancellation);
    List<PlannedTrial> planned = new ArrayList<>();
    for (List<String> values : plan(space, fixed, choice)) {
      planned.add(
          new PlannedTrial(planned.size() + 1, space.named(values), space.apply(fixed, values)));
    }
    String judgedBy = evaluator.describe(planned.get(0).settings());
    TrialRanking ranking = null;
    boolean checked = false;
    for (PlannedTrial trial : planned) {
      Settings complete = complete(evaluator, trial);
      if (ranking == null) {
        ranking = TrialRanking.of(choice.metric(), composer.metrics(complete));
        requireComparable(ranking, space);
      }
      Metric counting = ranking.part();
      if (!checked && counting != null) {
        checked = evaluator.requireDefined(complete, counting);
      }
    }
    if (ranking == null) {
      throw new IllegalStateException("a search has at least one trial");
    }
    if (choice.method() == SearchChoice.Method.RANDOM && planned.size() < choice.trials()) {
      notices.warn(
          "the ranges have only "
              + Words.count(planned.size(), "combination")
              + ", so there are no more trials");
    }
    SearchPlan plan = new SearchPlan(space, fixed, choice, ranking, judgedBy);
    return new SearchRun(
            plan,
            evaluator,
            trials ->
                executor == null
                    ? trials.stream().map(t -> evaluator.run(t, plan.metric(), blame)).iterator()
                    : executor.run(trials, plan, tables(choice.folds()), cancellation),
            experiments.sources(),
            notices)
        .run(planned, progress);
  }

  private TrialEvaluator evaluator(@Nullable FoldChoice folds, Cancellation cancellation) {
    return folds == null
        ? new HoldOutEvaluator(experiments, fitting, cancellation)
        : new FoldEvaluator(crossval, folds, cancellation);
  }

  /** Returns what reads the data of trials, of which what is worth knowing has been told. */
  private Function<PlannedTrial, Table> tables(@Nullable FoldChoice folds) {
    TrialEvaluator.Reading<Table> reading =
        new TrialEvaluator.Reading<>(
            settings ->
                SourceTable.read(
                        settings,
                        folds == null ? null : folds.column(),
                        experiments.sources(),
                        message -> {})
                    .table());
    return trial -> reading.of(trial.settings());
  }

  /**
   * Runs a trial of a search that another process has planned.
   *
   * @param folds how it is cross-validated, or null for the rows held out for validation
   * @param metric the metric that counts
   * @return what it came to; a training that fails is a result too
   */
  public TrialResult evaluate(PlannedTrial trial, @Nullable FoldChoice folds, String metric) {
    return evaluator(folds, new Cancellation()).run(trial, metric, blame);
  }

  private static List<List<String>> plan(SearchSpace space, Settings fixed, SearchChoice choice) {
    return choice.method() == SearchChoice.Method.GRID
        ? space.grid()
        : space.random(choice.trials(), fixed.get(RunSettings.SEED));
  }

  /** Completes the settings of a trial, so that errors in them show at once. */
  private static Settings complete(TrialEvaluator evaluator, PlannedTrial trial) {
    try {
      return evaluator.complete(trial.settings());
    } catch (InputException | IllegalArgumentException e) {
      if (e instanceof InputException fault && fault.file() != null) {
        throw e;
      }
      throw new InputException(
          "trial " + trial.number() + " " + trial.values() + ": " + e.getMessage(), e);
    }
  }

  private static void requireComparable(TrialRanking ranking, SearchSpace space) {
    if (ranking.metric().equals(TrialRanking.LOSS)
        && space.keys().stream()
            .anyMatch(
                key ->
                    key.startsWith(TrainingSettings.LOSS.key())
                        || key.equals(DataSettings.TARGET_SCALING.key()))) {
      throw new InputException(
          "--metric: values of different losses cannot be compared, nor those of targets that are"
              + " scaled differently; name one of --metrics");
    }
  }
}
