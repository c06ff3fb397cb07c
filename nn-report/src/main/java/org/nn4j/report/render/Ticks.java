package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Range;
import org.nn4j.report.figure.Scale;
import org.nn4j.report.render.Shape.TextStyle;

/** Chooses round numbers for the labels of an axis. */
final class Ticks {
  private static final double[] ROUND = {1, 2, 5, 10};

  /** How far beyond an end a tick may lie by rounding, in steps. */
  private static final double SLACK = 1e-9;

  /** The width of a category's name at most. */
  static final double LONGEST = 100;

  private Ticks() {}

  /**
   * Returns ticks in a range, ascending.
   *
   * @param most about how many there is room for
   */
  static List<Tick> of(Axis axis, Range range, int most) {
    return of(axis, range, most, LONGEST);
  }

  /**
   * Returns ticks in a range, ascending.
   *
   * @param most about how many there is room for
   * @param longest the width of a category's name at most
   */
  static List<Tick> of(Axis axis, Range range, int most, double longest) {
    if (axis.categorical()) {
      return categories(axis.categories(), most, longest);
    }
    return axis.scale() == Scale.LOG ? log(range, most) : linear(range, most);
  }

  private static List<Tick> categories(List<String> names, int most, double longest) {
    int step = Math.max(1, (names.size() + most - 1) / most);
    return IntStream.iterate(0, i -> i < names.size(), i -> i + step)
        .mapToObj(i -> new Tick(i, TextWidth.fitting(names.get(i), TextStyle.PLAIN, longest)))
        .toList();
  }

  /** Returns a category's name, cut so that the plot keeps its room. */
  static String name(String category) {
    return TextWidth.fitting(category, TextStyle.PLAIN, LONGEST);
  }

  private static List<Tick> linear(Range range, int most) {
    List<Tick> ticks = new ArrayList<>();
    if (!range.isWide()) {
      return ticks; // steps between the ends would be lost in rounding
    }
    double step = step(range, most);
    double first = Math.ceil(range.low() / step - SLACK);
    double last = Math.floor(range.high() / step + SLACK);
    for (double k = first; k <= last; k++) {
      ticks.add(new Tick(k * step, label(k * step, step)));
    }
    return ticks;
  }

  /** Returns a round step of which at most so many fit into a range that is wide. */
  private static double step(Range range, int most) {
    double rough = range.high() / most - range.low() / most;
    double power = StrictMath.pow(10, Math.floor(StrictMath.log10(rough)));
    for (double factor : ROUND) {
      double step = factor * power;
      if (rough <= step * (1 + SLACK) && step < Double.POSITIVE_INFINITY) {
        return step;
      }
    }
    return power; // of the greatest range there is
  }

  /** Returns a number with the digits that distinguish neighbours at a distance. */
  static String label(double value, double step) {
    double size = Math.abs(value);
    if (size < step / 2) {
      return "0";
    }
    if (size >= 1e6 || step < 1e-5) {
      int digits = (int) Math.floor(StrictMath.log10(size) + 1e-9) - exponent(step);
      return scientific(String.format(Locale.ROOT, "%." + Math.max(0, digits) + "e", value));
    }
    return minus(String.format(Locale.ROOT, "%." + Math.max(0, -exponent(step)) + "f", value));
  }

  private static int exponent(double step) {
    return (int) Math.floor(StrictMath.log10(step) + 1e-9);
  }

  private static List<Tick> log(Range range, int most) {
    int from = (int) Math.ceil(StrictMath.log10(range.low()) - 1e-9);
    int to = (int) Math.floor(StrictMath.log10(range.high()) + 1e-9);
    List<Tick> ticks = new ArrayList<>();
    if (to - from < 1) {
      for (int e = from - 1; e <= to; e++) {
        for (double factor : new double[] {1, 2, 5}) {
          double value = factor * StrictMath.pow(10, e);
          if (range.contains(value)) {
            ticks.add(new Tick(value, power(value)));
          }
        }
      }
      return ticks.size() > 1 ? ticks : linear(range, most);
    }
    int step = (to - from) / most + 1;
    for (int e = from; e <= to; e += step) {
      ticks.add(new Tick(StrictMath.pow(10, e), power(StrictMath.pow(10, e))));
    }
    return ticks;
  }

  private static String power(double value) {
    if (value >= 1e-3 && value < 1e5) {
      return String.format(Locale.ROOT, "%.4f", value).replaceFirst("\\.?0+$", "");
    }
    return scientific(String.format(Locale.ROOT, "%.0e", value));
  }

  /** Shortens Java's exponents: 1e+06 to 1e6, 1e-05 to 1e−5. */
  private static String scientific(String text) {
    return minus(text.replaceFirst("e\\+?(-?)0*(\\d)", "e$1$2"));
  }

  private static String minus(String text) {
    return text.replace('-', '−');
  }
}
