package org.nn4j.experiment.crossval;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.data.split.Fold;
import org.nn4j.core.data.split.Folding;
import org.nn4j.core.data.split.Folds;
import org.nn4j.core.data.split.RowGroups;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.preprocess.LabelTarget;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.data.SourceData;
import org.nn4j.experiment.data.SourceTable;

/**
 * Data divided into folds.
 *
 * @param settings the settings, in which the column of groups or folds is ignored and only folds
 *     hold out rows
 * @param data the rows, without that column, not divided, and which of them stay together
 * @param folds the folds
 * @param classes the classes, or the combinations of labels, to be spread evenly; null where
 *     numbers are predicted
 * @param division how the rows are divided, in words
 * @param rowInFile returns the number, from 1, that a row has in the file
 */
public record FoldedData(
    Settings settings,
    SourceData data,
    Folds folds,
    @Nullable RowGroups classes,
    String division,
    IntUnaryOperator rowInFile) {
  private static final HoldOut NONE = new HoldOut(0, null);

  /**
   * Reads and divides the data.
   *
   * @param testApart whether the part that settings set apart for the test is left out
   * @throws InputException if data and settings do not fit one another
   */
  static FoldedData read(
      Settings given,
      FoldChoice wanted,
      boolean testApart,
      TableSources sources,
      Consumer<String> notices) {
    if (given.find(NetworkSettings.FROM) != null) {
      throw given.fault(
          NetworkSettings.FROM,
          "is for training: folds are learnt from the beginning, since the model may have learnt"
              + " the rows that they hold out; leave it out");
    }
    SourceTable source = SourceTable.read(given, wanted.column(), sources, notices);
    String column = source.label();
    FoldChoice choice = column == null ? wanted : wanted.withColumn(column);
    Table table = source.table();
    Table labels = choice.labels(table, sources);
    Settings settings =
        column == null ? source.settings() : withoutFeature(source.settings(), column);
    int[] rows = source.rows();
    table = SourceTable.select(table, rows, settings.get(DataSettings.TARGET), notices);
    if (testApart) {
      Settings divided = settings.with(DataSettings.VALIDATION, NONE);
      int[] apart = SourceData.of(divided, features(table, column)).split().train();
      rows = pick(rows, apart);
      table = table.select(apart);
    }
    if (rows.length < labels.rows()) {
      labels = labels.select(rows);
    }
    int[] chosen = rows;
    Settings whole = settings.with(DataSettings.TEST, NONE);
    SourceData data =
        SourceData.of(whole.with(DataSettings.VALIDATION, NONE), features(table, column))
            .with(choice.wholeGroups(labels));
    int count = choice.count(labels);
    RowGroups classes = classes(settings, data, count);
    Folding folding = choice.folding(labels, classes);
    Folds folds = Folds.of(folding, count, choice.repeats(), settings.get(RunSettings.SEED));
    if (classes != null && data.task() == Task.CLASSIFICATION) {
      folds.requireEveryClass(classes);
    }
    return new FoldedData(
        whole, data, folds, classes, choice.describe(classes), row -> chosen[row] + 1);
  }

  /**
   * Returns what is spread evenly: classes, or the combinations of labels that are not too rare.
   */
  private static @Nullable RowGroups classes(Settings settings, SourceData data, int folds) {
    Table table = data.table();
    List<String> targets = settings.get(DataSettings.TARGET);
    return switch (data.task()) {
      case REGRESSION -> null;
      case CLASSIFICATION -> RowGroups.of(table, targets.get(0));
      case MULTI_LABEL -> {
        String separator = settings.find(DataSettings.LABEL_SEPARATOR);
        int[] rows = table.everyRow();
        yield RowGroups.of(
            LabelTarget.fit(table, rows, targets, separator).combinations(table, rows, folds));
      }
    };
  }

  private static Settings withoutFeature(Settings settings, String column) {
    if (settings.get(DataSettings.TARGET).contains(column)
        || column.equals(settings.find(DataSettings.SAMPLE_WEIGHT))) {
      throw new InputException(
          "column '"
              + column
              + "' is the target or the sample weight; it cannot tell groups or folds too");
    }
    if (settings.get(DataSettings.FEATURES).contains(column)) {
      throw settings.fault(
          DataSettings.FEATURES, "column '" + column + "' tells groups or folds; leave it out");
    }
    List<String> ignored = new ArrayList<>(settings.get(DataSettings.IGNORE));
    if (!ignored.contains(column)) {
      ignored.add(column);
    }
    return settings.with(DataSettings.IGNORE, List.copyOf(ignored));
  }

  private static Table features(Table table, @Nullable String column) {
    return column == null ? table : table.without(column);
  }

  /** Returns in words what the folds are: {@code 5 folds of 150 rows, stratified}. */
  public String describe() {
    return Words.count(folds.count(), "fold")
        + " of "
        + Words.count(folds.rows(), "row")
        + ", "
        + division
        + (folds.repeats() == 1 ? "" : ", repeated " + folds.repeats() + " times");
  }

  /** Returns the same folds for other settings about the data's use. */
  public FoldedData with(Settings other) {
    return new FoldedData(other, data, folds, classes, division, rowInFile);
  }

  /**
   * Returns the data with a fold held out as the test, and of the others the part for validation
   * that the settings want set apart; groups stay whole there too.
   *
   * @throws InputException if these cannot be divided so
   */
  SourceData holdingOut(Fold fold) {
    int[] train = fold.train();
    double fraction = settings.get(DataSettings.VALIDATION).fraction();
    if (fraction == 0) {
      return data.with(Split.of(train, new int[0], fold.held()));
    }
    RowGroups groups = data.groups();
    RowGroups strata =
        classes == null ? RowGroups.of(new int[train.length]) : classes.select(train);
    RandomStream random = new RandomStream(fold.seed(), "split");
    Split inner =
        groups == null
            ? Split.stratified(strata.indices(), fraction, 0, random)
            : Split.grouped(groups.select(train), strata, fraction, random);
    return data.with(
        Split.of(pick(train, inner.train()), pick(train, inner.validation()), fold.held()));
  }

  private static int[] pick(int[] rows, int[] places) {
    return IntStream.of(places).map(place -> rows[place]).toArray();
  }
}
