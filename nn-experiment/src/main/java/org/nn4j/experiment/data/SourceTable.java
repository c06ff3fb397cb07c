package org.nn4j.experiment.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.UnknownColumnException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.preprocess.LabelTarget;
import org.nn4j.core.preprocess.TargetEncoder;
import org.nn4j.core.text.Spelling;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.FormatSettings;
import org.nn4j.experiment.config.Settings;

/**
 * A data file as it is read: the names of columns in settings are found in it.
 *
 * @param settings the settings, with the names that columns have in the file
 * @param table the columns that are not left out
 * @param label the column that is read as texts whatever the settings say of it, or null
 */
public record SourceTable(Settings settings, Table table, @Nullable String label) {

  /**
   * Reads the file of the data.
   *
   * @param label a column to read as texts, whatever the settings say of it, or null
   * @param notices receives a message for each name that differs from what is written
   * @throws InputException if the file or a setting about it is wrong
   */
  public static SourceTable read(
      Settings given, @Nullable String label, TableSources sources, Consumer<String> notices) {
    given.get(DataSettings.TARGET);
    Settings divided = ColumnSettings.divided(given);
    Table table = null;
    List<String> names;
    try {
      table = read(divided, label, sources);
      names = new ArrayList<>(table.names());
      names.addAll(table.ignored());
    } catch (UnknownColumnException e) {
      names = e.columns();
    }
    ColumnSettings columns = new ColumnSettings(names, notices);
    Settings resolved = columns.resolve(given);
    ColumnSettings.check(resolved);
    String meant = label == null ? null : columns.match(label);
    if (label != null && meant == null) {
      throw new InputException(
          "no column '" + Spelling.visible(label) + "'" + ColumnNames.hint(label, names));
    }
    boolean asDivided =
        ColumnSettings.ALL.stream().allMatch(s -> resolved.print(s).equals(divided.print(s)))
            && (label == null || label.equals(meant));
    return new SourceTable(
        resolved, table != null && asDivided ? table : read(resolved, meant, sources), meant);
  }

  private static Table read(Settings settings, @Nullable String label, TableSources sources) {
    TableOptions options = options(settings);
    return sources.read(
        settings.get(DataSettings.DATA_FILE),
        label == null || options.types().get(label) == ColumnType.CATEGORICAL
            ? options
            : options.withType(label, ColumnType.LABELS),
        SourceData.storage(settings));
  }

  private static TableOptions options(Settings settings) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    List<String> features = settings.get(DataSettings.FEATURES);
    List<String> targets = settings.get(DataSettings.TARGET);
    features.forEach(c -> types.put(c, ColumnType.AUTO));
    boolean divided = settings.find(DataSettings.LABEL_SEPARATOR) != null;
    targets.forEach(c -> types.put(c, divided ? ColumnType.LABELS : ColumnType.AUTO));
    List<String> texts = new ArrayList<>(settings.get(DataSettings.ORDINAL).keySet());
    texts.addAll(Objects.requireNonNullElse(settings.find(DataSettings.DATES), List.of()));
    texts.addAll(Objects.requireNonNullElse(settings.find(DataSettings.TEXT), List.of()));
    for (String column : texts) {
      if (features.isEmpty() || types.containsKey(column)) {
        types.put(column, ColumnType.LABELS);
      }
    }
    for (String column : settings.get(DataSettings.CATEGORICAL)) {
      if (features.isEmpty() || types.containsKey(column)) {
        types.put(column, ColumnType.CATEGORICAL);
      }
    }
    settings.get(DataSettings.IGNORE).forEach(c -> types.put(c, ColumnType.IGNORE));
    String weights = settings.find(DataSettings.SAMPLE_WEIGHT);
    if (weights != null && !targets.contains(weights)) {
      types.put(weights, ColumnType.NUMERIC);
    }
    if (settings.find(DataSettings.TASK) == Task.REGRESSION) {
      targets.forEach(c -> types.put(c, ColumnType.NUMERIC));
    }
    return new TableOptions(
        types,
        features.isEmpty() ? ColumnType.AUTO : ColumnType.IGNORE,
        FormatSettings.format(settings));
  }

  /** Returns the rows that have a value of everything that is predicted; all unless asked for. */
  public int[] rows() {
    if (!settings.get(DataSettings.DROP_MISSING_TARGET)) {
      return table.everyRow();
    }
    if (settings.find(DataSettings.LABEL_SEPARATOR) != null) {
      throw settings.fault(
          DataSettings.DROP_MISSING_TARGET,
          "an empty cell of labels with a separator names no label, so none is missing; leave it"
              + " out");
    }
    return withTarget(table, settings.get(DataSettings.TARGET));
  }

  private static int[] withTarget(Table table, List<String> targets) {
    List<Column> columns = targets.stream().map(table::column).toList();
    return IntStream.range(0, table.rows())
        .filter(row -> columns.stream().noneMatch(column -> column.missing(row)))
        .toArray();
  }

  /**
   * Returns a table without the rows that lack a value to be predicted.
   *
   * @throws InputException if the labels are in one text, where an empty one is a valid answer, or
   *     no row is left
   */
  public static Table withTarget(Table table, TargetEncoder target, Consumer<String> notices) {
    if (target instanceof LabelTarget labels && labels.separator() != null) {
      throw new InputException(
          "--drop-missing-target: an empty cell of labels with a separator names no label, so none"
              + " is missing; leave it out");
    }
    return select(table, withTarget(table, target.columns()), target.columns(), notices);
  }

  /** Returns the rows of a table, and reports how many were left out. */
  public static Table select(
      Table table, int[] rows, List<String> targets, Consumer<String> notices) {
    int left = table.rows() - rows.length;
    if (left == 0) {
      return table;
    }
    String target = String.join("' or '", targets);
    if (rows.length == 0) {
      throw table.fault("no row has a value of '" + target + "'");
    }
    notices.accept(
        Words.count(left, "row") + " of " + table.rows() + " without '" + target + "' left out");
    return table.select(rows);
  }
}
