package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.report.figure.Bars;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.RowBars;
import org.nn4j.report.render.Shape.Box;
import org.nn4j.report.render.Shape.Discs;
import org.nn4j.report.render.Shape.Fill;
import org.nn4j.report.render.Shape.Stroke;

/** Draws a figure's marks. */
final class MarkPainter {
  /** The share of its row that a horizontal bar fills, if that is not too thick. */
  private static final double FILLED = 0.7;

  private static final double THICKEST = 24;

  private final Figure figure;
  private final Plot plot;
  private final List<Shape> shapes;

  MarkPainter(Figure figure, Plot plot, List<Shape> shapes) {
    this.figure = figure;
    this.plot = plot;
    this.shapes = shapes;
  }

  /** Returns the width that a figure's colour scale takes to the right of the plot. */
  static double scaleRoom(Figure figure) {
    return figure.marks().stream().anyMatch(m -> m instanceof Cells c && !c.labelled())
        ? ColourScale.ROOM
        : 0;
  }

  void paint() {
    Inks inks = new Inks();
    for (Mark mark : figure.marks()) {
      Ink ink = inks.next(mark);
      if (mark instanceof Line line) {
        List<List<Point>> paths = Polyline.paths(line.points(), plot);
        shapes.add(new Stroke(ink, Inks.width(line), Inks.dash(line), paths));
      } else if (mark instanceof Dots dots) {
        discs(dots, ink, centres(dots), shapes);
      } else if (mark instanceof Bars bars) {
        shapes.add(new Fill(ink, boxes(bars)));
      } else if (mark instanceof RowBars bars) {
        rows(bars, ink);
      } else if (mark instanceof Cells cells) {
        new CellPainter(cells, plot, figure.y().categorical(), shapes).paint();
      }
    }
  }

  private List<Point> centres(Dots dots) {
    return dots.points().stream()
        .filter(p -> plot.x().range().contains(p.x()) && plot.y().range().contains(p.y()))
        .map(p -> new Point(plot.x().at(p.x()), plot.y().at(p.y())))
        .toList();
  }

  /** Adds discs, with a rim around the large ones. */
  static void discs(Dots dots, Ink ink, List<Point> centres, List<Shape> shapes) {
    if (centres.isEmpty()) {
      return;
    }
    switch (dots.style()) {
      case SMALL -> shapes.add(new Discs(ink, 5, centres.size() > 1, centres));
      case DARK -> {
        shapes.add(new Discs(Ink.GROUND, 13, false, centres));
        shapes.add(new Discs(Ink.TEXT, 9, false, centres));
      }
      case LIGHT -> {
        shapes.add(new Discs(Ink.TEXT, 12, false, centres));
        shapes.add(new Discs(Ink.GROUND, 8, false, centres));
      }
    }
  }

  private List<Box> boxes(Bars bars) {
    List<Box> boxes = new ArrayList<>();
    double base = plot.y().at(0);
    for (int i = 0; i < bars.heights().size(); i++) {
      double left = plot.x().at(bars.edges().get(i));
      double right = plot.x().at(bars.edges().get(i + 1));
      double top = plot.y().at(bars.heights().get(i));
      if (base > top) {
        boxes.add(new Box(left + 0.5, top, Math.max(0.5, right - left - 1), base - top));
      }
    }
    return boxes;
  }

  /** Draws horizontal bars, and their intervals as thin lines in their middle. */
  private void rows(RowBars bars, Ink ink) {
    List<Box> boxes = new ArrayList<>();
    List<List<Point>> intervals = new ArrayList<>();
    for (int i = 0; i < bars.bars().size(); i++) {
      RowBars.Bar bar = bars.bars().get(i);
      double row = plot.y().at(i + 0.5) - plot.y().at(i - 0.5);
      double height = Math.min(THICKEST, FILLED * row);
      double top = plot.y().at(i) - height / 2;
      double from = plot.x().at(bar.from());
      double to = plot.x().at(bar.to());
      if (!Double.isNaN(from) && !Double.isNaN(to)) {
        boxes.add(new Box(Math.min(from, to), top, Math.max(0.5, Math.abs(to - from)), height));
      }
      double low = plot.x().at(bar.low());
      double high = plot.x().at(bar.high());
      if (!Double.isNaN(low) && !Double.isNaN(high)) {
        double middle = top + height / 2;
        intervals.add(List.of(new Point(low, middle), new Point(high, middle)));
      }
    }
    shapes.add(new Fill(ink, boxes));
    if (!intervals.isEmpty()) {
      shapes.add(new Stroke(Ink.TEXT, 1.5, Shape.Dash.NONE, intervals));
    }
  }
}
