package org.nn4j.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;
import org.nn4j.core.diagnosis.LearningCurve;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.check.LearningCurveMeasurement;
import org.nn4j.report.figure.NumberText;

/** Renders errors over the number of rows learnt from. */
public final class LearningCurveReport {
  private LearningCurveReport() {}

  /** Returns the picture, if it is wanted here, a table and what more rows would bring. */
  public static String text(LearningCurveMeasurement.Outcome outcome, PictureReport picture) {
    LearningCurve curve = outcome.curve();
    TextTable table = new TextTable(0);
    table.row("training rows", curve.error(), "± deviation", "networks");
    for (LearningCurve.Point point : curve.points()) {
      table.row(
          point.rows(),
          NumberText.brief(point.mean()),
          point.repeats() == 1 ? "–" : NumberText.brief(point.deviation()),
          point.repeats());
    }
    return picture.text()
        + ("on " + Words.count(outcome.samples(), "row") + " (" + outcome.part() + ")\n")
        + table
        + "\n"
        + Wrap.indented(curve.advice(), 0)
        + ("time  " + NumberText.duration(outcome.seconds()) + "\n");
  }

  /** Returns the JSON document; there is no {@code power_law} where the curve follows none. */
  public static Map<String, Object> json(
      LearningCurveMeasurement.Outcome outcome, PictureReport picture) {
    LearningCurve curve = outcome.curve();
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("error", curve.error());
    document.put("evaluated_on", outcome.part());
    document.put("samples", outcome.samples());
    document.put("points", curve.points().stream().map(LearningCurveReport::json).toList());
    curve
        .power()
        .ifPresent(
            power ->
                document.put(
                    "power_law", Map.of("scale", power.scale(), "exponent", power.exponent())));
    document.put("advice", curve.advice());
    document.put("files", picture.files().stream().map(String::valueOf).toList());
    document.put("seconds", outcome.seconds());
    return document;
  }

  private static Map<String, Object> json(LearningCurve.Point point) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("rows", point.rows());
    map.put("mean", point.mean());
    map.put("deviation", point.deviation());
    map.put("repeats", point.repeats());
    return map;
  }
}
