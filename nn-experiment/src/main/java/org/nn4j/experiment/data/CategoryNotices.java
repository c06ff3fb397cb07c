package org.nn4j.experiment.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.data.Table;
import org.nn4j.core.preprocess.CategoricalFeature;
import org.nn4j.core.preprocess.DateFeature;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.OrdinalFeature;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Preprocessor.UnknownCategory;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.Spelling;
import org.nn4j.core.text.Words;

/** Messages about labels in a table that the model has not learnt, one or two per column. */
public final class CategoryNotices {
  /** How many labels are named. */
  private static final int SHOWN = 5;

  private CategoryNotices() {}

  /** Returns the messages, none where all labels are known. */
  public static List<String> of(Preprocessor preprocessor, Table table) {
    Map<String, List<UnknownCategory>> byColumn = new LinkedHashMap<>();
    for (UnknownCategory label : preprocessor.unknownCategories(table)) {
      byColumn.computeIfAbsent(label.column(), column -> new ArrayList<>()).add(label);
    }
    List<String> notices = new ArrayList<>();
    byColumn.forEach(
        (column, labels) -> {
          List<UnknownCategory> taken = labels.stream().filter(l -> l.taken() != null).toList();
          if (!taken.isEmpty()) {
            notices.add(taken(column, taken));
          }
          List<UnknownCategory> unknown = labels.stream().filter(l -> l.taken() == null).toList();
          if (!unknown.isEmpty()) {
            notices.add(
                isDate(preprocessor, column)
                    ? noDates(table.column(column), unknown)
                    : unknown(table.column(column), unknown, known(preprocessor, column)));
          }
        });
    return notices;
  }

  private static List<String> known(Preprocessor preprocessor, String column) {
    for (FeatureStep step : preprocessor.features().steps()) {
      if (step instanceof CategoricalFeature category && category.column().equals(column)) {
        return category.labels();
      }
      if (step instanceof OrdinalFeature ordinal && ordinal.column().equals(column)) {
        return ordinal.labels();
      }
    }
    return List.of();
  }

  private static boolean isDate(Preprocessor preprocessor, String column) {
    return preprocessor.features().steps().stream()
        .anyMatch(step -> step instanceof DateFeature && step.column().equals(column));
  }

  private static String noDates(Column column, List<UnknownCategory> texts) {
    return list(texts, text -> quote(text.label()))
        + " in column '"
        + column.name()
        + "' ("
        + rows(texts)
        + (texts.size() == 1
            ? "): no date; it is taken as missing"
            : "): no dates; they are taken as missing");
  }

  /** Returns how many rows have unknown texts, and which is the first. */
  private static String rows(List<UnknownCategory> texts) {
    RowPlace first =
        texts.stream().map(UnknownCategory::first).min(RowPlace::compareTo).orElseThrow();
    return Words.count(count(texts), "row")
        + (first.known() ? ", first in " + first.inWords() : "");
  }

  private static int count(List<UnknownCategory> texts) {
    return texts.stream().mapToInt(UnknownCategory::count).sum();
  }

  private static String taken(String column, List<UnknownCategory> labels) {
    return "column '"
        + column
        + "': "
        + list(labels, l -> quote(l.label()) + " is taken for " + quote(String.valueOf(l.taken())))
        + ", which the model knows as the same number";
  }

  private static String unknown(Column column, List<UnknownCategory> labels, List<String> known) {
    boolean none =
        count(labels)
            == IntStream.range(0, column.size()).filter(row -> !column.missing(row)).count();
    return "the model does not know "
        + list(labels, l -> quote(l.label()) + near(l.label(), known))
        + " in column '"
        + column.name()
        + "' ("
        + rows(labels)
        + (labels.size() == 1 ? "); it is taken as missing" : "); they are taken as missing")
        + (none ? ", as all rows are then: what it knows is " + list(known, l -> quote(l)) : "");
  }

  private static String near(String label, List<String> known) {
    String near = Spelling.match(label, known);
    return near == null ? "" : " (but " + quote(near) + ")";
  }

  private static String quote(String label) {
    return Names.quote(Spelling.visible(label));
  }

  private static <T> String list(List<T> items, Function<T, String> words) {
    return items.stream().limit(SHOWN).map(words).collect(Collectors.joining(", "))
        + (items.size() > SHOWN ? " and " + (items.size() - SHOWN) + " more" : "");
  }
}
