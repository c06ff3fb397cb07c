package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.data.text.DateTexts;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.preprocess.CategoricalFeature;
import org.nn4j.core.preprocess.FeatureOptions;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaler;

/**
 * Examines a table's columns before training. It finds columns with one value or none, dates read
 * as categories, row numbers, labels that are likely one label written in two ways, and columns
 * that by themselves give the target away and are likely derived from it.
 */
public final class ColumnDiagnosis {
  /** The number of rows examined for leakage. */
  private static final int ROWS = 1024;

  /** The least number of rows for which numbers that rise by one are no coincidence. */
  private static final int LEAST_COUNTED = 10;

  /** The same where they do not start at 0 or 1: so many years are no coincidence either. */
  private static final int LEAST_COUNTED_FROM_ANY = 250;

  /**
   * The least pixels of an image. In a table of whole numbers from 0 to 255 alone, a column that is
   * 0 throughout is the border of images, which does no harm.
   */
  private static final int LEAST_PIXELS = 16;

  private final Table table;
  private final int[] rows;
  private final Preprocessor preprocessor;
  private final List<Column> features = new ArrayList<>();
  private final List<Finding> findings = new ArrayList<>();

  private ColumnDiagnosis(Table table, int[] rows, Preprocessor preprocessor) {
    this.table = table;
    this.rows = rows;
    this.preprocessor = preprocessor;
    for (String column : preprocessor.features().columns()) {
      features.add(table.column(column));
    }
  }

  /**
   * Looks at the columns that a preprocessor makes features of.
   *
   * @param rows the training rows
   * @return what is likely wrong, at most one finding of each kind
   */
  public static List<Finding> of(Table table, int[] rows, Preprocessor preprocessor) {
    return of(table, rows, preprocessor, FeatureOptions.DEFAULT);
  }

  /**
   * Looks at the columns that a preprocessor makes features of.
   *
   * @param rows the training rows
   * @param options what the preprocessor was fitted with: columns that were declared categories may
   *     be dates
   * @return what is likely wrong, at most one finding of each kind
   */
  public static List<Finding> of(
      Table table, int[] rows, Preprocessor preprocessor, FeatureOptions options) {
    ColumnDiagnosis diagnosis = new ColumnDiagnosis(table, rows, preprocessor);
    diagnosis.constant();
    diagnosis.empty();
    diagnosis.dates(options.categorical());
    diagnosis.identifiers(options);
    diagnosis.rowNumbers();
    diagnosis.tell(
        Kind.ALIKE_LABELS,
        "labels differ in blanks, case or the form of a number alone: ",
        new AlikeLabels(table, rows).of(preprocessor),
        "; write them alike where they mean the same");
    diagnosis.leaking();
    return List.copyOf(diagnosis.findings);
  }

  private void constant() {
    boolean pixels =
        features.size() >= LEAST_PIXELS
            && features.stream().allMatch(c -> c instanceof NumericColumn n && n.holdsBytes());
    List<String> constant = new ArrayList<>();
    for (Column column : features) {
      int first = first(column);
      if (first >= 0
          && isConstant(column, first)
          && !(pixels && ((NumericColumn) column).value(first) == 0)) {
        constant.add("'" + column.name() + "' (" + column.text(first) + ")");
      }
    }
    if (rows.length > 1) {
      tell(
          Kind.CONSTANT_COLUMNS,
          "columns with one value only in the " + rows.length + " training rows tell nothing: ",
          constant,
          "; leave them out, or find out why they do not vary");
    }
  }

  /** Adds a finding if there is something to list. */
  private void tell(Kind kind, String message, List<String> items, String advice) {
    if (!items.isEmpty()) {
      findings.add(new Finding(kind, "the columns", message + Wording.list(items) + advice));
    }
  }

  private int first(Column column) {
    return IntStream.of(rows).filter(row -> !column.missing(row)).findFirst().orElse(-1);
  }

  private boolean isConstant(Column column, int first) {
    IntStream present = IntStream.of(rows).filter(row -> !column.missing(row));
    if (column instanceof NumericColumn numbers) {
      DoubleSummaryStatistics range = present.mapToDouble(numbers::value).summaryStatistics();
      return Scaler.isConstant(range.getMin(), range.getMax());
    }
    CategoricalColumn labels = (CategoricalColumn) column;
    return present.allMatch(row -> labels.code(row) == labels.code(first));
  }

