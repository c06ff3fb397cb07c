package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import org.nn4j.api.ElementwiseActivation;

/** Draws σ and σ' side by side, in 60 columns and 12 rows. */
final class ActivationPlot {
  private static final int LABEL = 6;
  private static final int WIDTH = 22;
  private static final int HEIGHT = 10;

  /** How far from 0 is drawn at least; kinks farther out are drawn too. */
  private static final double LEAST_REACH = 5;

  private static final int SAMPLES = 81;

  private ActivationPlot() {}

  /** Returns the two plots. */
  static String text(ElementwiseActivation activation, boolean unicode) {
    double reach = reach(activation);
    List<String> left = panel(unicode ? "σ(z)" : "value", activation::value, reach, unicode);
    List<String> right =
        panel(unicode ? "σ'(z)" : "derivative", derivative(activation), reach, unicode);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < left.size(); i++) {
      String padding = " ".repeat(LABEL + 2 + WIDTH - left.get(i).length());
      text.append((left.get(i) + padding + right.get(i)).stripTrailing()).append('\n');
    }
    return text.toString();
  }

  /** Returns z, σ(z) and σ'(z) at points of even distance. */
  static Map<String, Object> json(ElementwiseActivation activation) {
    double reach = reach(activation);
    List<Double> points = new ArrayList<>();
    for (int i = 0; i < SAMPLES; i++) {
      points.add(at(i, SAMPLES, reach));
    }
    Map<String, Object> samples = new LinkedHashMap<>();
    samples.put("z", points);
    samples.put("value", points.stream().map(activation::value).toList());
    samples.put("derivative", points.stream().map(derivative(activation)::applyAsDouble).toList());
    return samples;
  }

  private static DoubleUnaryOperator derivative(ElementwiseActivation activation) {
    return z -> activation.derivative(z, activation.value(z));
  }

  private static double reach(ElementwiseActivation activation) {
    double farthest = Arrays.stream(activation.kinks()).map(Math::abs).max().orElse(0);
    return Math.max(LEAST_REACH, farthest <= 1000 ? 1.5 * farthest : 0);
  }

  /** Returns point {@code i} of {@code count} from −reach to reach. */
  private static double at(int i, int count, double reach) {
    return reach * (2.0 * i / (count - 1) - 1);
  }

  private static List<String> panel(
      String title, DoubleUnaryOperator function, double reach, boolean unicode) {
    PlotCanvas canvas = new PlotCanvas(WIDTH, HEIGHT, unicode);
    double[] values = new double[canvas.columns()];
    for (int c = 0; c < values.length; c++) {
      values[c] = function.applyAsDouble(at(c, values.length, reach));
    }
    double low = Arrays.stream(values).filter(Double::isFinite).min().orElse(0);
    double high = Arrays.stream(values).filter(Double::isFinite).max().orElse(0);
    double margin = high > low ? 0 : 1;
    draw(canvas, values, low - margin, high + margin);
    List<String> lines = new ArrayList<>();
    lines.add(" ".repeat(LABEL + 1) + title);
    List<String> rows = canvas.lines();
    for (int r = 0; r < HEIGHT; r++) {
      String label = r == 0 ? label(high + margin) : r == HEIGHT - 1 ? label(low - margin) : "";
      lines.add(right(label, LABEL) + (unicode ? "│" : "|") + rows.get(r));
    }
    String end = label(reach);
    lines.add(" ".repeat(LABEL + 1) + label(-reach) + right(end, WIDTH - label(-reach).length()));
    return lines;
  }

  private static void draw(PlotCanvas canvas, double[] values, double low, double high) {
    double scale = (canvas.rows() - 1) / (high - low);
    if (low < 0 && high > 0) {
      for (int c = 0; c < canvas.columns(); c += 3) {
        canvas.dot(c, (int) Math.rint(high * scale), '.');
      }
    }
    int before = -1;
    for (int c = 0; c < values.length; c++) {
      if (!Double.isFinite(values[c])) {
        before = -1;
        continue;
      }
      int row = (int) Math.rint((high - values[c]) * scale);
      // The dots between two columns belong half to each.
      int start = before < 0 ? row : (before + row) / 2;
      for (int r = Math.min(start, row); r <= Math.max(start, row); r++) {
        canvas.dot(c, r, '*');
      }
      for (int r = Math.min(start, before); before >= 0 && r <= Math.max(start, before); r++) {
        canvas.dot(c - 1, r, '*');
      }
      before = row;
    }
  }

  private static String label(double value) {
    String plain = String.format(Locale.ROOT, "%.2f", value).replaceFirst("\\.?0+$", "");
    return plain.length() <= LABEL ? plain : String.format(Locale.ROOT, "%.0e", value);
  }

  private static String right(String text, int width) {
    return " ".repeat(Math.max(0, width - text.length())) + text;
  }
}
