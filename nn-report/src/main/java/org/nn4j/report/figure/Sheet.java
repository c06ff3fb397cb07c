package org.nn4j.report.figure;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Figures that belong together, drawn as one picture. Immutable.
 *
 * @param id a name for files, as a figure's
 * @param title what is shown; not drawn, for each figure has its own
 * @param figures at least one
 */
public record Sheet(String id, String title, List<Figure> figures) {

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public Sheet {
    figures = List.copyOf(figures);
    if (figures.isEmpty()) {
      throw new IllegalArgumentException("a sheet needs a figure");
    }
  }

  /** Creates a sheet of one figure. */
  public static Sheet of(Figure figure) {
    return new Sheet(figure.id(), figure.title(), List.of(figure));
  }

  /** Returns what is to be seen. */
  public String summary() {
    return figures.size() == 1
        ? figures.get(0).summary()
        : figures.stream()
            .map(figure -> figure.title() + ": " + figure.summary())
            .collect(Collectors.joining(" "));
  }
}
