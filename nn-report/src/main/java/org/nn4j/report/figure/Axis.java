package org.nn4j.report.figure;

import java.util.List;

/**
 * One direction of a figure. Immutable.
 *
 * @param label what it shows
 * @param scale how values become distances
 * @param range the values shown; if empty, all that the marks have
 * @param categories names at 0, 1, 2, …; empty for an axis of numbers
 */
public record Axis(String label, Scale scale, Range range, List<String> categories) {

  /** Copies the list. */
  public Axis {
    categories = List.copyOf(categories);
  }

  /** Creates an axis of numbers that shows all there are. */
  public static Axis of(String label, Scale scale) {
    return new Axis(label, scale, Range.EMPTY, List.of());
  }

  /** Creates a linear axis that shows all there are. */
  public static Axis of(String label) {
    return of(label, Scale.LINEAR);
  }

  /** Creates an axis with a step for each name. */
  public static Axis of(String label, List<String> categories) {
    return new Axis(label, Scale.LINEAR, new Range(-0.5, categories.size() - 0.5), categories);
  }

  /** Returns whether it has names instead of numbers; those of a y axis go from the top down. */
  public boolean categorical() {
    return !categories.isEmpty();
  }

  /** Returns a copy that shows a certain range. */
  public Axis within(double low, double high) {
    return new Axis(label, scale, new Range(low, high), categories);
  }
}
