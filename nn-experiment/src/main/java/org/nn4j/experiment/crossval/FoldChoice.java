package org.nn4j.experiment.crossval;

import java.io.Serializable;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.UnknownColumnException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.data.split.Folding;
import org.nn4j.core.data.split.RowGroups;
import org.nn4j.core.text.Spelling;

/**
 * How rows are to be divided into folds.
 *
 * @param folds the number of folds, or null
 * @param repeats how often the rows are divided
 * @param stratify whether classes are spread evenly, or null to do so if there are classes
 * @param groupColumn the column of groups that stay whole, or null
 * @param foldColumn the column of the folds, or null
 * @param foldFile the file that the fold column is in, or null for the data
 */
public record FoldChoice(
    @Nullable Integer folds,
    int repeats,
    @Nullable Boolean stratify,
    @Nullable String groupColumn,
    @Nullable String foldColumn,
    @Nullable Path foldFile)
    implements Serializable {
  private static final int FOLDS = 5;
  private static final int MOST_REPEATS = 10_000;

  /** The default name of the column in a file of folds. */
  private static final String FOLD = "fold";

  /**
   * Requires choices that do not contradict one another.
   *
   * @throws InputException if they do
   */
  public FoldChoice {
    boolean given = foldColumn != null || foldFile != null;
    if (given && (folds != null || stratify != null || groupColumn != null)) {
      throw new InputException(
          (foldFile == null ? "--fold-column" : "--fold-file")
              + " tells the folds; leave out --folds, --stratify and --group-column");
    }
    if (repeats < 1 || repeats > MOST_REPEATS) {
      throw new InputException(
          "--repeats: must be a whole number from 1 to " + MOST_REPEATS + " but is " + repeats);
    }
  }

  /** Returns the column of groups or folds in the data, which is no feature, or null. */
  public @Nullable String column() {
    return foldFile == null && foldColumn != null ? foldColumn : groupColumn;
  }

  /** Returns the same choice, whose {@link #column} has the name that it has in the data. */
  FoldChoice withColumn(String name) {
    return groupColumn == null
        ? new FoldChoice(folds, repeats, stratify, null, name, foldFile)
        : new FoldChoice(folds, repeats, stratify, name, foldColumn, foldFile);
  }

  /** Returns the number of folds: that of the column of folds, or as chosen. */
  int count(Table labels) {
    if (given()) {
      return groups(labels).labels().size();
    }
    return folds == null ? FOLDS : folds;
  }

  private boolean given() {
    return foldColumn != null || foldFile != null;
  }

  /**
   * Returns the table that has the column of groups or folds.
   *
   * @param data the data, with that column
   * @throws InputException if it is a file with another number of rows than the data
   */
  Table labels(Table data, TableSources sources) {
    if (foldFile == null) {
      return data;
    }
    Table labels;
    try {
      labels = read(foldFile, name(), sources);
    } catch (UnknownColumnException e) {
      String meant = Spelling.match(name(), e.columns());
      if (meant == null) {
        throw e;
      }
      labels = read(foldFile, meant, sources);
    }
    if (labels.rows() != data.rows()) {
      throw InputException.in(
          foldFile,
          "tells the folds of "
              + labels.rows()
              + " rows, but the data have "
              + data.rows()
              + "; there must be a row for each");
    }
    return labels;
  }

  private static Table read(Path file, String column, TableSources sources) {
    return sources.read(
        file, TableOptions.DEFAULT.withType(column, ColumnType.CATEGORICAL), TableStorage.MEMORY);
  }

  private String name() {
    return foldColumn == null ? FOLD : foldColumn;
  }

  /** Returns the groups that are to stay whole, or null if there is no column of them. */
  @Nullable RowGroups wholeGroups(Table labels) {
    return groupColumn == null ? null : groups(labels);
  }

  private RowGroups groups(Table labels) {
    String group = groupColumn;
    return RowGroups.of(labels, group == null ? name() : group);
  }

  /**
   * Returns the rule to divide by.
   *
   * @param labels the rows to divide, with the column of groups or folds
   * @param classes their classes, or null where numbers are predicted
   * @throws InputException if classes are to be spread and there are none
   */
  Folding folding(Table labels, @Nullable RowGroups classes) {
    if (given()) {
      return Folding.given(groups(labels));
    }
    if (Boolean.TRUE.equals(stratify) && classes == null) {
      throw new InputException("--stratify: spreads classes evenly, but the task is regression");
    }
    RowGroups spread = Boolean.FALSE.equals(stratify) ? null : classes;
    if (groupColumn != null) {
      return spread == null
          ? Folding.grouped(groups(labels))
          : Folding.grouped(groups(labels), spread);
    }
    return spread == null ? Folding.random(labels.rows()) : Folding.stratified(spread);
  }

  /** Returns in words how rows are divided. */
  String describe(@Nullable RowGroups classes) {
    if (given()) {
      return "as given by " + (foldFile == null ? "column " + foldColumn : foldFile.getFileName());
    }
    boolean spread = classes != null && !Boolean.FALSE.equals(stratify);
    if (groupColumn == null) {
      return spread ? "stratified" : "at random";
    }
    return "grouped by " + groupColumn + (spread ? ", stratified" : "");
  }
}
