package org.nn4j.report.render;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Sheet;

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

  private static final int MOST_IN_A_ROW = 3;

  /** Lays out a sheet: a figure in the size of a file, several in a row or, if many, in a grid. */
  static Scene of(Sheet sheet) {
    List<Figure> figures = sheet.figures();
    if (figures.size() == 1) {
      return Layout.of(figures.get(0), Size.file(figures.get(0)));
    }
    int columns =
        Math.max(
            Math.min(figures.size(), MOST_IN_A_ROW), (int) Math.ceil(Math.sqrt(figures.size())));
    int width = 0;
    int height = 0;
    for (Figure figure : figures) {
      width = Math.max(width, Size.panel(figure).width());
      height = Math.max(height, Size.panel(figure).height());
    }
    List<Shape> shapes = new ArrayList<>();
    for (int i = 0; i < figures.size(); i++) {
      int column = i % columns;
      int row = i / columns;
      double right = (double) column * width;
      double down = (double) row * height;
      Layout.of(figures.get(i), Size.panel(figures.get(i)))
          .shapes()
          .forEach(shape -> shapes.add(shape.moved(right, down)));
    }
    int rows = (figures.size() + columns - 1) / columns;
    return new Scene(width * columns, height * rows, shapes);
  }
}
