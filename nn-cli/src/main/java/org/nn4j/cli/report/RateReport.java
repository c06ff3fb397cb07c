package org.nn4j.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.diagnosis.RateCurve;
import org.nn4j.experiment.check.RateFinder;
import org.nn4j.report.figure.NumberText;

/** Renders a sweep over learning rates. */
public final class RateReport {
  private RateReport() {}

  /** Returns the picture, if it is wanted here, and the rate suggested, with the rule. */
  public static String text(RateFinder.Outcome outcome, PictureReport picture) {
    RateCurve curve = outcome.curve();
    if (Double.isNaN(outcome.rate())) {
      return picture.text()
          + "no rate is suggested: the loss falls at none of those tried; look at the data, or try"
          + " nn train --overfit-batch\n";
    }
    TextTable table = new TextTable();
    table.row(
        "suggested",
        NumberText.plain(outcome.rate())
            + ", where the loss falls most steeply over the logarithm of the rate");
    table.row("least loss", "at " + NumberText.brief(curve.best()));
    if (curve.exploded() && !curve.points().isEmpty()) {
      table.row("explodes", "at " + NumberText.brief(last(curve).rate()));
    }
    if (!outcome.optimizer().isEmpty()) {
      table.row("to use it", "--optimizer \"" + outcome.optimizer() + "\"");
    }
    return picture.text() + table;
  }

  private static RateCurve.Point last(RateCurve curve) {
    return curve.points().get(curve.points().size() - 1);
  }

  /** Returns the JSON document; there is no {@code suggested_rate} where the loss falls nowhere. */
  public static Map<String, Object> json(RateFinder.Outcome outcome, PictureReport picture) {
    RateCurve curve = outcome.curve();
    Map<String, Object> document = new LinkedHashMap<>();
    if (!Double.isNaN(outcome.rate())) {
      document.put("suggested_rate", outcome.rate());
      document.put("rule", "steepest fall of the smoothed loss");
      document.put("least_loss_rate", curve.best());
      document.put("optimizer", outcome.optimizer());
    }
    document.put("exploded", curve.exploded());
    document.put("points", curve.points().stream().map(RateReport::json).toList());
    document.put("files", picture.files().stream().map(String::valueOf).toList());
    return document;
  }

  private static List<Double> json(RateCurve.Point point) {
    return List.of(point.rate(), point.loss(), point.smoothed());
  }
}
