package org.nn4j.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;
import org.nn4j.core.model.Conformal;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.training.CalibrationEffect;
import org.nn4j.experiment.training.EvaluationResult;
import org.nn4j.experiment.training.IntervalEffect;
import org.nn4j.report.figure.NumberText;

/** Renders how sure a model's predictions are, as far as that was asked for. */
public final class SurenessReport {
  private SurenessReport() {}

  /** Returns what calibration changed and how intervals do, after an empty line; or nothing. */
  public static String text(
      EvaluationResult result,
      @Nullable CalibrationEffect calibration,
      @Nullable IntervalEffect intervals) {
    TextTable table = new TextTable();
    if (calibration != null) {
      table.row("calibration", text(calibration));
      calibration
          .before()
          .forEach(
              (name, before) ->
                  table.row(
                      "",
                      name
                          + " "
                          + NumberText.brief(before)
                          + " → "
                          + NumberText.brief(calibration.after().getOrDefault(name, Double.NaN))));
    }
    if (intervals != null) {
      boolean classes = result.task() == Task.CLASSIFICATION;
      table.row(classes ? "sets" : "intervals", text(intervals));
      Conformal.Coverage coverage = intervals.coverage();
      if (coverage != null) {
        table.row(
            "",
            "hold for "
                + NumberText.brief(coverage.share())
                + " of the "
                + Words.count(result.samples(), "sample")
                + " ("
                + result.part()
                + "), "
                + (classes ? "classes in a set " : "mean width ")
                + NumberText.brief(coverage.width()));
      }
    }
    String text = table.toString();
    return text.isEmpty() ? "" : "\n" + text;
  }

  private static String text(CalibrationEffect effect) {
    return effect.temperature() == 1
        ? "none: no temperature lowers the log loss of both halves of the validation rows"
        : "temperature " + NumberText.brief(effect.temperature());
  }

  private static String text(IntervalEffect effect) {
    return "level "
        + effect.level()
        + ", from "
        + Words.count(effect.rows(), "row")
        + " that training did not look at";
  }

  /** Adds the keys {@code calibration} and {@code intervals}, if they were asked for. */
  public static void json(
      @Nullable CalibrationEffect calibration,
      @Nullable IntervalEffect intervals,
      Map<String, Object> document) {
    if (calibration != null) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("temperature", calibration.temperature());
      map.put("before", calibration.before());
      map.put("after", calibration.after());
      document.put("calibration", map);
    }
    if (intervals != null) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("level", intervals.level());
      map.put("rows", intervals.rows());
      Conformal.Coverage coverage = intervals.coverage();
      if (coverage != null) {
        map.put("coverage", coverage.share());
        map.put("width", coverage.width());
      }
      document.put("intervals", map);
    }
  }
}
