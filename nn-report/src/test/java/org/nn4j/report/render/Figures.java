package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Bars;
import org.nn4j.report.figure.Cells;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.Palette;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.RowBars;
import org.nn4j.report.figure.RowBars.Bar;

/** Figures to draw in tests. */
final class Figures {
  private Figures() {}

  static Figure of(Mark... marks) {
    return new Figure(
        "test", "A <title>", "A \"summary\" & more", Axis.of("x"), Axis.of("y"), List.of(marks));
  }

  static Line line(String name, double... ys) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < ys.length; i++) {
      points.add(new Point(i, ys[i]));
    }
    return new Line(name, points);
  }

  /** One of each kind of mark. */
  static Figure everything() {
    return of(
        line("line", 1, 2, 4),
        new Line("dashed", line("", 4, 2, 1).points(), Line.Style.DASHED),
        new Line("", line("", 0, 4).points(), Line.Style.GUIDE),
        new Line("quiet", line("", 3, 3).points(), Line.Style.QUIET),
        new Dots("small", line("", 1, 1).points(), Dots.Style.SMALL),
        new Dots("dark", line("", 2, 2).points(), Dots.Style.DARK),
        new Dots("light", line("", 3, 3).points(), Dots.Style.LIGHT),
        new Bars("bars", List.of(0.0, 1.0, 2.0), List.of(1.0, 3.0)));
  }

  /** Horizontal bars to the right and left, with intervals, one of which is missing. */
  static Figure rowBars() {
    return new Figure(
        "rows",
        "Rows",
        "",
        Axis.of("worse by"),
        Axis.of("", List.of("age", "size", "a name that is longer than there is room for it")),
        List.of(
            new RowBars("more", List.of(new Bar(0, 4, 3, 5), Bar.NONE, Bar.of(1, 2))),
            new RowBars("less", List.of(Bar.NONE, new Bar(0, -2, -3, -1), Bar.NONE))));
  }

  static Figure confusion() {
    List<String> labels = List.of("cat", "dog");
    return new Figure(
        "confusion",
        "Confusion",
        "",
        Axis.of("predicted", labels),
        Axis.of("actual", labels),
        List.of(
            new Cells(
                "n",
                Matrix.of(new double[] {8, 0}, new double[] {1, 7}),
                Palette.sequential(0, 8),
                true)));
  }

  /** Low on the left, high on the right, undefined in a corner. */
  static Figure surface() {
    return new Figure(
        "surface",
        "Surface",
        "",
        Axis.of("x").within(-1, 1),
        Axis.of("y").within(-1, 1),
        List.of(
            new Cells(
                "n",
                Matrix.of(new double[] {0, 1}, new double[] {0, Double.NaN}),
                new Palette(0, 0.5, 1),
                false),
            new Dots("in", List.of(new Point(0.5, -0.5)), Dots.Style.DARK),
            new Dots("out", List.of(new Point(5, 5)), Dots.Style.LIGHT)));
  }
}
