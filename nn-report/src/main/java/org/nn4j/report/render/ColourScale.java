package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Palette;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Range;
import org.nn4j.report.render.Shape.Anchor;
import org.nn4j.report.render.Shape.Box;
import org.nn4j.report.render.Shape.Fill;
import org.nn4j.report.render.Shape.Label;
import org.nn4j.report.render.Shape.TextStyle;

/** The scale that shows which colour stands for which value, to the right of a plot. */
final class ColourScale {
  /** The width that it takes, with its labels. */
  static final double ROOM = 64;

  private static final double GAP = 14;
  private static final double WIDTH = 12;
  private static final int STEPS = 2 * Ink.DIVERGING_SIDE + 1;

  private ColourScale() {}

  static void draw(Palette palette, Plot plot, List<Shape> shapes) {
    double left = plot.right() + GAP;
    double step = plot.height() / STEPS;
    Map<Ink, List<Box>> fills = new TreeMap<>();
    for (int i = 0; i < STEPS; i++) {
      double value = palette.low() + (palette.high() - palette.low()) * (i + 0.5) / STEPS;
      fills
          .computeIfAbsent(CellPainter.ink(palette, value), ink -> new ArrayList<>())
          .add(new Box(left, plot.bottom() - (i + 1) * step, WIDTH, step));
    }
    fills.forEach((ink, boxes) -> shapes.add(new Fill(ink, boxes)));
    Range range = new Range(palette.low(), palette.high());
    for (Tick tick : Ticks.of(Axis.of(""), range, 5)) {
      double share = (tick.value() - palette.low()) / range.length();
      Point place = new Point(left + WIDTH + 5, plot.bottom() - share * plot.height() + 4);
      shapes.add(new Label(Ink.MUTED, place, tick.label(), Anchor.START, TextStyle.PLAIN));
    }
  }
}
