package org.nn4j.experiment.search;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nn4j.api.Metric;
import org.nn4j.core.InputException;
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
   * @param fixed the settings that all trials share
   * @param cancellation stops it
   * @param progress receives each trial when it is done
   * @throws InputException if settings or data are wrong, all of which shows before the first
   *     trial, or the file is of another search
   * @throws org.nn4j.core.NnException if no trial has a score
   * @throws CancelledException if the user interrupts it
   */
  public SearchOutcome run(
      SearchSpace space,
      Settings fixed,
      SearchChoice choice,
      Cancellation cancellation,
      Consumer<TrialResult> progress) {
    FoldChoice folds = choice.folds();
    return run(
        space,
        fixed.ofOneNetwork(),
        choice,
        folds == null
            ? new HoldOutEvaluator(experiments, fitting, cancellation)
            : new FoldEvaluator(crossval, folds, cancellation),
        progress);
  }

  private SearchOutcome run(
      SearchSpace space,
      Settings fixed,
      SearchChoice choice,
      TrialEvaluator evaluator,
      Consumer<TrialResult> progress) {
    List<List<String>> planned = plan(space, fixed, choice);
    String judgedBy = evaluator.describe(space.apply(fixed, planned.get(0)));
    List<Settings> settings = new ArrayList<>();
    TrialRanking ranking = null;
    boolean checked = false;
    for (int i = 0; i < planned.size(); i++) {
      Settings trial = space.apply(fixed, planned.get(i));
      settings.add(trial);
      Settings complete = complete(evaluator, trial, i + 1, space.named(planned.get(i)).toString());
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
    return new SearchRun(
            new SearchPlan(space, fixed, choice, ranking, judgedBy),
            evaluator,
            experiments.sources(),
            blame,
            notices)
        .run(planned.stream().map(space::named).toList(), settings, progress);
  }

  private static List<List<String>> plan(SearchSpace space, Settings fixed, SearchChoice choice) {
    return choice.method() == SearchChoice.Method.GRID
        ? space.grid()
        : space.random(choice.trials(), fixed.get(RunSettings.SEED));
  }

  /** Completes the settings of a trial, so that errors in them show at once. */
  private static Settings complete(
      TrialEvaluator evaluator, Settings trial, int number, String values) {
    try {
      return evaluator.complete(trial);
    } catch (InputException | IllegalArgumentException e) {
      if (e instanceof InputException fault && fault.file() != null) {
        throw e;
      }
      throw new InputException("trial " + number + " " + values + ": " + e.getMessage(), e);
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
