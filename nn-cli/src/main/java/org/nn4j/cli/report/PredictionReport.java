package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.cli.run.PredictedRows;

/** Renders predictions. */
public final class PredictionReport {
  private PredictionReport() {}

  /** Returns a CSV document with a header line. */
  public static String csv(PredictedRows predictions) {
    StringBuilder text = new StringBuilder(line(predictions.columns()));
    predictions.rows().forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<?> cells) {
    return cells.stream()
        .map(cell -> quoted(String.valueOf(cell)))
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** Returns the rows as JSON holds them. */
  public static List<Map<String, Object>> json(PredictedRows predictions) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (List<Object> row : predictions.rows()) {
      Map<String, Object> map = new LinkedHashMap<>();
      for (int c = 0; c < row.size(); c++) {
        map.put(predictions.columns().get(c), row.get(c));
      }
      rows.add(map);
    }
    return rows;
  }
}
