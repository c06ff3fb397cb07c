package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Bars;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Range;
import org.nn4j.report.figure.RowBars;
import org.nn4j.report.render.Shape.Anchor;
import org.nn4j.report.render.Shape.Dash;
import org.nn4j.report.render.Shape.Label;
import org.nn4j.report.render.Shape.Stroke;
import org.nn4j.report.render.Shape.TextStyle;

/** Lays a figure out: title, legend, axes, then the marks. */
final class Layout {
  private static final double MARGIN = 10;
  private static final double LINE = 18;

  /** From a tick's label to the frame. */
  private static final double GAP = 6;

  /** Room that a tick's label takes along the x axis at least. */
  private static final double TICK_ROOM = 52;

  private static final double TICK_HEIGHT = 34;

  /** The width of the name of a horizontal bar at most. */
  private static final double LONG_NAME = 150;

  private final Figure figure;
  private final Size size;
  private final List<Shape> shapes = new ArrayList<>();
  private final boolean cells;
  private final boolean rows;
  private final Range xs;
  private final Range ys;

  private Layout(Figure figure, Size size) {
    this.figure = figure;
    this.size = size;
    this.cells = figure.marks().stream().anyMatch(Cells.class::isInstance);
    this.rows = figure.marks().stream().anyMatch(RowBars.class::isInstance);
    this.xs = shown(figure.x(), figure.xs());
    this.ys = shown(figure.y(), figure.ys());
  }

  private Range shown(Axis axis, Range range) {
    return Projection.padded(axis.scale(), range, cells || !axis.range().isEmpty());
  }

  /** Lays out a figure in a size. */
  static Scene of(Figure figure, Size size) {
    Layout layout = new Layout(figure, size);
    double bottom = layout.run();
    return new Scene(size.width(), (int) Math.ceil(bottom), layout.shapes);
  }

  /** Draws everything and returns where it ends: a square plot may leave room below. */
  private double run() {
    double top = MARGIN;
    if (size.titled()) {
      top += LINE;
      text(Ink.TEXT, MARGIN, top - 4, figure.title(), Anchor.START, TextStyle.TITLE);
    }
    top = head(top);
    double bottom = size.height() - MARGIN - 2 * LINE;
    double room = figure.y().categorical() ? LINE : TICK_HEIGHT;
    int most = Math.max(2, (int) ((bottom - top) / room));
    List<Tick> yTicks = Ticks.of(figure.y(), ys, most, rows ? LONG_NAME : Ticks.LONGEST);
    double left = MARGIN + GAP + widest(yTicks);
    double right = size.width() - MARGIN - MarkPainter.scaleRoom(figure);
    Plot plot = plot(left, top, right, bottom);
    List<Tick> xTicks = Ticks.of(figure.x(), xs, most(plot.width()));
    grid(plot, xTicks, yTicks);
    new MarkPainter(figure, plot, shapes).paint();
    labels(plot, xTicks, yTicks);
    return plot.bottom() + 2 * LINE + MARGIN;
  }

  /** Draws the y axis' name and the legend and returns where the plot may start. */
  private double head(double top) {
    double after = top;
    double used = MARGIN;
    if (!figure.y().label().isEmpty()) {
      text(Ink.MUTED, MARGIN, top + 11, figure.y().label(), Anchor.START, TextStyle.PLAIN);
      after = top + LINE;
      used += TextWidth.of(figure.y().label(), TextStyle.PLAIN) + 2 * MARGIN;
    }
    double legendEnd = new Legend(figure).draw(used, top, size.width() - MARGIN, MARGIN, shapes);
    return Math.max(after, legendEnd) + 8;
  }

  private static double widest(List<Tick> ticks) {
    return ticks.stream()
        .mapToDouble(tick -> TextWidth.of(tick.label(), TextStyle.PLAIN))
        .max()
        .orElse(0);
  }

  private int most(double width) {
    double room = TICK_ROOM;
    if (figure.x().categorical()) {
      room =
          8
              + figure.x().categories().stream()
                  .mapToDouble(name -> TextWidth.of(Ticks.name(name), TextStyle.PLAIN))
                  .max()
                  .orElse(0);
    }
    return Math.max(2, (int) (width / room));
  }

  /** Creates the plot, as large as fits. */
  private Plot plot(double left, double top, double right, double bottom) {
    double width = right - left;
    double height = bottom - top;
    if (figure.square()) {
      width = Math.min(width, height);
      height = width;
    }
    boolean down = figure.y().categorical();
    return new Plot(
        left,
        top,
        left + width,
        top + height,
        new Projection(figure.x().scale(), xs, left, left + width),
        new Projection(
            figure.y().scale(), ys, down ? top : top + height, down ? top + height : top));
  }

  private void grid(Plot plot, List<Tick> xTicks, List<Tick> yTicks) {
    if (cells) {
      return;
    }
    List<List<Point>> lines = new ArrayList<>();
    boolean bars = figure.marks().stream().anyMatch(Bars.class::isInstance);
    if (!bars) {
      for (Tick tick : xTicks) {
        double x = plot.x().at(tick.value());
        lines.add(List.of(new Point(x, plot.top()), new Point(x, plot.bottom())));
      }
    }
    for (Tick tick : rows ? List.<Tick>of() : yTicks) {
      double y = plot.y().at(tick.value());
      lines.add(List.of(new Point(plot.left(), y), new Point(plot.right(), y)));
    }
    shapes.add(new Stroke(Ink.GRID, 1, Dash.NONE, lines));
  }

  private void labels(Plot plot, List<Tick> xTicks, List<Tick> yTicks) {
    for (Tick tick : yTicks) {
      double y = plot.y().at(tick.value()) + 4;
      text(Ink.MUTED, plot.left() - GAP, y, tick.label(), Anchor.END, TextStyle.PLAIN);
    }
    double y = plot.bottom() + 16;
    for (Tick tick : xTicks) {
      text(Ink.MUTED, plot.x().at(tick.value()), y, tick.label(), Anchor.MIDDLE, TextStyle.PLAIN);
    }
    // A long name is kept within the picture.
    double half = Math.min(TextWidth.of(figure.x().label(), TextStyle.PLAIN), size.width()) / 2;
    double middle = (plot.left() + plot.right()) / 2;
    middle = Math.max(half, Math.min(size.width() - half, middle));
    text(Ink.MUTED, middle, y + LINE, figure.x().label(), Anchor.MIDDLE, TextStyle.PLAIN);
  }

  private void text(Ink ink, double x, double y, String text, Anchor anchor, TextStyle style) {
    String fitting = TextWidth.fitting(text, style, size.width() - 2 * MARGIN);
    shapes.add(new Label(ink, new Point(x, y), fitting, anchor, style));
  }
}
