package org.nn4j.experiment.search;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.MisfitException;
import org.nn4j.core.NnException;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.CancelledException;
import org.nn4j.core.training.DivergenceException;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.SearchSpace;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.crossval.FoldChoice;
import org.nn4j.experiment.data.DataHashes;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.document.Yaml;
import org.nn4j.experiment.training.Culprits;
import org.nn4j.experiment.training.PluginException;

/**
 * One sitting of a search: from its start, or the trials in its file, to its end.
 *
 * @param fixed the settings that all trials share
 * @param judgedBy what the scores are of, in words
 * @param sources who reads files of data
 * @param culprits who finds out whether a plug-in is to blame
 * @param notices where warnings go
 */
record SearchRun(
    SearchSpace space,
    Settings fixed,
    SearchChoice choice,
    TrialEvaluator judge,
    String judgedBy,
    Ranking ranking,
    TableSources sources,
    Culprits culprits,
    Notices notices) {

  /**
   * Does the trials that are not done yet. That trials cannot be written once the search is under
   * way does not end it.
   *
   * @param values the values of all trials by key
   * @param settings the settings of all trials
   * @throws InputException if the file cannot be written at the start or is of another search
   * @throws NnException if no trial has a score
   * @throws CancelledException if the user stopped it
   */
  SearchOutcome run(
      List<Map<String, String>> values, List<Settings> settings, Consumer<Trial> progress) {
    long begin = System.nanoTime();
    SearchLog log = SearchLog.open(choice.results(), description());
    if (choice.best() != null) {
      AtomicFile.requireWritable(choice.best());
    }
    List<Trial> trials = new ArrayList<>(log.done(values));
    int before = trials.size();
    String fault = null;
    for (int i = before; i < values.size(); i++) {
      Trial trial;
      try {
        trial = judged(i + 1, values.get(i), settings.get(i));
      } catch (CancelledException e) {
        throw e.withMessage(interrupted(i, values.size(), fault));
      }
      log.add(trial);
      trials.add(trial);
      String now = written(log, trials, settings);
      progress.accept(trial);
      if (now != null && fault == null) {
        notices.warn(now + "; the search goes on, and tries to write after every trial");
      }
      fault = now;
    }
    String logFault = fault(log::write);
    String bestFault = fault(() -> writeBest(trials, settings));
    List<String> unwritten = Stream.of(logFault, bestFault).flatMap(Stream::ofNullable).toList();
    unwritten.forEach(notices::warn);
    trials.sort(ranking.order());
    if (Double.isNaN(trials.get(0).score(ranking.metric()))) {
      throw new NnException(
          "none of "
              + trials.size()
              + " trials has a value of "
              + ranking.metric()
              + why(trials.get(0))
              + (logFault == null && choice.results() != null
                  ? "; " + choice.results() + " tells why"
                  : ""));
    }
    return new SearchOutcome(
        choice,
        logFault == null ? choice.results() : null,
        bestFault == null ? choice.best() : null,
        space.keys(),
        ranking,
        judgedBy,
        !fixed.get(DataSettings.TEST).equals(HoldOut.NONE),
        trials,
        judge.complete(settings.get(trials.get(0).number() - 1)),
        before,
        unwritten,
        (System.nanoTime() - begin) * 1e-9);
  }

  /** Writes the trials and the best settings, and returns why they cannot be, or null. */
  private @Nullable String written(SearchLog log, List<Trial> trials, List<Settings> settings) {
    String logFault = fault(log::write);
    String bestFault = fault(() -> writeBest(trials, settings));
    return logFault == null ? bestFault : logFault;
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

  private String why(Trial trial) {
    String reason =
        trial.failure() != null ? trial.failure() : trial.undefined().get(ranking.metric());
    return reason == null ? "" : "; of trial " + trial.number() + ": " + reason;
  }

  /**
   * Does a trial. That it diverges, that its values do not suit one another, or that a plug-in it
   * tries is broken, is a result too: the trials to come may do better.
   */
  private Trial judged(int number, Map<String, String> values, Settings settings) {
    try {
      return judge.judge(settings, ranking.metric()).trial(number, values);
    } catch (DivergenceException | InputException | MisfitException e) {
      return failed(number, values, e);
    } catch (RuntimeException | Error e) {
      Optional<PluginException> plugin = culprits.blame(e);
      if (plugin.isEmpty()) {
        throw e;
      }
      return failed(number, values, plugin.get());
    }
  }

  private static Trial failed(int number, Map<String, String> values, RuntimeException e) {
    return new Trial(
        number, values, Map.of(), Map.of(), Double.NaN, String.valueOf(e.getMessage()));
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
            : choice.results() == null
                ? ""
                : "; "
                    + (done == 1
                        ? "the trial before it is"
                        : "the " + done + " trials before it are")
                    + " in "
                    + choice.results()
                    + "; to go on, run the same command again");
  }

  /** Returns what must not change while a search is broken off. */
  private Map<String, String> description() {
    Map<String, String> search = new LinkedHashMap<>();
    search.put("method", Words.of(choice.method()));
    search.put("judged by", judgedBy);
    search.put("metric", ranking.metric());
    space.ranges().forEach((key, range) -> search.put("range of " + key, range));
    fixed.withoutPaths().forEach((key, value) -> search.put(key, String.valueOf(value)));
    DataHashes.of(fixed, sources).forEach((key, hash) -> search.put("SHA-256 of " + key, hash));
    FoldChoice folds = choice.folds();
    if (folds != null && folds.foldFile() != null) {
      search.put("SHA-256 of the folds", sources.sha256(folds.foldFile()));
    }
    return search;
  }

  /** Writes the settings of the best trial so far, unless none has a score. */
  private void writeBest(List<Trial> trials, List<Settings> settings) {
    Trial best = trials.stream().min(ranking.order()).orElseThrow();
    double score = best.score(ranking.metric());
    if (Double.isNaN(score) || choice.best() == null) {
      return;
    }
    String text =
        "# The best of "
            + trials.size()
            + " trials of nn search, number "
            + best.number()
            + ": "
            + ranking.metric()
            + " "
            + score
            + " on "
            + judgedBy
            + ".\n"
            + Yaml.text(judge.complete(settings.get(best.number() - 1)).toMap());
    AtomicFile.write(choice.best(), text.getBytes(StandardCharsets.UTF_8));
  }
}
