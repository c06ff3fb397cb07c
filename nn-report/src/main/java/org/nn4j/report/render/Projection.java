package org.nn4j.report.render;

import org.nn4j.report.figure.Range;
import org.nn4j.report.figure.Scale;

/**
 * Where an axis' values lie in pixels.
 *
 * @param scale the axis' scale
 * @param range the values shown
 * @param from the pixel of the low end
 * @param to the pixel of the high end
 */
record Projection(Scale scale, Range range, double from, double to) {

  private static final double MARGIN = 0.04;

  /** Returns a value's pixel; NaN where it has none. */
  double at(double value) {
    // Halves: the distance of two values may be more than a double holds.
    double low = scale.position(range.low()) / 2;
    double length = scale.position(range.high()) / 2 - low;
    return from + (scale.position(value) / 2 - low) / length * (to - from);
  }

  /**
   * Returns what an axis shows of what it must: a little more at the ends, so that nothing lies on
   * the frame, and something where values cannot be told apart.
   *
   * @param exact whether the ends are to stay
   */
  static Range padded(Scale scale, Range range, boolean exact) {
    Range shown = scale == Scale.LOG ? positive(range) : range;
    if (exact || !shown.isWide()) {
      return apart(scale, shown);
    }
    return scale == Scale.LOG
        ? times(shown, StrictMath.pow(shown.high(), MARGIN) / StrictMath.pow(shown.low(), MARGIN))
        : plus(shown, MARGIN * shown.high() - MARGIN * shown.low());
  }

  /** Returns a range, or one around it if its values cannot be told apart. */
  static Range apart(Scale scale, Range range) {
    Range shown = scale == Scale.LOG ? positive(range) : range;
    if (shown.isWide()) {
      return shown;
    }
    if (scale == Scale.LOG) {
      return times(shown, 2);
    }
    double size = Math.abs(range.low());
    return plus(shown, new Range(0, size).isWide() ? size / 10 : 1);
  }

  /** Returns the part of a range that has a place on a logarithmic axis, or something like it. */
  private static Range positive(Range range) {
    double high = range.high() > 0 ? range.high() : 1;
    return new Range(range.low() > 0 ? range.low() : high / 10, high);
  }

  private static Range times(Range range, double factor) {
    return new Range(
        Math.max(range.low() / factor, Double.MIN_VALUE),
        Math.min(range.high() * factor, Double.MAX_VALUE));
  }

  private static Range plus(Range range, double extra) {
    double low = Math.max(range.low() - extra, -Double.MAX_VALUE);
    return new Range(
        range.low() >= 0 && low < 0 ? 0 : low, Math.min(range.high() + extra, Double.MAX_VALUE));
  }
}
