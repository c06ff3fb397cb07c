package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.Interruption;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.SearchReport;
import org.nn4j.core.InputException;
import org.nn4j.experiment.cluster.Cluster;
import org.nn4j.experiment.config.SearchSpace;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.crossval.FoldChoice;
import org.nn4j.experiment.search.Search;
import org.nn4j.experiment.search.SearchChoice;
import org.nn4j.experiment.search.SearchOutcome;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nn search}. */
@Command(
    name = "search",
    description = {
      "Tries values of settings and writes the best as a file for nn train.",
      "",
      "In CONFIG.yaml a setting of which several values are tried has a range in place of its value:"
          + " {choice: [a, b]}, {uniform: [0, 1]}, {log_uniform: [0.001, 1]} or {int: [1, 9]}; a"
          + " third number is the number of points of a grid. optimizer.lr is the parameter lr of"
          + " the part that optimizer names."
    },
    modelTransformer = SettingFlags.class,
    abbreviateSynopsis = true,
    footer = {
      "",
      "Trials are judged by the rows of --validation, or with --folds by",
      "cross-validation. Rows of --test are never looked at. The same command line goes",
      "on with a search that was broken off, by Ctrl-C too, which finishes the batch;",
      "twice ends at once.",
      "",
      "Examples:",
      "  nn search examples/digits-search.yaml --trials 10",
      "  nn search wine.yaml --method grid --folds 5 --metric loss"
    })
final class SearchCommand extends SettingsVerb {
  private static final String KIND = "%nSearch:%n";

  @ArgGroup(validate = false, heading = "%nFolds:%n")
  private FoldOptions folds = new FoldOptions();

  @ArgGroup(validate = false, heading = KIND)
  private SearchOptions options = new SearchOptions();

  @Mixin private SparkOptions spark = new SparkOptions();

  private @Nullable SearchSpace space;

  /** How to search. */
  static final class SearchOptions {
    @Option(
        names = "--method",
        paramLabel = "random|grid",
        description = "Combinations to try: drawn at random, or all (default: random).")
    private SearchChoice.Method method = SearchChoice.Method.RANDOM;

    @Option(
        names = "--trials",
        paramLabel = "N",
        description = "Number of trials at random (default: 20).")
    private @Nullable Integer trials;

    @Option(
        names = "--metric",
        paramLabel = "NAME",
        description = "The metric that counts, or loss (default: the first of --metrics).")
    private @Nullable String metric;

    @Option(
        names = "--results",
        paramLabel = "FILE",
        description =
            "File of the trials, a JSON document a line; if it is there, the search goes on"
                + " (default: NAME.trials.jsonl in this folder, NAME being that of CONFIG.yaml).")
    private @Nullable Path results;

    @Option(
        names = "--best",
        paramLabel = "FILE",
        description = "File of the best settings (default: NAME.best.yaml in this folder).")
    private @Nullable Path best;

    private SearchChoice choice(Path config, @Nullable FoldChoice folds) {
      if (trials != null && method == SearchChoice.Method.GRID) {
        throw new InputException("--trials: a grid has as many trials as points; leave it out");
      }
      if (trials != null && (trials < 1 || trials > SearchSpace.MOST_TRIALS)) {
        throw new InputException(
            "--trials: must be a whole number from 1 to "
                + SearchSpace.MOST_TRIALS
                + " but is "
                + trials);
      }
      String name = SearchChoice.name(config);
      return new SearchChoice(
          method,
          trials == null ? SearchChoice.TRIALS : trials,
          metric,
          folds,
          results == null ? Path.of(name + ".trials.jsonl") : results,
          best == null ? Path.of(name + ".best.yaml") : best);
    }
  }

  @Inject
  SearchCommand(JobFactory jobs, Console console) {
    super(jobs, console);
  }

  private Path file() {
    Path file = config();
    if (file == null) {
      throw new InputException("nn search needs a YAML file with ranges: nn search SEARCH.yaml");
    }
    return file;
  }

  private SearchSpace space() {
    SearchSpace present = space;
    if (present == null) {
      present = SearchSpace.read(file()); // read only once: it may be a pipe
      space = present;
    }
    return present;
  }

  /** Returns the settings that have a value. */
  @Override
  Settings settings() {
    return space().fixed().overriddenBy(flags());
  }

  @Override
  FileUses files() {
    SearchChoice choice = options.choice(file(), folds.choiceIfGiven());
    return folds
        .declare(spark.declare(super.files()))
        .writes("--results", choice.results())
        .writes("--best", choice.best());
  }

  @Override
  public Integer call() {
    requireNoFiles("nn search keeps no model of its trials");
    SearchChoice choice = options.choice(file(), folds.choiceIfGiven());
    space().requireFree(flags());
    Settings fixed = settings();
    Cluster cluster = spark.asked() ? Cluster.find() : null;
    if (spark.asked() && cluster == null) {
      return spark.submit("search", words());
    }
    Search search = open(Search.class, fixed);
    SearchOutcome outcome =
        Interruption.during(
            console(),
            interruption ->
                search.run(
                    space(),
                    fixed,
                    choice,
                    interruption,
                    cluster == null ? null : cluster.trials(spark.master()),
                    trial -> console().progress(SearchReport.progress(trial))));
    console().endProgress();
    return print(
        () -> SearchReport.json(outcome),
        () -> SearchReport.text(outcome),
        outcome.files().unwritten());
  }
}
