package org.nn4j.report.page;

import java.util.List;
import org.nn4j.report.figure.Figure;

/**
 * A part of a page. Immutable.
 *
 * @param id what links to it name
 * @param title its heading
 * @param figures its figures, which come first
 * @param tables its tables
 */
public record Section(String id, String title, List<Figure> figures, List<PageTable> tables) {

  /** Copies the lists. */
  public Section {
    figures = List.copyOf(figures);
    tables = List.copyOf(tables);
  }
}
