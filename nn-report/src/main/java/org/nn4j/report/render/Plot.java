package org.nn4j.report.render;

/**
 * The rectangle in which marks are drawn.
 *
 * @param left in pixels
 * @param top in pixels
 * @param right in pixels
 * @param bottom in pixels
 * @param x where abscissas lie
 * @param y where ordinates lie
 */
record Plot(double left, double top, double right, double bottom, Projection x, Projection y) {

  double width() {
    return right - left;
  }

  double height() {
    return bottom - top;
  }
}
