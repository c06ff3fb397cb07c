package org.nn4j.cli.run;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.nn4j.api.Metric;
import org.nn4j.cli.config.DataSettings;
import org.nn4j.cli.config.RunSettings;
import org.nn4j.cli.config.SearchSpace;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainingSettings;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.report.figure.NumberText;

/** Tries settings and finds the best. */
public final class SearchJob {
  private final ExperimentFactory experiments;
  private final Composer composer;
  private final Fitting fitting;
  private final CrossvalJob crossval;
  private final Culprits culprits;
  private final Console console;

  @Inject
  SearchJob(
      ExperimentFactory experiments,
      Composer composer,
      Fitting fitting,
      CrossvalJob crossval,
      Culprits culprits,
      Console console) {
    this.experiments = experiments;
    this.composer = composer;
    this.fitting = fitting;
    this.crossval = crossval;
    this.culprits = culprits;
    this.console = console;
  }

  /**
   * Searches, or goes on with a search whose trials are in the file of the results.
   *
   * @param fixed the settings that all trials share
   * @param progress is told of each trial when it is done
   * @throws InputException if settings or data are wrong, all of which shows before the first
   *     trial, or the file is of another search
   * @throws org.nn4j.core.NnException if no trial has a score
   * @throws InterruptedRunException if the user interrupts it
   */
  public SearchOutcome run(
      SearchSpace space, Settings fixed, SearchChoice choice, Consumer<Trial> progress) {
    try (Interruption interruption = Interruption.listen(console)) {
      FoldChoice folds = choice.folds();
      TrialJudge judge =
          folds == null
              ? new HoldOutJudge(experiments, fitting, interruption)
              : new FoldJudge(crossval, folds, interruption);
      return run(space, fixed, choice, judge, progress);
    }
  }

  private SearchOutcome run(
      SearchSpace space,
      Settings fixed,
      SearchChoice choice,
      TrialJudge judge,
      Consumer<Trial> progress) {
    List<List<String>> planned = plan(space, fixed, choice);
    String judgedBy = judge.describe(space.apply(fixed, planned.get(0)));
    List<Settings> settings = new ArrayList<>();
    Ranking ranking = null;
    boolean checked = false;
    for (int i = 0; i < planned.size(); i++) {
      Settings trial = space.apply(fixed, planned.get(i));
      settings.add(trial);
      Settings complete = complete(judge, trial, i + 1, space.named(planned.get(i)).toString());
      if (ranking == null) {
        ranking = Ranking.of(choice.metric(), composer.metrics(complete));
        requireComparable(ranking, space);
      }
      Metric counting = ranking.part();
      if (!checked && counting != null) {
        checked = judge.requireDefined(complete, counting);
      }
    }
    if (ranking == null) {
      throw new IllegalStateException("a search has at least one trial");
    }
    if (choice.method() == SearchChoice.Method.RANDOM && planned.size() < choice.trials()) {
      console.warn(
          "the ranges have only "
              + NumberText.count(planned.size(), "combination")
              + ", so there are no more trials");
    }
    return new SearchRun(
            space,
            fixed,
            choice,
            judge,
            judgedBy,
            ranking,
            experiments.sources(),
            culprits,
            console)
        .run(planned.stream().map(space::named).toList(), settings, progress);
  }

  private static List<List<String>> plan(SearchSpace space, Settings fixed, SearchChoice choice) {
    return choice.method() == SearchChoice.Method.GRID
        ? space.grid()
        : space.random(choice.trials(), fixed.get(RunSettings.SEED));
  }

  /** Completes the settings of a trial, so that what is wrong with one shows at once. */
  private static Settings complete(TrialJudge judge, Settings trial, int number, String values) {
    try {
      return judge.complete(trial);
    } catch (InputException | IllegalArgumentException e) {
      if (e instanceof InputException fault && fault.file() != null) {
        throw e;
      }
      throw new InputException("trial " + number + " " + values + ": " + e.getMessage(), e);
    }
  }

  private static void requireComparable(Ranking ranking, SearchSpace space) {
    if (ranking.metric().equals(Ranking.LOSS)
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
