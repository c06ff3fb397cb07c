package org.nn4j.report.render;

import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.RowBars;

/**
 * The size of a picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param titled whether the picture has the title in it; a page has it beside
 */
record Size(int width, int height, boolean titled) {

  /** Returns a size for a page: small enough for a telephone, with text of a size to read. */
  static Size page(Figure figure) {
    return new Size(360, figure.square() ? 370 : Math.max(270, rows(figure, 100)), false);
  }

  /** Returns a size for a file of its own. */
  static Size file(Figure figure) {
    return figure.square()
        ? new Size(560, 600, true)
        : new Size(640, Math.max(420, rows(figure, 120)), true);
  }

  /** Returns a size for one of several on a sheet. */
  static Size panel(Figure figure) {
    return new Size(400, figure.square() ? 430 : 300, true);
  }

  /** Returns the height that gives each horizontal bar its row, 0 if there is none. */
  private static int rows(Figure figure, int around) {
    return figure.marks().stream().anyMatch(RowBars.class::isInstance)
        ? around + 20 * figure.y().categories().size()
        : 0;
  }
}
