package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Dots on a grid of characters: 2×4 a character in braille, one a character in ASCII.
 *
 * <p>Columns count from the left, rows from the top.
 */
final class PlotCanvas {
  private static final char EMPTY_BRAILLE = '\u2800';
  private static final char FULL_BRAILLE = '\u28FF';

  /** Bits of braille's dots by row and column within the character. */
  private static final int[][] BITS = {{0x01, 0x08}, {0x02, 0x10}, {0x04, 0x20}, {0x40, 0x80}};

  private final boolean braille;
  private final char[][] cells;

  PlotCanvas(int width, int height, boolean braille) {
    this.braille = braille;
    this.cells = new char[height][width];
    for (char[] row : cells) {
      Arrays.fill(row, braille ? EMPTY_BRAILLE : ' ');
    }
  }

  /** Returns the number of dots in a row. */
  int columns() {
    return cells[0].length * (braille ? 2 : 1);
  }

  /** Returns the number of dots in a column. */
  int rows() {
    return cells.length * (braille ? 4 : 1);
  }

  /** Sets a dot; in ASCII the mark is drawn, in braille all dots look the same. */
  void dot(int column, int row, char mark) {
    if (braille) {
      char cell = cells[row / 4][column / 2];
      if (cell >= EMPTY_BRAILLE && cell <= FULL_BRAILLE) {
        cells[row / 4][column / 2] |= (char) BITS[row % 4][column % 2];
      }
    } else {
      cells[row][column] = mark;
    }
  }

  /** Sets the dots between two, ends included. */
  void line(int fromColumn, int fromRow, int toColumn, int toRow, char mark) {
    int steps = Math.max(Math.abs(toColumn - fromColumn), Math.abs(toRow - fromRow));
    for (int i = 0; i <= steps; i++) {
      double share = steps == 0 ? 0 : (double) i / steps;
      dot(
          (int) Math.rint(fromColumn + share * (toColumn - fromColumn)),
          (int) Math.rint(fromRow + share * (toRow - fromRow)),
          mark);
    }
  }

  /** Puts a character in place of the one that a dot is in. */
  void put(int column, int row, char character) {
    cells[braille ? row / 4 : row][braille ? column / 2 : column] = character;
  }

  /** Returns the line of characters that a row of dots is in. */
  int line(int row) {
    return braille ? row / 4 : row;
  }

  /** Returns the lines from the top. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (char[] row : cells) {
      lines.add(new String(row).replace(EMPTY_BRAILLE, ' '));
    }
    return lines;
  }
}
