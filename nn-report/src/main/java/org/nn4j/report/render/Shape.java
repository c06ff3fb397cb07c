package org.nn4j.report.render;

import java.util.List;
import org.nn4j.report.figure.Point;

/** What scenes are made of; coordinates are pixels from the top left corner. */
sealed interface Shape {

  /** Returns what it is drawn in. */
  Ink ink();

  /** Returns a copy that lies elsewhere. */
  Shape moved(double right, double down);

  private static List<Point> moved(List<Point> points, double right, double down) {
    return points.stream().map(p -> new Point(p.x() + right, p.y() + down)).toList();
  }

  /** Lengths of dashes and gaps. */
  enum Dash {
    /** No gaps. */
    NONE,
    /** Dashes. */
    DASHED,
    /** Dots. */
    DOTTED
  }

  /** Lines, each through several points. */
  record Stroke(Ink ink, double width, Dash dash, List<List<Point>> paths) implements Shape {
    @Override
    public Shape moved(double right, double down) {
      return new Stroke(
          ink, width, dash, paths.stream().map(p -> Shape.moved(p, right, down)).toList());
    }
  }

  /** Filled rectangles. */
  record Fill(Ink ink, List<Box> boxes) implements Shape {
    @Override
    public Shape moved(double right, double down) {
      return new Fill(
          ink,
          boxes.stream()
              .map(b -> new Box(b.left + right, b.top + down, b.width, b.height))
              .toList());
    }
  }

  /** Filled discs of one size, half transparent if faint. */
  record Discs(Ink ink, double diameter, boolean faint, List<Point> centres) implements Shape {
    @Override
    public Shape moved(double right, double down) {
      return new Discs(ink, diameter, faint, Shape.moved(centres, right, down));
    }
  }

  /** A line of text. */
  record Label(Ink ink, Point place, String text, Anchor anchor, TextStyle style) implements Shape {
    @Override
    public Shape moved(double right, double down) {
      return new Label(ink, new Point(place.x() + right, place.y() + down), text, anchor, style);
    }
  }

  /** A rectangle. */
  record Box(double left, double top, double width, double height) {}

  /** Which part of a text lies at its place; the place is on the base line. */
  enum Anchor {
    /** Its left end. */
    START("start"),
    /** Its middle. */
    MIDDLE("middle"),
    /** Its right end. */
    END("end");

    private final String word;

    Anchor(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /** Sizes of text. */
  enum TextStyle {
    /** The figure's title. */
    TITLE(14),
    /** Everything else. */
    PLAIN(12),
    /** Counts in narrow cells. */
    SMALL(10);

    private final int size;

    TextStyle(int size) {
      this.size = size;
    }

    /** Returns the size of the font in pixels. */
    int size() {
      return size;
    }
  }
}
