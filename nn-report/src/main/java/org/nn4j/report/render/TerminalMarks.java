package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.report.figure.Bars;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.RowBars;

/** Draws a figure's marks on a canvas of characters. */
final class TerminalMarks {
  /** What the lines of a figure are drawn with in ASCII, one after the other. */
  private static final String ASCII = "*+ox#@";

  /** From nothing to much, in ASCII. */
  private static final String RAMP = " .:-=+*#%@";

  /** Thresholds of ordered dithering: the more of 16 dots, the greater the value. */
  private static final int[][] DITHER = {
    {0, 8, 2, 10}, {12, 4, 14, 6}, {3, 11, 1, 9}, {15, 7, 13, 5}
  };

  /** Characters of a name at most. */
  private static final int LONGEST = 24;

  /** Characters of the name of a horizontal bar at most: with it a line fits into 80. */
  private static final int ROW_NAME = 16;

  private final Figure figure;
  private final Plot plot;
  private final PlotCanvas canvas;
  private final boolean unicode;
  private final String[] names;

  TerminalMarks(Figure figure, Plot plot, PlotCanvas canvas, boolean unicode) {
    this.figure = figure;
    this.plot = plot;
    this.canvas = canvas;
    this.unicode = unicode;
    this.names = new String[canvas.lines().size()];
    Arrays.fill(names, "");
  }

  /** Draws all marks and returns the names to write beside each line of characters. */
  List<String> draw() {
    boolean cells = figure.marks().stream().anyMatch(Cells.class::isInstance);
    if (!cells
        && !figure.y().categorical()
        && TerminalPlot.crossesZero(figure.y(), plot.y().range())) {
      for (int c = 0; c < canvas.columns(); c += 3) {
        canvas.dot(c, (int) Math.rint(plot.y().at(0)), '.');
      }
    }
    int lines = 0;
    for (Mark mark : figure.marks()) {
      if (mark instanceof Line line) {
        boolean guide = line.style() == Line.Style.GUIDE;
        char sign = guide ? '.' : ASCII.charAt(lines++ % ASCII.length());
        line(line, sign);
      } else if (mark instanceof Dots dots) {
        dots(dots);
      } else if (mark instanceof Cells grid) {
        cells(grid);
      } else if (mark instanceof Bars bars) {
        bars(bars);
      } else if (mark instanceof RowBars rows) {
        rows(rows);
      }
    }
    return List.of(names);
  }

  private void line(Line line, char sign) {
    int last = -1;
    for (List<Point> path : Polyline.paths(line.points(), plot)) {
      for (int i = 0; i < path.size(); i++) {
        Point from = path.get(Math.max(0, i - 1));
        Point to = path.get(i);
        canvas.line(
            (int) Math.rint(from.x()),
            (int) Math.rint(from.y()),
            (int) Math.rint(to.x()),
            (int) Math.rint(to.y()),
            sign);
        last = (int) Math.rint(to.y());
      }
    }
    if (last >= 0 && !line.name().isEmpty()) {
      name(canvas.line(last), unicode ? line.name() : sign + " " + line.name());
    }
  }

  /** Writes a name beside a line of characters, or the nearest one that is free. */
  private void name(int wanted, String name) {
    for (int distance = 0; distance < names.length; distance++) {
      for (int row : new int[] {wanted + distance, wanted - distance}) {
        if (row >= 0 && row < names.length && names[row].isEmpty()) {
          names[row] = name.length() <= LONGEST ? name : name.substring(0, LONGEST);
          return;
        }
      }
    }
  }

  private void dots(Dots dots) {
    boolean large = dots.style() != Dots.Style.SMALL;
    char sign =
        switch (dots.style()) {
          case SMALL -> '*';
          case DARK -> unicode ? '●' : '@';
          case LIGHT -> unicode ? '○' : 'o';
        };
    for (Point point : dots.points()) {
      if (plot.x().range().contains(point.x()) && plot.y().range().contains(point.y())) {
        int column = (int) Math.rint(plot.x().at(point.x()));
        int row = (int) Math.rint(plot.y().at(point.y()));
        if (large) {
          canvas.put(column, row, sign);
        } else {
          canvas.dot(column, row, sign);
        }
      }
    }
    if (!dots.name().isEmpty()) {
      name(0, sign + " " + (unicode ? dots.name() : dots.name().replace("≤", "<=")));
    }
  }

  private void cells(Cells cells) {
    Matrix values = cells.values();
    boolean down = figure.y().categorical();
    for (int row = 0; row < canvas.rows(); row++) {
      int r = row * values.rows() / canvas.rows();
      for (int column = 0; column < canvas.columns(); column++) {
        int c = column * values.columns() / canvas.columns();
        double place = cells.palette().place(values.get(down ? r : values.rows() - 1 - r, c));
        double share = cells.palette().diverging() ? (place + 1) / 2 : place;
        if (unicode && share * 16 > DITHER[row % 4][column % 4] + 0.5) {
          canvas.dot(column, row, '*');
        } else if (!unicode && share >= 0) {
          canvas.put(column, row, RAMP.charAt((int) Math.rint(share * (RAMP.length() - 1))));
        }
      }
    }
  }

  private void bars(Bars bars) {
    List<Double> edges = new ArrayList<>(bars.edges());
    for (int i = 0; i < bars.heights().size(); i++) {
      int from = (int) Math.rint(plot.x().at(edges.get(i)));
      int to = (int) Math.rint(plot.x().at(edges.get(i + 1)));
      int top = (int) Math.rint(plot.y().at(bars.heights().get(i)));
      for (int column = from; column < Math.max(to, from + 1); column++) {
        canvas.line(column, canvas.rows() - 1, column, top, '*');
      }
    }
  }

  private void rows(RowBars rows) {
    for (int i = 0; i < rows.bars().size(); i++) {
      RowBars.Bar bar = rows.bars().get(i);
      if (!Double.isNaN(bar.from()) && !Double.isNaN(bar.to())) {
        int row = (int) Math.rint(plot.y().at(i));
        int from = (int) Math.rint(plot.x().at(bar.from()));
        canvas.line(from, row, (int) Math.rint(plot.x().at(bar.to())), row, '*');
        String name = figure.y().categories().get(i);
        name(canvas.line(row), name.substring(0, Math.min(ROW_NAME, name.length())));
      }
    }
  }
}
