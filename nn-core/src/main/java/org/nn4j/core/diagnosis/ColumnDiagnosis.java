package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.Preprocessor;

/**
 * Looks at a table's columns before they are learnt from: some that hold one value only, some that
 * tell the target by themselves and are likely made from it.
 */
public final class ColumnDiagnosis {
  /** Rows that are looked at for leakage. */
  private static final int ROWS = 1024;

  /**
   * The least pixels of an image. In a table of whole numbers from 0 to 255 alone, a column that is
   * 0 throughout is the border of images, which harms nobody.
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
    for (FeatureStep step : preprocessor.features().steps()) {
      features.add(table.column(step.column()));
    }
  }

  /**
   * Looks at the columns that a preprocessor makes features of.
   *
   * @param rows the training rows
   * @return what is likely wrong, at most one finding of each kind
   */
  public static List<Finding> of(Table table, int[] rows, Preprocessor preprocessor) {
    ColumnDiagnosis diagnosis = new ColumnDiagnosis(table, rows, preprocessor);
    diagnosis.constant();
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
          && IntStream.of(rows).allMatch(row -> column.missing(row) || equal(column, row, first))
          && !(pixels && ((NumericColumn) column).value(first) == 0)) {
        constant.add("'" + column.name() + "' (" + column.text(first) + ")");
      }
    }
    if (!constant.isEmpty() && rows.length > 1) {
      findings.add(
          new Finding(
              Kind.CONSTANT_COLUMNS,
              "the columns",
              "columns with one value only tell nothing: "
                  + Listing.of(constant)
                  + "; leave them out, or find out why they do not vary"));
    }
  }

  private int first(Column column) {
    return IntStream.of(rows).filter(row -> !column.missing(row)).findFirst().orElse(-1);
  }

  private static boolean equal(Column column, int row, int other) {
    return column instanceof NumericColumn numeric
        ? numeric.value(row) == numeric.value(other)
        : ((CategoricalColumn) column).code(row) == ((CategoricalColumn) column).code(other);
  }

  /** Looks for leakage where there are other features, which it would make useless. */
  private void leaking() {
    int[] some =
        IntStream.of(Samples.spread(rows.length, ROWS)).map(index -> rows[index]).toArray();
    if (features.size() < 2) {
      return;
    }
    List<String> leaking = new ArrayList<>();
    for (String target : preprocessor.target().columns()) {
      for (Column column : features) {
        Likeness likeness = Likeness.of(column, table.column(target), some);
        if (likeness.suspicious()) {
          leaking.add("'" + column.name() + "' " + told(likeness, target));
        }
      }
    }
    if (!leaking.isEmpty()) {
      findings.add(
          new Finding(
              Kind.LEAKING_COLUMNS,
              "the columns",
              "columns look like copies of the target: "
                  + Listing.of(leaking)
                  + "; leave out what is not known when the model is applied"));
    }
  }

  private static String told(Likeness likeness, String target) {
    return likeness.determines()
        ? "determines '" + target + "'"
        : String.format(Locale.ROOT, "correlates with '%s' (%.5f)", target, likeness.correlation());
  }
}
