package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.core.training.Trace;
import org.nn4j.report.figure.NumberText;

/** Renders the trace of one sample. */
public final class TraceReport {
  private static final int MOST_COLUMNS = 16;
  private static final int MOST_ROWS = 16;

  private TraceReport() {}

  /** Returns every layer's input, z, output and, with a target, delta and gradients. */
  public static String text(Trace trace) {
    StringBuilder text = new StringBuilder();
    for (Trace.Step step : trace.steps()) {
      text.append(step.name()).append("  ").append(step.layer().expression()).append('\n');
      TextTable table = new TextTable();
      rows(table, "input", step.input());
      rows(table, "z", step.preActivation());
      rows(table, "output", step.output());
      rows(table, "delta", step.delta());
      step.gradients().forEach((name, gradient) -> rows(table, "gradient of " + name, gradient));
      text.append(table).append('\n');
    }
    if (!Double.isNaN(trace.loss())) {
      text.append("loss  ").append(NumberText.brief(trace.loss())).append('\n');
    }
    return text.toString();
  }

  private static void rows(TextTable table, String name, @Nullable Matrix matrix) {
    for (int r = 0; matrix != null && r < Math.min(MOST_ROWS, matrix.rows()); r++) {
      StringBuilder row = new StringBuilder();
      for (int c = 0; c < Math.min(MOST_COLUMNS, matrix.columns()); c++) {
        row.append(String.format(Locale.ROOT, "%12.6g ", matrix.get(r, c)));
      }
      if (matrix.columns() > MOST_COLUMNS) {
        row.append("… ").append(matrix.columns()).append(" columns");
      }
      table.row("  " + (r == 0 ? name : ""), row);
    }
    if (matrix != null && matrix.rows() > MOST_ROWS) {
      table.row("", "… " + matrix.rows() + " rows");
    }
  }

  /** Returns the steps as JSON holds them, with all numbers. */
  public static Map<String, Object> json(Trace trace) {
    List<Map<String, Object>> steps = new ArrayList<>();
    for (Trace.Step step : trace.steps()) {
      Map<String, Object> map = new LinkedHashMap<>();
      map.put("name", step.name());
      map.put("definition", step.layer().expression());
      put(map, "input", step.input());
      put(map, "z", step.preActivation());
      put(map, "output", step.output());
      put(map, "delta", step.delta());
      Map<String, Object> gradients = new LinkedHashMap<>();
      step.gradients().forEach((name, gradient) -> put(gradients, name, gradient));
      if (!gradients.isEmpty()) {
        map.put("gradients", gradients);
      }
      steps.add(map);
    }
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("layers", steps);
    if (!Double.isNaN(trace.loss())) {
      document.put("loss", trace.loss());
    }
    return document;
  }

  private static void put(Map<String, Object> map, String key, @Nullable Matrix matrix) {
    if (matrix != null) {
      List<List<Double>> rows = new ArrayList<>();
      for (double[] row : matrix.toRows()) {
        rows.add(java.util.Arrays.stream(row).boxed().toList());
      }
      map.put(key, rows);
    }
  }
}