  /** Finds columns that become no feature because they hold nothing. */
  private void empty() {
    Set<Column> used = new HashSet<>(features);
    preprocessor.target().columns().forEach(target -> used.add(table.column(target)));
    tell(
        Kind.EMPTY_COLUMNS,
        "columns without a value in the " + rows.length + " training rows are left out: ",
        table.columns().stream()
            .filter(c -> !used.contains(c) && first(c) < 0)
            .map(c -> "'" + c.name() + "'")
            .toList(),
        "; name them in --ignore, or find out why they are empty");
  }

  private void dates(List<String> declared) {
    List<String> dates = new ArrayList<>();
    for (FeatureStep step : preprocessor.features().steps()) {
      if (step instanceof CategoricalFeature category
          && !declared.contains(category.column())
          && DateTexts.all(category.labels())) {
        dates.add("'" + category.column() + "' (" + category.labels().get(0) + ")");
      }
    }
    tell(
        Kind.DATE_COLUMNS,
        "columns hold dates or times, each of which is taken for a category: ",
        dates,
        "; leave them out (--ignore), make numbers of them, or declare that they are categories"
            + " (--categorical)");
  }

  /** Finds columns that become no feature because they identify rows. */
  private void identifiers(FeatureOptions options) {
    Set<Column> used = new HashSet<>(features);
    preprocessor.target().columns().forEach(target -> used.add(table.column(target)));
    options.excluded().forEach(name -> used.add(table.column(name)));
    List<String> left =
        options.columns().isEmpty()
            ? table.columns().stream()
                .filter(c -> c instanceof CategoricalColumn && !used.contains(c) && first(c) >= 0)
                .map(Column::name)
                .toList()
            : List.of();
    String arguments = ColumnNames.arguments(left);
    tell(
        Kind.IDENTIFIER_COLUMNS,
        "columns hold a text of its own in most rows, which identifies rows rather than tells about"
            + " them, and are left out: ",
        left.stream().map(name -> "'" + name + "'").toList(),
        "; say so (--ignore "
            + arguments
            + "), or have each taken for a category all the same (--categorical "
            + arguments
            + ")");
  }

  /**
   * Finds columns that number the rows from 0 or 1, or many rows from any whole number, unless
   * there is no other feature.
   */
  private void rowNumbers() {
    List<String> counting = new ArrayList<>();
    for (Column column : features) {
      if (column instanceof NumericColumn numbers
          && rows.length >= LEAST_COUNTED
          && features.size() > 1
          && counts(numbers)) {
        counting.add(column.name());
      }
    }
    tell(
        Kind.ROW_NUMBERS,
        "columns are row numbers, which fit the target only where rows are sorted, and say nothing of"
            + " new ones: ",
        counting.stream().map(name -> "'" + name + "'").toList(),
        "; leave them out (--ignore " + ColumnNames.arguments(counting) + ")");
  }

  private boolean counts(NumericColumn numbers) {
    double first = numbers.value(rows[0]) - rows[0];
    return first == Math.rint(first)
        && (first == 0 || first == 1 || rows.length >= LEAST_COUNTED_FROM_ANY)
        && IntStream.of(rows).allMatch(row -> numbers.value(row) == row + first);
  }

  /** Finds leakage, if there are other features that it would make useless. */
  private void leaking() {
    int[] some =
        IntStream.of(DataSample.spread(rows.length, ROWS)).map(index -> rows[index]).toArray();
    if (features.size() < 2) {
      return;
    }
    List<String> leaking = new ArrayList<>();
    for (String target : preprocessor.target().columns()) {
      for (Column column : features) {
        LeakageScore likeness = LeakageScore.of(column, table.column(target), some);
        if (likeness.suspicious()) {
          leaking.add("'" + column.name() + "' " + likeness.told(target));
        }
      }
    }
    tell(
        Kind.LEAKING_COLUMNS,
        "columns look like copies of the target: ",
        leaking,
        "; leave out what is not known when the model is applied");
  }
}
