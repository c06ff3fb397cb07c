package org.nn4j.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.search.SearchOutcome;
import org.nn4j.experiment.search.TrialRanking;
import org.nn4j.experiment.search.TrialResult;
import org.nn4j.report.figure.NumberText;

/** Renders what a search found. */
public final class SearchReport {
  private static final int SHOWN = 50;

  private SearchReport() {}

  /** Returns what is shown of a trial when it is done. */
  public static List<String> progress(TrialResult trial) {
    List<String> fields = new ArrayList<>(List.of("trial " + trial.number()));
    trial.values().forEach((key, value) -> fields.add(key + "=" + value));
    trial.metrics().forEach((name, value) -> fields.add(name + " " + number(trial, name)));
    if (trial.failure() != null) {
      fields.add("failed: " + trial.failure());
    }
    return fields;
  }

  /** Returns the report for people. */
  public static String text(SearchOutcome outcome) {
    TextTable end = new TextTable();
    end.row(
        "searched",
        Words.count(outcome.trials().size(), "trial")
            + " ("
            + Words.of(outcome.plan().choice().method())
            + "), judged by "
            + outcome.plan().ranking().metric()
            + " on "
            + outcome.plan().judgedBy()
            + " (chosen by)"
            + (outcome.before() == 0 ? "" : "; " + outcome.before() + " were done before"));
    Path best = outcome.files().best();
    Path results = outcome.files().results();
    end.row("best", "trial " + outcome.best().number() + (best == null ? "" : ", " + best));
    if (results != null) {
      end.row("results", results);
    }
    end.row("time", NumberText.duration(outcome.seconds()));
    int hidden = outcome.trials().size() - SHOWN;
    return table(outcome)
        + (hidden > 0
            ? "… and " + hidden + " more" + (results == null ? "" : " in " + results) + "\n"
            : "")
        + CrossvalReport.undefined(outcome.best().undefined())
        + "\n"
        + end
        + "\n"
        + Wrap.indented(
            "The best trial was chosen by its score, which flatters it. "
                + (outcome.plan().tested()
                    ? "nn train "
                        + (best == null ? "with its settings" : best)
                        + " judges it by the test set, which no"
                        + " trial has looked at."
                    : "Hold a test set out of the search to judge it by, with nn train: --test 0.2."),
            0);
  }

  private static TextTable table(SearchOutcome outcome) {
    TextTable table = new TextTable(1 + outcome.plan().keys().size());
    boolean folds = outcome.plan().choice().folds() != null;
    TrialRanking ranking = outcome.plan().ranking();
    List<String> others =
        outcome.best().metrics().keySet().stream()
            .filter(name -> !name.equals(ranking.metric()))
            .toList();
    List<Object> head = new ArrayList<>(List.of("trial"));
    head.addAll(outcome.plan().keys());
    head.add(ranking.title(ranking.metric()));
    if (folds) {
      head.add("± deviation");
    }
    others.forEach(name -> head.add(ranking.title(name)));
    table.row(head.toArray());
    for (TrialResult trial :
        outcome.trials().subList(0, Math.min(SHOWN, outcome.trials().size()))) {
      List<Object> row = new ArrayList<>(List.of(trial.number()));
      outcome.plan().keys().forEach(key -> row.add(trial.values().getOrDefault(key, "")));
      row.add(trial.failure() == null ? number(trial, ranking.metric()) : "failed");
      if (folds) {
        row.add(trial.failure() == null ? NumberText.brief(trial.deviation()) : "");
      }
      others.forEach(name -> row.add(trial.failure() == null ? number(trial, name) : ""));
      table.row(row.toArray());
    }
    return table;
  }

  private static String number(TrialResult trial, String metric) {
    double score = trial.score(metric);
    return Double.isNaN(score) && trial.undefined().containsKey(metric)
        ? "undefined"
        : NumberText.brief(score);
  }

  /** Returns the JSON document. */
  public static Map<String, Object> json(SearchOutcome outcome) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("method", Words.of(outcome.plan().choice().method()));
    document.put("metric", outcome.plan().ranking().metric());
    document.put("higher_is_better", outcome.plan().ranking().higherIsBetter());
    document.put("judged_by", outcome.plan().judgedBy());
    document.put("chosen_by", true); // the best trial, by these very scores
    document.put("best", outcome.best().toMap());
    if (outcome.files().best() != null) {
      document.put("best_config", outcome.files().best().toString());
    }
    if (outcome.files().results() != null) {
      document.put("results", outcome.files().results().toString());
    }
    document.put("trials_before", outcome.before());
    document.put("trials", outcome.trials().stream().map(TrialResult::toMap).toList());
    document.put("seconds", outcome.seconds());
    return document;
  }
}
