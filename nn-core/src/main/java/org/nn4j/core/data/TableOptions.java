package org.nn4j.core.data;

import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.UnknownColumnException;
import org.nn4j.core.data.read.TableReader;
import org.nn4j.core.data.text.ColumnNames;

/**
 * How {@link TableReader} reads a file.
 *
 * @param types types of columns by name, compared without blanks around them, as those in files are
 * @param others the type of the columns that {@code types} does not name. With {@link
 *     ColumnType#IGNORE} a column named in {@code types} may be absent from the file: code that
 *     needs it reports that
 * @param format how CSV is written, as far as it is not to be detected
 */
public record TableOptions(Map<String, ColumnType> types, ColumnType others, CsvFormat format) {
  /** Everything is detected. */
  public static final TableOptions DEFAULT =
      new TableOptions(Map.of(), ColumnType.AUTO, CsvFormat.FOUND);

  /** Copies the types. */
  public TableOptions {
    Map<String, ColumnType> normalized = new LinkedHashMap<>();
    types.forEach((name, type) -> normalized.put(ColumnNames.normalized(name), type));
    types = Collections.unmodifiableMap(normalized);
  }

  /**
   * Creates options.
   *
   * @param separator the character between fields, or null for what is found
   */
  public TableOptions(
      @Nullable Character separator, Map<String, ColumnType> types, ColumnType others) {
    this(types, others, CsvFormat.FOUND.withSeparator(separator));
  }

  /** Returns a copy in which these columns, and no others, have types. */
  public TableOptions withTypes(Map<String, ColumnType> changed) {
    return new TableOptions(changed, others, format);
  }

  /** Returns a copy in which the columns that {@link #types} does not name have a type. */
  public TableOptions withOthers(ColumnType changed) {
    return new TableOptions(types, changed, format);
  }

  /** Returns a copy in which a column has a type. */
  public TableOptions withType(String column, ColumnType type) {
    Map<String, ColumnType> changed = new LinkedHashMap<>(types);
    changed.put(ColumnNames.normalized(column), type);
    return new TableOptions(changed, others, format);
  }

  /** Returns a copy for CSV that is written in some way. */
  public TableOptions withFormat(CsvFormat other) {
    return new TableOptions(types, others, other);
  }

  /** Returns a copy with the character between fields. */
  public TableOptions withSeparator(char character) {
    return withFormat(format.withSeparator(character));
  }

  /** Returns a copy with the character around fields that may hold separators. */
  public TableOptions withQuote(char character) {
    return withFormat(format.withQuote(character));
  }

  /** Returns a copy for files in another encoding than UTF-8. */
  public TableOptions withEncoding(Charset encoding) {
    return withFormat(format.withEncoding(encoding));
  }

  /** Returns a copy for files whose first line names the columns, or does not. */
  public TableOptions withHeader(boolean header) {
    return withFormat(format.withHeader(header));
  }

  /** Returns a copy with the sign before decimals, a point or a comma. */
  public TableOptions withDecimal(char sign) {
    return withFormat(format.withDecimal(sign));
  }

  /** Returns a copy with the texts of missing cells, in place of the usual ones. */
  public TableOptions withMissing(List<String> texts) {
    return withFormat(format.withMissing(texts));
  }

  /**
   * Requires a file to have the columns whose types are given, unless all others are ignored.
   *
   * @throws UnknownColumnException if it lacks one
   */
  public void requireColumns(Path file, List<String> names) {
    Set<String> present = new HashSet<>(names);
    for (String name : types.keySet()) {
      if (!present.contains(name) && others != ColumnType.IGNORE) {
        throw new UnknownColumnException(
            file,
            names,
            "no column '" + name + "', whose type is given" + ColumnNames.hint(name, names));
      }
    }
  }

  /**
   * Returns whether a table read with everything detected is the one that is read with these
   * options: it has all columns that have types, and no others where these are ignored, and each
   * holds what its type says. Labels that were texts are the same for either type of labels.
   */
  public boolean suit(Table table) {
    return table.names().containsAll(types.keySet())
        && table.columns().stream()
            .allMatch(
                column ->
                    switch (type(column.name())) {
                      case AUTO -> true;
                      case NUMERIC -> column instanceof NumericColumn;
                      case LABELS, CATEGORICAL -> column instanceof CategoricalColumn;
                      case IGNORE -> false;
                    });
  }

  /** Returns the type of a column. */
  public ColumnType type(String column) {
    return types.getOrDefault(column, others);
  }
}
