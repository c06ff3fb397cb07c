package org.nn4j.report.render;

import java.util.Locale;

/**
 * What something is drawn in, whatever colour a theme gives it.
 *
 * @param family the use
 * @param level which one of the family
 */
record Ink(Family family, int level) implements Comparable<Ink> {
  static final Ink TEXT = new Ink(Family.TEXT, 0);
  static final Ink MUTED = new Ink(Family.MUTED, 0);
  static final Ink GRID = new Ink(Family.GRID, 0);
  static final Ink GROUND = new Ink(Family.GROUND, 0);
  static final Ink QUIET = new Ink(Family.QUIET, 0);
  static final Ink CONTRAST = new Ink(Family.CONTRAST, 0);

  /** Colours that series have before they repeat. */
  static final int SERIES = 8;

  /** Colours of a sequential palette. */
  static final int SEQUENTIAL = 16;

  /** Colours of a diverging palette on either side of the neutral one. */
  static final int DIVERGING_SIDE = 15;

  /** Uses. */
  enum Family {
    /** Text and dark points. */
    TEXT,
    /** Labels of axes, reference lines. */
    MUTED,
    /** Grid lines. */
    GRID,
    /** What the figure lies on. */
    GROUND,
    /** Lines that are not distinguished. */
    QUIET,
    /** Text on the strong half of a palette. */
    CONTRAST,
    /** Series, by number. */
    SERIES,
    /** From nothing to much. */
    HEAT,
    /** From one side over neutral to the other. */
    DIVERGING
  }

  static Ink series(int number) {
    return new Ink(Family.SERIES, number % SERIES);
  }

  /** Returns the ink of a place from 0 to 1. */
  static Ink sequential(double place) {
    return new Ink(Family.HEAT, (int) Math.rint(place * (SEQUENTIAL - 1)));
  }

  /** Returns the ink of a place from −1 to 1. */
  static Ink diverging(double place) {
    return new Ink(Family.DIVERGING, (int) Math.rint((place + 1) * DIVERGING_SIDE));
  }

  /** Returns a class name for style sheets. */
  String id() {
    String name = "nn-" + family.name().toLowerCase(Locale.ROOT);
    return family.compareTo(Family.SERIES) < 0 ? name : name + level;
  }

  @Override
  public int compareTo(Ink other) {
    int order = family.compareTo(other.family);
    return order != 0 ? order : Integer.compare(level, other.level);
  }
}
