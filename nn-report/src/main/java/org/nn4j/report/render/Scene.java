package org.nn4j.report.render;

import java.util.List;

/**
 * A figure laid out: shapes on a ground of a size, the last on top.
 *
 * @param width in pixels
 * @param height in pixels
 * @param shapes what is drawn
 */
record Scene(int width, int height, List<Shape> shapes) {

  Scene {
    shapes = List.copyOf(shapes);
  }
}
