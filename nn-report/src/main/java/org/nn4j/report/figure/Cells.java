package org.nn4j.report.figure;

import org.nn4j.api.Matrix;

/**
 * A grid of equal cells that fills both axes, coloured by value. On an axis of categories rows go
 * from the top down, on one of numbers upwards.
 *
 * @param name what the values are
 * @param values a value for each cell; not changed
 * @param palette the colours
 * @param labelled whether each cell shows its value
 */
public record Cells(String name, Matrix values, Palette palette, boolean labelled) implements Mark {

  /** The axes say what is shown. */
  @Override
  public Range xs() {
    return Range.EMPTY;
  }

  @Override
  public Range ys() {
    return Range.EMPTY;
  }
}
