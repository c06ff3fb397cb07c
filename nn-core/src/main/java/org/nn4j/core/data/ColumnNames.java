package org.nn4j.core.data;

import java.util.Collection;
import java.util.stream.Collectors;
import org.nn4j.core.registry.NearNames;

/** What to say of a column name that a table lacks. */
final class ColumnNames {
  private static final int SHOWN = 20;

  private ColumnNames() {}

  /** Returns the end of "no column 'x'": near names and those that there are. */
  static String hint(String name, Collection<String> names) {
    return NearNames.suggestion(name, names)
        + " The columns are "
        + names.stream().limit(SHOWN).collect(Collectors.joining(", "))
        + (names.size() > SHOWN ? ", … (" + names.size() + " in all)." : ".");
  }
}
