package org.nn4j.cli.job;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.cli.report.TrainOutcome;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.model.Model;
import org.nn4j.core.training.Evaluation;
import org.nn4j.experiment.training.Composer;
import org.nn4j.experiment.training.TrainingResult;
import org.nn4j.explain.Explainer;
import org.nn4j.explain.PermutationImportance;
import org.nn4j.explain.chart.ExplanationPage;
import org.nn4j.report.page.Page;
import org.nn4j.report.page.Section;

/** The section of a training's report that says which columns matter in the rows it ends with. */
final class WhatMatters {
  private static final int REPEATS = 5;

  private static final int MOST_ROWS = 1000;

  /** Fewer rows tell little, and that all that time allows is fewer is left unsaid. */
  private static final int LEAST_ROWS = 100;

  /** Multiply-adds that take some seconds: a report is not to double the time of a training. */
  private static final double MOST_WORK = 2e10;

  /** The section that this one follows. */
  private static final String BEFORE = "predictions";

  private WhatMatters() {}

  /**
   * Returns how much each column matters, or null where a metric is undefined or the network and
   * its columns are so many that it would take long.
   */
  static @Nullable PermutationImportance of(TrainingResult result) {
    Model model = result.model();
    Dataset data = result.experiment().finalPart().getValue();
    int rows = rows(model, data.size());
    Evaluation evaluation = result.evaluation().evaluation();
    List<Metric> metrics =
        Explainer.standardMetrics(result.experiment().task(), evaluation.hasProbabilities());
    if (rows < Math.min(LEAST_ROWS, data.size())
        || metrics.stream().anyMatch(metric -> evaluation.undefined(metric).isPresent())) {
      return null;
    }
    long seed = model.network().seed();
    int[] all = IntStream.range(0, data.size()).toArray();
    return PermutationImportance.of(
        model,
        data,
        Explainer.sample(all, rows, seed),
        REPEATS,
        metrics,
        seed,
        Composer.threads(result.experiment().settings()));
  }

  /** Returns a page with the section, or the page itself where nothing is known. */
  static Page in(Page page, TrainOutcome outcome) {
    PermutationImportance importance = outcome.importance();
    if (importance == null) {
      return page;
    }
    List<Section> sections = new ArrayList<>();
    for (Section section : page.sections()) {
      sections.add(section);
      if (section.id().equals(BEFORE)) {
        sections.add(
            ExplanationPage.importance(
                importance, outcome.result().experiment().finalPart().getKey()));
      }
    }
    return new Page(page.title(), page.lead(), page.headline(), sections);
  }

  private static int rows(Model model, int all) {
    double each =
        (double) REPEATS * model.columns().size() * model.network().parameters().trainable().size();
    return (int) Math.min(Math.min(all, MOST_ROWS), MOST_WORK / each);
  }
}
