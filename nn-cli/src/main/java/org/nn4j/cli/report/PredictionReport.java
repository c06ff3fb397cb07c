package org.nn4j.cli.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.experiment.data.PredictedRows;

/** Renders predictions. */
public final class PredictionReport {
  private PredictionReport() {}

  /**
   * Writes a CSV file with a header line, row by row, so that any number needs little memory.
   *
   * @throws org.nn4j.core.InputException if it cannot be written or a row cannot be predicted; the
   *     file is unchanged then
   */
  public static void write(PredictedRows predictions, Path file) {
    AtomicFile.write(file, channel -> write(predictions, Channels.newOutputStream(channel)));
  }

  /**
   * Prints a CSV document with a header line, row by row.
   *
   * @throws org.nn4j.core.InputException if a row cannot be predicted; earlier rows may have been
   *     printed then
   */
  public static void print(PredictedRows predictions, PrintStream out) {
    try {
      write(predictions, (OutputStream) out);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a print stream does not throw it
    }
  }

  private static void write(PredictedRows predictions, OutputStream out) throws IOException {
    Writer text = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    text.write(line(predictions.columns()));
    try {
      predictions.rows().forEach(row -> write(line(row), text));
    } catch (UncheckedIOException e) {
      throw Objects.requireNonNull(e.getCause());
    }
    text.flush();
  }

  private static void write(String line, Writer text) {
    try {
      text.write(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String line(List<?> cells) {
    StringJoiner line = new StringJoiner(",", "", "\n");
    cells.forEach(cell -> line.add(cell instanceof String text ? quoted(text) : cell.toString()));
    return line.toString();
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }

  /** Returns the rows as JSON holds them. */
  public static List<Map<String, Object>> json(PredictedRows predictions) {
    List<Map<String, Object>> rows = new ArrayList<>();
    predictions
        .rows()
        .forEach(
            row -> {
              Map<String, Object> map = new LinkedHashMap<>();
              for (int c = 0; c < row.size(); c++) {
                map.put(predictions.columns().get(c), row.get(c));
              }
              rows.add(map);
            });
    return rows;
  }
}
