package org.nn4j.report.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Task;
import org.nn4j.core.model.UsedPlugins;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.Evaluation;
import org.nn4j.core.training.History;
import org.nn4j.report.chart.ClassificationCharts;
import org.nn4j.report.chart.HistoryCharts;
import org.nn4j.report.chart.LabelCharts;
import org.nn4j.report.chart.NormCharts;
import org.nn4j.report.chart.RegressionCharts;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.NumberText;
import org.nn4j.report.page.Page;
import org.nn4j.report.page.Page.Fact;
import org.nn4j.report.page.PageTable;
import org.nn4j.report.page.Section;

/**
 * Composes the page of a training run. It contains no time and no duration: equal runs give equal
 * pages.
 */
public final class RunPage {
  private final RunRecord run;
  private final Preprocessor preprocessor;

  private RunPage(RunRecord run, Preprocessor preprocessor) {
    this.run = run;
    this.preprocessor = preprocessor;
  }

  /**
   * Returns the page.
   *
   * @throws IllegalArgumentException if the model has no preprocessing, which names its classes and
   *     columns
   */
  public static Page of(RunRecord run) {
    Preprocessor preprocessor = run.model().preprocessor();
    if (preprocessor == null) {
      throw new IllegalArgumentException("a report needs a model with preprocessing");
    }
    return new RunPage(run, preprocessor).page();
  }

  private Page page() {
    List<Section> sections = new ArrayList<>();
    if (!run.history().epochs().isEmpty()) {
      sections.add(training());
    }
    sections.add(predictions());
    sections.add(data());
    sections.add(
        new Section("network", "Network", List.of(), List.of(RunTables.layers(run.model()))));
    if (!run.configuration().isEmpty()) {
      sections.add(
          new Section(
              "configuration",
              "Configuration",
              List.of(),
              List.of(PageTable.of("Settings", facts(run.configuration()), false))));
    }
    sections.add(provenance());
    return new Page(run.title(), lead(), headline(), sections);
  }

  private String lead() {
    History history = run.history();
    return run.model().network()
        + "; "
        + (history.steps() == 0
            ? ""
            : Words.count(history.epochs().size(), "epoch")
                + ", "
                + Words.count(history.steps(), "step")
                + ", ")
        + "loss "
        + run.model().loss().expression()
        + "."
        + (history.stopped() == null ? "" : " Stopped: " + history.stopped() + ".")
        + (history.restored() == 0
            ? ""
            : " The parameters are those of epoch " + history.restored() + ".")
        + (history.epochs().isEmpty() || !run.norms().epochs().isEmpty()
            ? ""
            : " The norms of gradients and parameters were not recorded.")
        + chosenBy(run.last());
  }

  private static String chosenBy(EvaluatedSplit part) {
    return part.chosenBy().isEmpty()
        ? ""
        : " Beware: "
            + String.join(" and ", part.chosenBy())
            + " chose by the "
            + part.name()
            + " rows, so their metrics flatter the model; hold a test set out to judge it by.";
  }

  private List<Fact> headline() {
    List<Fact> facts = new ArrayList<>();
    String where = " (" + run.last().title() + ")";
    run.last()
        .metrics()
        .forEach(
            (name, value) ->
                facts.add(
                    new Fact(
                        RunTables.named(run.last(), name, run.model()) + where,
                        value.isNaN() ? "undefined" : NumberText.brief(value))));
    return facts;
  }

  private Section training() {
    List<EpochResult> epochs = run.history().epochs();
    List<Figure> figures = new ArrayList<>(HistoryCharts.all(epochs));
    if (!run.norms().epochs().isEmpty()) {
      figures.add(NormCharts.gradients(run.norms().layers(), run.norms().epochs()));
      figures.add(NormCharts.parameters(run.norms().layers(), run.norms().epochs()));
    }
    return new Section("training", "Training", figures, List.of(RunTables.epochs(epochs)));
  }

  private Task task() {
    return preprocessor.target().task();
  }

  private Section predictions() {
    Evaluation evaluation = run.last().evaluation();
    List<String> outputs = preprocessor.target().outputs();
    List<Figure> figures =
        switch (task()) {
          case CLASSIFICATION -> ClassificationCharts.all(evaluation, outputs);
          case MULTI_LABEL -> LabelCharts.all(evaluation, outputs);
          case REGRESSION -> RegressionCharts.all(evaluation, outputs);
        };
    List<PageTable> tables = new ArrayList<>();
    tables.add(RunTables.metrics(run.parts(), run.model()));
    if (task() == Task.CLASSIFICATION) {
      tables.add(RunTables.classes(run.last(), outputs));
    } else if (task() == Task.MULTI_LABEL) {
      tables.add(LabelTables.scores(run.last(), outputs));
    }
    tables.add(WorstPredictions.table(run.last(), preprocessor));
    return new Section(
        "predictions",
        "Predictions for the " + run.last().name() + " data",
        figures.stream().map(this::withRows).toList(),
        tables);
  }

  /** Describes which rows a figure shows, for it is a file of its own too. */
  private Figure withRows(Figure figure) {
    return new Figure(
        figure.id(),
        figure.title() + " (" + run.last().name() + ")",
        figure.summary(),
        figure.x(),
        figure.y(),
        figure.marks());
  }

  private Section data() {
    List<PageTable> tables = new ArrayList<>();
    tables.add(PageTable.of("Summary", facts(run.data()), false));
    if (task() == Task.CLASSIFICATION) {
      tables.add(RunTables.samplesByClass(run.parts(), preprocessor.labels()));
    } else if (task() == Task.MULTI_LABEL) {
      tables.add(LabelTables.samples(run.parts(), preprocessor.labels()));
    }
    tables.add(RunTables.columns(preprocessor));
    return new Section("data", "Data", List.of(), tables);
  }

  private Section provenance() {
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact("parameters_sha256", run.model().network().parameters().sha256()));
    UsedPlugins.record(run.model())
        .entries()
        .forEach(
            (key, value) -> {
              if (!run.configuration().containsKey(key) || key.equals("seed")) {
                facts.add(new Fact(key, value));
              }
            });
    return new Section(
        "provenance",
        "Provenance",
        List.of(),
        List.of(PageTable.of("Where these numbers come from", facts, false)));
  }

  private static List<Fact> facts(Map<String, String> map) {
    return map.entrySet().stream().map(e -> new Fact(e.getKey(), e.getValue())).toList();
  }
}
