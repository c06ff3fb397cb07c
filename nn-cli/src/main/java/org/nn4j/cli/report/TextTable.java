package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.List;

/** Aligned columns of text. */
final class TextTable {
  private static final String GAP = "  ";

  private final List<List<String>> rows = new ArrayList<>();
  private final int rightFrom;

  /**
   * Creates an empty table.
   *
   * @param rightFrom the first of the columns that are aligned to the right
   */
  public TextTable(int rightFrom) {
    this.rightFrom = rightFrom;
  }

  /** Creates an empty table with all columns aligned to the left. */
  public TextTable() {
    this(Integer.MAX_VALUE);
  }

  /** Adds a row, as long as the others. */
  public TextTable row(Object... cells) {
    List<String> row = new ArrayList<>();
    for (Object cell : cells) {
      row.add(Console.visible(String.valueOf(cell)));
    }
    rows.add(row);
    return this;
  }

  /** Returns the lines, each with a line end and without trailing blanks. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < row.size(); c++) {
        String padding = " ".repeat(width(c) - row.get(c).length());
        line.append(c == 0 ? "" : GAP);
        line.append(c >= rightFrom ? padding + row.get(c) : row.get(c) + padding);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
