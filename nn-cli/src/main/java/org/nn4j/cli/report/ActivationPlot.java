package org.nn4j.cli.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.report.chart.ActivationCharts;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Point;
import org.nn4j.report.render.TerminalPlot;

/** Draws σ and σ' side by side, in 60 columns and 12 rows. */
final class ActivationPlot {
  private static final int PANEL = 30;
  private static final int WIDTH = 22;
  private static final int HEIGHT = 10;
  private static final int SAMPLES = 81;

  private ActivationPlot() {}

  /** Returns the two plots. */
  static String text(ElementwiseActivation activation, boolean unicode) {
    // A sample for each dot of a row.
    int samples = WIDTH * (unicode ? 2 : 1);
    List<String> left =
        panel(unicode ? "σ(z)" : "value", ActivationCharts.value(activation, "", samples), unicode);
    List<String> right =
        panel(
            unicode ? "σ'(z)" : "derivative",
            ActivationCharts.derivative(activation, "", samples),
            unicode);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < left.size(); i++) {
      String padding = " ".repeat(PANEL - left.get(i).length());
      text.append((left.get(i) + padding + right.get(i)).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private static List<String> panel(String title, Line line, boolean unicode) {
    Figure figure = new Figure("panel", title, "", Axis.of(""), Axis.of(""), List.of(line));
    return TerminalPlot.lines(figure, WIDTH, HEIGHT, unicode);
  }

  /** Returns z, σ(z) and σ'(z) at points of even distance. */
  static Map<String, Object> json(ElementwiseActivation activation) {
    List<Point> values = ActivationCharts.value(activation, "", SAMPLES).points();
    List<Point> slopes = ActivationCharts.derivative(activation, "", SAMPLES).points();
    Map<String, Object> samples = new LinkedHashMap<>();
    samples.put("z", values.stream().map(Point::x).toList());
    samples.put("value", values.stream().map(Point::y).toList());
    samples.put("derivative", slopes.stream().map(Point::y).toList());
    return samples;
  }
}
