package org.nn4j.experiment.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.text.Spelling;
import org.nn4j.experiment.config.CommaList;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;

/**
 * Replaces the names in the settings that name columns by those that the columns have in the file.
 *
 * <p>The text of a list of columns is one name if there is a column of that name, and otherwise a
 * list with commas. In the list, quoted items are names; other neighbouring items form one name if
 * the first is not a column: {@code kind, coarse} if there is no {@code kind}.
 *
 * @param names the names of all columns
 * @param notices receives a message for each column that is written otherwise
 */
public record ColumnSettings(List<String> names, Consumer<String> notices) {
  private static final List<Setting<List<String>>> LISTS =
      List.of(
          DataSettings.TARGET,
          DataSettings.FEATURES,
          DataSettings.IGNORE,
          DataSettings.CATEGORICAL,
          DataSettings.DATES,
          DataSettings.TEXT);

  /** The settings that name columns. */
  static final Set<Setting<?>> ALL =
      Set.of(
          DataSettings.TARGET,
          DataSettings.FEATURES,
          DataSettings.IGNORE,
          DataSettings.CATEGORICAL,
          DataSettings.DATES,
          DataSettings.TEXT,
          DataSettings.ORDINAL,
          DataSettings.SAMPLE_WEIGHT);

  /** Returns settings whose lists are divided at commas, whatever the columns are called. */
  static Settings divided(Settings given) {
    Settings divided = given;
    for (Setting<List<String>> setting : LISTS) {
      if (given.find(setting) != null && given.isGiven(setting)) {
        divided =
            divided.with(
                setting,
                given.get(setting).stream()
                    .flatMap(item -> CommaList.divide(item).stream())
                    .map(CommaList::unquote)
                    .toList());
      }
    }
    return divided;
  }

  /**
   * Returns settings with the names of the columns that are meant.
   *
   * @throws org.nn4j.core.InputException if there is no such column
   */
  public Settings resolve(Settings given) {
    Settings resolved = given;
    for (Setting<List<String>> setting : LISTS) {
      if (given.find(setting) != null && given.isGiven(setting)) {
        List<String> columns = new ArrayList<>();
        for (String item : given.get(setting)) {
          if (names.contains(item)) {
            columns.add(item);
          } else {
            addAll(given, setting, CommaList.divide(item), columns);
          }
        }
        resolved = resolved.with(setting, List.copyOf(columns));
      }
    }
    if (given.isGiven(DataSettings.ORDINAL)) {
      Map<String, List<String>> orders = new LinkedHashMap<>();
      given
          .get(DataSettings.ORDINAL)
          .forEach((name, labels) -> orders.put(known(given, DataSettings.ORDINAL, name), labels));
      resolved = resolved.with(DataSettings.ORDINAL, orders);
    }
    String weights = given.find(DataSettings.SAMPLE_WEIGHT);
    return weights == null
        ? resolved
        : resolved.with(
            DataSettings.SAMPLE_WEIGHT, known(given, DataSettings.SAMPLE_WEIGHT, weights));
  }

  private void addAll(
      Settings given, Setting<?> setting, List<String> items, List<String> columns) {
    int next = 0;
    while (next < items.size()) {
      String item = items.get(next);
      int end = next + 1;
      String column = names.contains(CommaList.unquote(item)) ? CommaList.unquote(item) : null;
      for (int to = items.size(); column == null && to > next + 1; to--) {
        column = match(String.join(",", items.subList(next, to)).strip());
        end = column == null ? end : to;
      }
      String rest = String.join(",", items.subList(next, items.size())).strip();
      boolean one = ColumnNames.suggestion(rest, names).length() > 1; // a mistyped name
      columns.add(
          column == null ? known(given, setting, one ? rest : CommaList.unquote(item)) : column);
      next = end;
    }
  }

  private String known(Settings given, Setting<?> setting, String wanted) {
    String column = match(wanted);
    if (column == null) {
      throw given.fault(
          setting,
          "no column '" + Spelling.visible(wanted) + "'" + ColumnNames.hint(wanted, names));
    }
    return column;
  }

  /** Returns the column that is meant, or null; reports it if it is written otherwise. */
  @Nullable String match(String wanted) {
    String column = Spelling.match(wanted, names);
    if (column != null && !column.equals(wanted)) {
      notices.accept(ColumnNames.taken(wanted, column));
    }
    return column;
  }

  /**
   * Requires that no column has two uses that exclude one another.
   *
   * @param settings settings with the names of columns
   * @throws org.nn4j.core.InputException if one has
   */
  public static void check(Settings settings) {
    List<String> targets = settings.get(DataSettings.TARGET);
    if (targets.isEmpty() || new HashSet<>(targets).size() < targets.size()) {
      throw settings.fault(
          DataSettings.TARGET,
          "must name at least one column, and each once, but names " + targets);
    }
    String weights = settings.find(DataSettings.SAMPLE_WEIGHT);
    if (weights != null && targets.contains(weights)) {
      throw settings.fault(
          DataSettings.SAMPLE_WEIGHT,
          "column '" + weights + "' is the target; it cannot tell how much samples count too");
    }
    List<String> features = settings.get(DataSettings.FEATURES);
    List<String> ignored = settings.get(DataSettings.IGNORE);
    requireNone(settings, DataSettings.IGNORE, targets, "the column to predict");
    requireNone(settings, DataSettings.FEATURES, targets, "the column to predict");
    requireNone(
        settings, DataSettings.FEATURES, ignored, "left out by " + DataSettings.IGNORE.flag());
    if (weights != null) {
      requireNone(settings, DataSettings.FEATURES, List.of(weights), "the sample weight");
    }
    List<String> dates = given(settings, DataSettings.DATES);
    List<String> texts = given(settings, DataSettings.TEXT);
    List<String> categories = settings.get(DataSettings.CATEGORICAL);
    requireNone(settings, DataSettings.DATES, categories, "a category by --categorical");
    requireNone(settings, DataSettings.TEXT, categories, "a category by --categorical");
    requireNone(settings, DataSettings.TEXT, dates, "a date by --dates");
    for (String column : settings.get(DataSettings.ORDINAL).keySet()) {
      if (targets.contains(column) || dates.contains(column) || texts.contains(column)) {
        throw settings.fault(
            DataSettings.ORDINAL,
            "column '" + column + "' has another use already; name it in one setting");
      }
    }
    if (new HashSet<>(features).size() < features.size()) {
      throw settings.fault(
          DataSettings.FEATURES, "must name each column once, but names " + features);
    }
  }

  /** Returns the columns that a setting names, none if it is left to be found out. */
  private static List<String> given(Settings settings, Setting<List<String>> setting) {
    return Objects.requireNonNullElse(settings.find(setting), List.of());
  }

  private static void requireNone(
      Settings settings, Setting<List<String>> setting, List<String> others, String use) {
    for (String column : given(settings, setting)) {
      if (others.contains(column)) {
        throw settings.fault(
            setting, "column '" + column + "' is " + use + "; name it in one of the two");
      }
    }
  }
}
