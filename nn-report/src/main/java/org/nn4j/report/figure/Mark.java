package org.nn4j.report.figure;

/** Something drawn between the axes. Marks come one over the other, the last on top. */
public sealed interface Mark permits Line, Dots, Cells, Bars, RowBars {

  /** Returns what the legend calls it; empty if it is not in the legend. */
  String name();

  /** Returns the abscissas that it needs room for. */
  Range xs();

  /** Returns the ordinates that it needs room for. */
  Range ys();
}
