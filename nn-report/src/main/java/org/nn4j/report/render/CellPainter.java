package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.nn4j.api.Matrix;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Palette;
import org.nn4j.report.figure.Point;
import org.nn4j.report.render.Shape.Anchor;
import org.nn4j.report.render.Shape.Box;
import org.nn4j.report.render.Shape.Fill;
import org.nn4j.report.render.Shape.Label;
import org.nn4j.report.render.Shape.TextStyle;

/** Draws a grid of cells: a fill for each colour, equal neighbours in a row as one rectangle. */
final class CellPainter {
  /** The least height of a cell that can hold a label. */
  private static final double READABLE = 14;

  private final Cells cells;
  private final Plot plot;
  private final boolean down;
  private final List<Shape> shapes;

  /**
   * Creates a painter.
   *
   * @param down whether row 0 is at the top
   */
  CellPainter(Cells cells, Plot plot, boolean down, List<Shape> shapes) {
    this.cells = cells;
    this.plot = plot;
    this.down = down;
    this.shapes = shapes;
  }

  void paint() {
    Matrix values = cells.values();
    Map<Ink, List<Box>> fills = new TreeMap<>();
    for (int r = 0; r < values.rows(); r++) {
      int c = 0;
      while (c < values.columns()) {
        int from = c;
        Ink ink = ink(cells.palette(), values.get(r, c));
        while (c < values.columns() && ink(cells.palette(), values.get(r, c)).equals(ink)) {
          c++;
        }
        fills.computeIfAbsent(ink, key -> new ArrayList<>()).add(box(r, from, c));
      }
    }
    fills.forEach((ink, boxes) -> shapes.add(new Fill(ink, boxes)));
    if (cells.labelled() && cellHeight() >= READABLE) {
      label();
    }
    if (!cells.labelled()) {
      ColourScale.draw(cells.palette(), plot, shapes);
    }
  }

  static Ink ink(Palette palette, double value) {
    if (Double.isNaN(value)) {
      return Ink.GRID;
    }
    double place = palette.place(value);
    return palette.diverging() ? Ink.diverging(place) : Ink.sequential(place);
  }

  private double cellHeight() {
    return plot.height() / cells.values().rows();
  }

  private double cellWidth() {
    return plot.width() / cells.values().columns();
  }

  /** Returns the rectangle of the cells {@code from} to {@code to−1} of a row. */
  private Box box(int row, int from, int to) {
    int place = down ? row : cells.values().rows() - 1 - row;
    return new Box(
        plot.left() + from * cellWidth(),
        plot.top() + place * cellHeight(),
        (to - from) * cellWidth(),
        cellHeight());
  }

  private void label() {
    Matrix values = cells.values();
    for (int r = 0; r < values.rows(); r++) {
      for (int c = 0; c < values.columns(); c++) {
        double value = values.get(r, c);
        if (value != 0) {
          Box box = box(r, c, c + 1);
          Point place = new Point(box.left() + box.width() / 2, box.top() + box.height() / 2 + 4);
          String text = text(value);
          boolean narrow = TextWidth.of(text, TextStyle.PLAIN) > box.width();
          shapes.add(
              new Label(
                  ink(value),
                  place,
                  text,
                  Anchor.MIDDLE,
                  narrow ? TextStyle.SMALL : TextStyle.PLAIN));
        }
      }
    }
  }

  private Ink ink(double value) {
    return Math.abs(cells.palette().place(value)) > 0.5 ? Ink.CONTRAST : Ink.TEXT;
  }

  private static String text(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%.0f", value)
        : String.format(Locale.ROOT, "%.2f", value);
  }
}
