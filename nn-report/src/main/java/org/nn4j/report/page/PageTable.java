package org.nn4j.report.page;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of a page. Immutable.
 *
 * @param caption what it shows
 * @param columns the columns' names; empty for a table of names and values
 * @param rows the cells
 * @param folded whether it is shown only when asked for
 */
public record PageTable(
    String caption, List<String> columns, List<List<String>> rows, boolean folded) {

  /** Copies the lists. */
  public PageTable {
    columns = List.copyOf(columns);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Creates a table of names and values. */
  public static PageTable of(String caption, List<Page.Fact> facts, boolean folded) {
    List<List<String>> rows = new ArrayList<>();
    facts.forEach(fact -> rows.add(List.of(fact.name(), fact.value())));
    return new PageTable(caption, List.of(), rows, folded);
  }
}
