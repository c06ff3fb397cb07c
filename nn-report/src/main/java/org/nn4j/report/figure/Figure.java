package org.nn4j.report.figure;

import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * A picture of numbers: axes and what is drawn between them. The one description from which SVG,
 * PNG and terminal pictures are made. Immutable.
 *
 * @param id a name for files and links, {@code [a-z][a-z0-9_]*}
 * @param title what is shown, a few words
 * @param summary what is to be seen, a sentence or two; read out where pictures are not seen
 * @param x the horizontal axis
 * @param y the vertical axis
 * @param marks what is drawn, the last on top
 */
public record Figure(
    String id, String title, String summary, Axis x, Axis y, List<? extends Mark> marks) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9_]*");

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if the id is none
   */
  public Figure {
    if (!ID.matcher(id).matches()) {
      throw new IllegalArgumentException(
          "a figure's id must match " + ID.pattern() + " but is '" + id + "'");
    }
    marks = List.copyOf(marks);
  }

  /** Returns whether both directions are of one kind, so that the plot is best a square. */
  public boolean square() {
    return marks.stream().anyMatch(Cells.class::isInstance)
        || (!x.range().isEmpty() && x.range().equals(y.range()));
  }

  /** Returns the abscissas shown: those of the axis, else all of the marks. */
  public Range xs() {
    return range(x, Mark::xs);
  }

  /** Returns the ordinates shown: those of the axis, else all of the marks. */
  public Range ys() {
    return range(y, Mark::ys);
  }

  private Range range(Axis axis, Function<Mark, Range> extent) {
    if (!axis.range().isEmpty()) {
      return axis.range();
    }
    Range all = marks.stream().map(extent).reduce(Range.EMPTY, Range::union);
    return all.isEmpty() ? new Range(0, 1) : all;
  }
}
