package org.nn4j.bench.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A table in Markdown, as docs/performance.md has them. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** Starts a table; its first column is text, the others are numbers. */
  public Table(String... header) {
    rows.add(List.of(header));
  }

  /** Appends a row. */
  public void add(String... cells) {
    rows.add(List.of(cells));
  }

  /** Appends a row that has a text instead of its numbers. */
  public void addText(String text) {
    List<String> row = new ArrayList<>(Collections.nCopies(rows.get(0).size(), "–"));
    row.set(0, text);
    rows.add(row);
  }

  /** Returns the table's text. */
  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        text.append(c == 0 ? "| " : " | ").append(aligned(row.get(c), widths[c], c > 0));
      }
      text.append(" |\n");
      if (row == rows.get(0)) {
        text.append(rule(widths));
      }
    }
    return text.toString();
  }

  private static String aligned(String cell, int width, boolean right) {
    String padding = " ".repeat(width - cell.length());
    return right ? padding + cell : cell + padding;
  }

  private static String rule(int[] widths) {
    List<String> dashes = new ArrayList<>();
    for (int width : widths) {
      dashes.add("-".repeat(width + 1) + ":");
    }
    dashes.set(0, "-".repeat(widths[0] + 2));
    return "|" + String.join("|", dashes) + "|\n";
  }
}
