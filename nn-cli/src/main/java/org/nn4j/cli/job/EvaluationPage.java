package org.nn4j.cli.job;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.text.Words;
import org.nn4j.core.training.History;
import org.nn4j.experiment.data.LoadedModel;
import org.nn4j.experiment.training.EvaluationResult;
import org.nn4j.report.page.Page;
import org.nn4j.report.run.EvaluatedSplit;
import org.nn4j.report.run.RunPage;
import org.nn4j.report.run.RunRecord;
import org.nn4j.report.training.LayerNorms;

/** The page about an evaluation: that of a training run, without the epochs. */
public final class EvaluationPage {
  private EvaluationPage() {}

  /**
   * Returns the page.
   *
   * @param data the file that was evaluated on
   */
  public static Page of(EvaluateJob.Outcome outcome, Path data) {
    LoadedModel loaded = outcome.model();
    EvaluationResult result = outcome.result();
    String target = String.join(", ", loaded.preprocessor().target().columns());
    EvaluatedSplit rows =
        EvaluatedSplit.of(
            result.part(), outcome.samples(), data, result.evaluation(), result.values());
    return RunPage.of(
        new RunRecord(
            "Evaluation report: " + target + " of " + data.getFileName(),
            loaded.model(),
            new History(),
            new LayerNorms(),
            List.of(rows),
            data(outcome, data),
            Map.of()));
  }

  private static Map<String, String> data(EvaluateJob.Outcome outcome, Path data) {
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("file", String.valueOf(data.getFileName()));
    facts.put("rows", String.valueOf(outcome.result().samples()));
    facts.put("model", String.valueOf(outcome.model().file().getFileName()));
    facts.put("task", Words.of(outcome.result().task()));
    facts.put("target", String.join(", ", outcome.model().preprocessor().target().columns()));
    for (int i = 0; i < outcome.findings().size(); i++) {
      facts.put("warning " + (i + 1), outcome.findings().get(i).message());
    }
    return facts;
  }
}
