package org.nn4j.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;
import org.nn4j.cli.config.Portion;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.core.InputException;
import org.nn4j.core.crossval.Fold;
import org.nn4j.core.crossval.Folding;
import org.nn4j.core.crossval.Folds;
import org.nn4j.core.data.RowGroups;
import org.nn4j.core.data.Split;
import org.nn4j.core.data.Table;
import org.nn4j.core.random.RandomStream;
import org.nn4j.report.figure.Numbers;

/**
 * Data divided into folds.
 *
 * @param settings the settings, in which the column of groups or folds is ignored and no rows are
 *     held out but by folds
 * @param data the rows, without that column, not divided
 * @param folds the folds
 * @param classes the classes, or null where numbers are predicted
 * @param division how the rows are divided, in words
 */
record FoldedData(
    Settings settings, SourceData data, Folds folds, @Nullable RowGroups classes, String division) {
  private static final Portion NONE = new Portion(0, null);

  /**
   * Reads and divides the data.
   *
   * @param testApart whether the part that settings set apart for the test is left out
   * @throws InputException if data and settings do not fit one another
   */
  static FoldedData read(Settings given, FoldChoice choice, boolean testApart) {
    String column = choice.column();
    Settings settings = column == null ? given : withoutFeature(given, column);
    Table table = SourceData.table(settings, column);
    Table labels = choice.labels(table);
    if (testApart) {
      Settings divided = settings.with(TrainSettings.VALIDATION, NONE);
      int[] rows = SourceData.of(divided, features(table, column)).split().train();
      table = table.select(rows);
      labels = labels.select(rows);
    }
    Settings whole = settings.with(TrainSettings.TEST, NONE);
    SourceData data =
        SourceData.of(whole.with(TrainSettings.VALIDATION, NONE), features(table, column));
    RowGroups classes =
        data.task() == Task.CLASSIFICATION
            ? RowGroups.of(table, settings.get(TrainSettings.TARGET).get(0))
            : null;
    Folding folding = choice.folding(labels, classes);
    Folds folds =
        Folds.of(folding, choice.count(labels), choice.repeats(), settings.get(TrainSettings.SEED));
    if (classes != null) {
      folds.requireEveryClass(classes);
    }
    return new FoldedData(whole, data, folds, classes, choice.describe(classes));
  }

  private static Settings withoutFeature(Settings settings, String column) {
    if (settings.get(TrainSettings.TARGET).contains(column)
        || column.equals(settings.find(TrainSettings.SAMPLE_WEIGHT))) {
      throw new InputException(
          "column '"
              + column
              + "' is the target or the sample weight; it cannot tell groups or folds too");
    }
    List<String> ignored = new ArrayList<>(settings.get(TrainSettings.IGNORE));
    if (!ignored.contains(column)) {
      ignored.add(column);
    }
    return settings.with(TrainSettings.IGNORE, List.copyOf(ignored));
  }

  private static Table features(Table table, @Nullable String column) {
    return column == null ? table : table.without(column);
  }

  /** Tells in words what the folds are: {@code 5 folds of 150 rows, stratified}. */
  String describe() {
    return Numbers.count(folds.count(), "fold")
        + " of "
        + Numbers.count(folds.rows(), "row")
        + ", "
        + division
        + (folds.repeats() == 1 ? "" : ", repeated " + folds.repeats() + " times");
  }

  /** Returns the same folds for other settings about the data's use. */
  FoldedData with(Settings other) {
    return new FoldedData(other, data, folds, classes, division);
  }

  /**
   * Returns the data with a fold held out as the test, and of the others the part for validation
   * that the settings want set apart.
   */
  SourceData holdingOut(Fold fold) {
    int[] train = fold.train();
    double fraction = settings.get(TrainSettings.VALIDATION).fraction();
    if (fraction == 0) {
      return data.with(Split.of(train, new int[0], fold.held()));
    }
    RowGroups known = classes;
    int[] strata = IntStream.of(train).map(row -> known == null ? 0 : known.groupOf(row)).toArray();
    Split inner = Split.stratified(strata, fraction, 0, new RandomStream(fold.seed(), "split"));
    return data.with(
        Split.of(pick(train, inner.train()), pick(train, inner.validation()), fold.held()));
  }

  private static int[] pick(int[] rows, int[] places) {
    return IntStream.of(places).map(place -> rows[place]).toArray();
  }
}
