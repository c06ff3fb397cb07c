package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.preprocess.CategoricalFeature;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.LabelTarget;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.Spelling;

/** Finds labels that are likely one, written in two ways. */
final class AlikeLabels {
  private final Table table;
  private final int[] rows;

  /**
   * Prepares to look at some rows.
   *
   * @param rows the training rows, kept by reference
   */
  AlikeLabels(Table table, int[] rows) {
    this.table = table;
    this.rows = rows;
  }

  /** Returns the labels that are alike in words: those of the target, then those of features. */
  List<String> of(Preprocessor preprocessor) {
    List<String> alike = new ArrayList<>();
    if (preprocessor.target() instanceof ClassTarget target) {
      alike.addAll(alike(target.column(), counts(target.column())));
    } else if (preprocessor.target() instanceof LabelTarget target && target.separator() != null) {
      alike.addAll(alike(target.columns().get(0), counts(target)));
    }
    for (FeatureStep step : preprocessor.features().steps()) {
      if (step instanceof CategoricalFeature) {
        alike.addAll(alike(step.column(), counts(step.column())));
      }
    }
    return alike;
  }

  /** Counts the labels of a column of texts; a column of numbers has none that are alike. */
  private Map<String, Integer> counts(String column) {
    Map<String, Integer> byLabel = new LinkedHashMap<>();
    if (table.column(column) instanceof CategoricalColumn texts) {
      int[] counts = new int[texts.labels().size()];
      for (int row : rows) {
        if (!texts.missing(row)) {
          counts[texts.code(row)]++;
        }
      }
      for (int code = 0; code < counts.length; code++) {
        if (counts[code] > 0) {
          byLabel.put(texts.labels().get(code), counts[code]);
        }
      }
    }
    return byLabel;
  }

  private Map<String, Integer> counts(LabelTarget target) {
    Map<String, Integer> byLabel = new LinkedHashMap<>();
    for (int k = 0; k < target.labels().size(); k++) {
      int count = 0;
      for (boolean present : target.present(table, rows, k)) {
        count += present ? 1 : 0;
      }
      byLabel.put(target.labels().get(k), count);
    }
    return byLabel;
  }

  private static List<String> alike(String column, Map<String, Integer> counts) {
    Map<Object, List<String>> groups = new LinkedHashMap<>();
    for (String label : counts.keySet()) {
      Object number = Spelling.number(Spelling.plain(label));
      groups
          .computeIfAbsent(number == null ? Spelling.folded(label) : number, k -> new ArrayList<>())
          .add(label);
    }
    return groups.values().stream()
        .filter(group -> group.size() > 1)
        .map(
            group ->
                group.stream()
                        .map(l -> Names.quote(Spelling.visible(l)) + " (" + counts.get(l) + ")")
                        .collect(Collectors.joining(" and "))
                    + " in column '"
                    + column
                    + "'")
        .toList();
  }
}
