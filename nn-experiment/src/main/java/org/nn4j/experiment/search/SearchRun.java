package org.nn4j.experiment.search;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.NnException;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.CancelledException;
import org.nn4j.experiment.crossval.FoldChoice;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.data.SourceData;
import org.nn4j.experiment.document.Yaml;

/**
 * The trials of a search, from its start, or those in its file, to its end.
 *
 * @param evaluator completes the settings of trials
 * @param runner runs trials, in their order
 * @param sources reads files of data
 * @param notices where warnings go
 */
record SearchRun(
    SearchPlan plan,
    TrialEvaluator evaluator,
    Function<List<PlannedTrial>, Iterator<TrialResult>> runner,
    TableSources sources,
    Notices notices) {

  /**
   * Runs the trials that are not done yet. If the trials can no longer be written, the search still
   * goes on.
   *
   * @param planned all trials
   * @throws InputException if the file cannot be written at the start or is of another search
   * @throws NnException if no trial has a score
   * @throws CancelledException if the user stopped it
   */
  SearchOutcome run(List<PlannedTrial> planned, Consumer<TrialResult> progress) {
    long begin = System.nanoTime();
    SearchLog log = SearchLog.open(results(), description());
    if (best() != null) {
      AtomicFile.requireWritable(best());
    }
    List<TrialResult> trials =
        new ArrayList<>(log.done(planned.stream().map(PlannedTrial::values).toList()));
    int before = trials.size();
    tryRest(log, trials, planned, progress);
    SearchOutcome.Files files = writeAll(log, trials, planned);
    files.unwritten().forEach(notices::warn);
    trials.sort(plan.ranking().order());
    requireScore(trials, files);
    return new SearchOutcome(
        plan,
        files,
        trials,
        evaluator.complete(planned.get(trials.get(0).number() - 1).settings()),
        before,
        (System.nanoTime() - begin) * 1e-9);
  }

  private @Nullable Path results() {
    return plan.choice().results();
  }

  private @Nullable Path best() {
    return plan.choice().best();
  }

  private void tryRest(
      SearchLog log,
      List<TrialResult> trials,
      List<PlannedTrial> planned,
      Consumer<TrialResult> progress) {
    String fault = null;
    Iterator<TrialResult> results = runner.apply(planned.subList(trials.size(), planned.size()));
    for (int i = trials.size(); i < planned.size(); i++) {
      TrialResult trial;
      try {
        trial = results.next();
      } catch (CancelledException e) {
        throw e.withMessage(interrupted(i, planned.size(), fault));
      }
      log.add(trial);
      trials.add(trial);
      List<String> faults = writeAll(log, trials, planned).unwritten();
      progress.accept(trial);
      String now = faults.isEmpty() ? null : faults.get(0);
      if (now != null && fault == null) {
        notices.warn(now + "; the search goes on, and tries to write after every trial");
      }
      fault = now;
    }
  }

  /** Writes the trials and the best settings, as far as they can be. */
  private SearchOutcome.Files writeAll(
      SearchLog log, List<TrialResult> trials, List<PlannedTrial> planned) {
    String logFault = fault(log::write);
    String bestFault = fault(() -> writeBest(trials, planned));
    return new SearchOutcome.Files(
        logFault == null ? results() : null,
        bestFault == null ? best() : null,
        Stream.of(logFault, bestFault).flatMap(Stream::ofNullable).toList());
  }

  /** Requires that the best of the trials has a score. */
  private void requireScore(List<TrialResult> sorted, SearchOutcome.Files files) {
    TrialResult first = sorted.get(0);
    String metric = plan.ranking().metric();
    if (Double.isNaN(first.score(metric))) {
      String reason = first.failure() != null ? first.failure() : first.undefined().get(metric);
      throw new NnException(
          "none of "
              + sorted.size()
              + " trials has a value of "
              + metric
              + (reason == null ? "" : "; of trial " + first.number() + ": " + reason)
              + (files.results() == null ? "" : "; " + files.results() + " tells why"));
    }
  }

  /** Writes a file, and returns why it cannot be written, or null. */
  private static @Nullable String fault(Runnable write) {
    try {
      write.run();
      return null;
    } catch (InputException e) {
      return String.valueOf(e.getMessage());
    }
  }

  private String interrupted(int done, int all, @Nullable String fault) {
    if (fault != null) {
      return "interrupted in trial " + (done + 1) + " of " + all + "; " + fault;
    }
    return "interrupted in trial "
        + (done + 1)
        + " of "
        + all
        + (done == 0
            ? "; no trial is done"
            : results() == null
                ? ""
                : "; "
                    + (done == 1
                        ? "the trial before it is"
                        : "the " + done + " trials before it are")
                    + " in "
                    + results()
                    + "; to go on, run the same command again");
  }

  /** Returns what must not change when a search is resumed. */
  private Map<String, String> description() {
    Map<String, String> search = new LinkedHashMap<>();
    search.put("method", Words.of(plan.choice().method()));
    search.put("judged by", plan.judgedBy());
    search.put("metric", plan.ranking().metric());
    plan.space().ranges().forEach((key, range) -> search.put("range of " + key, range));
    plan.fixed().withoutPaths().forEach((key, value) -> search.put(key, String.valueOf(value)));
    SourceData.hashes(plan.fixed(), sources)
        .forEach((key, hash) -> search.put("SHA-256 of " + key, hash));
    FoldChoice folds = plan.choice().folds();
    if (folds != null && folds.foldFile() != null) {
      search.put("SHA-256 of the folds", sources.sha256(folds.foldFile()));
    }
    return search;
  }

  /** Writes the settings of the best trial so far, unless none has a score. */
  private void writeBest(List<TrialResult> trials, List<PlannedTrial> planned) {
    TrialResult first = trials.stream().min(plan.ranking().order()).orElseThrow();
    double score = first.score(plan.ranking().metric());
    if (Double.isNaN(score) || best() == null) {
      return;
    }
    String text =
        "# The best of "
            + trials.size()
            + " trials of nn search, number "
            + first.number()
            + ": "
            + plan.ranking().metric()
            + " "
            + score
            + " on "
            + plan.judgedBy()
            + ".\n"
            + Yaml.text(evaluator.complete(planned.get(first.number() - 1).settings()).toMap());
    AtomicFile.write(best(), text.getBytes(StandardCharsets.UTF_8));
  }
}
