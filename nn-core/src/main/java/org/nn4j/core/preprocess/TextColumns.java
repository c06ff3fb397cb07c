package org.nn4j.core.preprocess;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.text.DateTexts;
import org.nn4j.core.text.Names;

/** Finds columns of texts that are dates or free texts rather than categories. */
final class TextColumns {
  private TextColumns() {}

  /**
   * Fits the steps of a column that was declared to hold dates or free texts, or looks like it.
   *
   * @param labels the texts of the rows, at least one
   * @return no step if it holds neither
   * @throws InputException if it was declared to hold dates and does not, or its dates are
   *     ambiguous
   */
  static List<? extends FeatureStep> fit(
      Table table, int[] rows, Column column, List<String> labels, FeatureOptions options) {
    String name = column.name();
    TextOptions texts = options.texts();
    boolean category = options.categorical().contains(name);
    if (wanted(texts.dates(), name, !category)) {
      DateOrder order = DateFeature.order(table, name, labels, texts.order());
      if (order != null) {
        return DateFeature.fit(table, rows, column, labels, order, options.options(name));
      }
      if (texts.dates() != null) {
        throw table.fault(noDates(name, labels, texts.order()));
      }
    }
    boolean looks =
        !category
            && CategoricalFeature.identifies(labels, rows.length)
            && TextFeature.looksLike(labels);
    if (!wanted(texts.texts(), name, looks)) {
      return List.of();
    }
    TextFeature text = new TextFeature(name, texts.textInputs());
    int missing = 0;
    for (int row : rows) {
      missing += column.missing(row) ? 1 : 0;
    }
    NumericOptions how = options.options(name);
    return how.missingIndicator() && missing > 0
        ? List.of(text, MissingFeature.fit(name, rows.length, missing, how.scaling()))
        : List.of(text);
  }

  private static boolean wanted(@Nullable List<String> declared, String name, boolean looks) {
    return declared == null ? looks : declared.contains(name);
  }

  private static String noDates(String name, List<String> labels, DateOrder order) {
    String first =
        labels.stream()
            .filter(label -> DateTexts.parse(label, order != DateOrder.MDY) == null)
            .findFirst()
            .orElse(labels.get(0));
    return "column '"
        + name
        + "' is said to hold dates (--dates), but "
        + Names.quote(first)
        + " is none in the order of the others; leave such cells empty, or say in which order day"
        + " and month stand (--date-order dmy or mdy)";
  }
}
