package org.nn4j.core.data;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.UnknownColumnException;

/**
 * How {@link TableReader} reads a file.
 *
 * @param separator the character between the fields of CSV, or null to take the header's: a comma
 *     if there is one outside quotes, else a semicolon or a tab
 * @param types types of columns by name
 * @param others the type of the columns that {@code types} does not name. With {@link
 *     ColumnType#IGNORE} a column named in {@code types} may be absent from the file: whoever needs
 *     it says so
 */
public record TableOptions(
    @Nullable Character separator, Map<String, ColumnType> types, ColumnType others) {
  /** Separator and types found in the file. */
  public static final TableOptions DEFAULT = new TableOptions(null, Map.of(), ColumnType.AUTO);

  /** Copies the types. */
  public TableOptions {
    types = Collections.unmodifiableMap(new LinkedHashMap<>(types));
  }

  /** Returns a copy in which a column has a type. */
  public TableOptions withType(String column, ColumnType type) {
    Map<String, ColumnType> changed = new LinkedHashMap<>(types);
    changed.put(column, type);
    return new TableOptions(separator, changed, others);
  }

  /** Returns a copy with a separator. */
  public TableOptions withSeparator(char character) {
    return new TableOptions(character, types, others);
  }

  /**
   * Requires a file to have the columns whose types are given, unless all others are ignored.
   *
   * @throws UnknownColumnException if it lacks one
   */
  void requireColumns(Path file, List<String> names) {
    Set<String> present = Set.copyOf(names);
    for (String name : types.keySet()) {
      if (!present.contains(name) && others != ColumnType.IGNORE) {
        throw new UnknownColumnException(
            file,
            names,
            "no column '" + name + "', whose type is given" + ColumnNames.hint(name, names));
      }
    }
  }

  ColumnType type(String column) {
    return types.getOrDefault(column, others);
  }
}
