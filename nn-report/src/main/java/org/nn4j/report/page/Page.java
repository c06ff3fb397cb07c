package org.nn4j.report.page;

import java.util.List;

/**
 * A page of tables and figures. Immutable.
 *
 * @param title the page's title
 * @param lead a sentence that says what it is about
 * @param headline the few values that matter most, as name and value
 * @param sections what follows
 */
public record Page(String title, String lead, List<Fact> headline, List<Section> sections) {

  /** Copies the lists. */
  public Page {
    headline = List.copyOf(headline);
    sections = List.copyOf(sections);
  }

  /**
   * A value with its name.
   *
   * @param name what it is
   * @param value as people read it
   */
  public record Fact(String name, String value) {}
}
