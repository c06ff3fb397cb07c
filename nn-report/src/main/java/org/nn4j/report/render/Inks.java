package org.nn4j.report.render;

import org.nn4j.report.figure.Bars;
import org.nn4j.report.figure.Dots;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Mark;
import org.nn4j.report.figure.RowBars;
import org.nn4j.report.render.Shape.Dash;

/** Hands out the inks of a figure's marks, one mark after the other. */
final class Inks {
  private int used;

  /** Returns the ink of the next mark. */
  Ink next(Mark mark) {
    if (mark instanceof Line line) {
      return switch (line.style()) {
        case SOLID -> Ink.series(used++);
        case DASHED -> Ink.series(Math.max(0, used - 1));
        case QUIET -> Ink.QUIET;
        case GUIDE -> Ink.MUTED;
      };
    }
    if (mark instanceof Dots dots) {
      return dots.style() == Dots.Style.SMALL ? Ink.series(used++) : Ink.TEXT;
    }
    return mark instanceof Bars || mark instanceof RowBars ? Ink.series(used++) : Ink.TEXT;
  }

  static Dash dash(Line line) {
    return switch (line.style()) {
      case SOLID, QUIET -> Dash.NONE;
      case DASHED -> Dash.DASHED;
      case GUIDE -> Dash.DOTTED;
    };
  }

  static double width(Line line) {
    return line.style() == Line.Style.GUIDE ? 1 : line.style() == Line.Style.QUIET ? 1.5 : 2;
  }
}
