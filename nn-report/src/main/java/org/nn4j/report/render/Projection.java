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

  /** Returns a value's pixel; NaN where it has none. */
  double at(double value) {
    double low = scale.position(range.low());
    double length = scale.position(range.high()) - low;
    return from + (scale.position(value) - low) / length * (to - from);
  }

  /**
   * Returns what an axis shows of what it must: a little more at the ends, so that nothing lies on
   * the frame, and something where all values are one.
   *
   * @param exact whether the ends are to stay
   */
  static Range padded(Scale scale, Range range, boolean exact) {
    if (exact && range.length() > 0) {
      return range;
    }
    if (scale == Scale.LOG) {
      // What is not positive has no place; the marks leave it out.
      double high = range.high() > 0 ? range.high() : 1;
      double low = range.low() > 0 ? range.low() : high / 10;
      double factor = high > low ? StrictMath.pow(high / low, 0.04) : 2;
      return new Range(low / factor, high * factor);
    }
    double extra =
        range.length() > 0
            ? 0.04 * range.length()
            : range.low() == 0 ? 1 : Math.abs(range.low()) / 10;
    double low = range.low() - extra;
    return new Range(range.low() >= 0 && low < 0 ? 0 : low, range.high() + extra);
  }
}
