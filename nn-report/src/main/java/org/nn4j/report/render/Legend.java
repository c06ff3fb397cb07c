package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.RowBars;
import org.nn4j.report.render.Shape.Anchor;
import org.nn4j.report.render.Shape.Box;
import org.nn4j.report.render.Shape.Fill;
import org.nn4j.report.render.Shape.Label;
import org.nn4j.report.render.Shape.Stroke;
import org.nn4j.report.render.Shape.TextStyle;

/** Names of marks beside samples of them, in rows. */
final class Legend {
  private static final double LINE = 18;
  private static final double SAMPLE = 18;
  private static final double GAP = 6;
  private static final double BETWEEN = 14;

  /** The width of a name at most. */
  private static final double LONGEST = 200;

  private final List<Entry> entries = new ArrayList<>();

  private record Entry(Mark mark, String name, Ink ink, double width) {}

  Legend(Figure figure) {
    Inks inks = new Inks();
    for (Mark mark : figure.marks()) {
      Ink ink = inks.next(mark);
      if (!mark.name().isEmpty()
          && (mark instanceof Line || mark instanceof Dots || mark instanceof RowBars)) {
        String name = TextWidth.fitting(mark.name(), TextStyle.PLAIN, LONGEST);
        double width = SAMPLE + GAP + TextWidth.of(name, TextStyle.PLAIN);
        entries.add(new Entry(mark, name, ink, width));
      }
    }
  }

  /**
   * Draws the legend.
   *
   * @param free where the first row is free from
   * @param top the top of the first row
   * @param right where rows end
   * @param left where further rows start
   * @return the bottom of the last row; {@code top} if there is nothing to tell apart
   */
  double draw(double free, double top, double right, double left, List<Shape> shapes) {
    if (entries.isEmpty()) {
      return top;
    }
    double total = entries.stream().mapToDouble(entry -> entry.width + BETWEEN).sum() - BETWEEN;
    double x = free + total <= right ? right - total : left;
    double y = free + total <= right ? top : top + LINE;
    for (Entry entry : entries) {
      // A hair more, or the sum of the widths could differ from their total.
      if (x > left && x + entry.width > right + 0.01) {
        x = left;
        y += LINE;
      }
      draw(entry, x, y, shapes);
      x += entry.width + BETWEEN;
    }
    return y + LINE;
  }

  private static void draw(Entry entry, double x, double y, List<Shape> shapes) {
    double middle = y + 7;
    if (entry.mark instanceof Line line) {
      List<Point> sample = List.of(new Point(x, middle), new Point(x + SAMPLE, middle));
      shapes.add(new Stroke(entry.ink, Inks.width(line), Inks.dash(line), List.of(sample)));
    } else if (entry.mark instanceof Dots dots) {
      MarkPainter.discs(dots, entry.ink, List.of(new Point(x + SAMPLE / 2, middle)), shapes);
    } else if (entry.mark instanceof RowBars) {
      shapes.add(new Fill(entry.ink, List.of(new Box(x, middle - 5, SAMPLE, 10))));
    }
    shapes.add(
        new Label(
            Ink.TEXT,
            new Point(x + SAMPLE + GAP, y + 11),
            entry.name,
            Anchor.START,
            TextStyle.PLAIN));
  }
}
