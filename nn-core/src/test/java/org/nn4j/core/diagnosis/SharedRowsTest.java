package org.nn4j.core.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.random.RandomStream;

class SharedRowsTest {
  private static final int ROWS = 400;

  private final RandomStream random = new RandomStream(8, "rows");

  /** Makes rows of which the last hundred are held out, and some of these copies of others. */
  private Optional<Finding> look(int copies, boolean coarse) {
    double[] a = new double[ROWS];
    double[] b = new double[ROWS];
    String[] y = new String[ROWS];
    for (int row = 0; row < ROWS; row++) {
      boolean copy = row >= 300 && row < 300 + copies;
      a[row] = copy ? a[row - 300] : coarse ? random.nextInt(3) : random.nextGaussian();
      b[row] = copy ? b[row - 300] : random.nextInt(3);
      y[row] = copy ? y[row - 300] : random.nextInt(2) == 0 ? "no" : "yes";
    }
    Table table =
        new Table(
            List.of(
                new NumericColumn("a", a),
                new NumericColumn("b", b),
                CategoricalColumn.of("y", y)));
    int[] train = IntStream.range(0, 300).toArray();
    Preprocessor preprocessor = Preprocessor.fit(table, train, "y");
    return SharedRows.of(
        table, train, table, IntStream.range(300, ROWS).toArray(), "test", preprocessor);
  }

  @Test
  void copiesAreCounted() {
    Finding found = look(7, false).orElseThrow();
    assertThat(found.kind()).isEqualTo(Kind.SHARED_ROWS);
    assertThat(found.message()).startsWith("7 of 100 test rows (7.0 %) are training rows too");
  }

  @Test
  void equalRowsOfFewValuesAreNoCopies() {
    assertThat(look(0, true)).isEmpty();
    assertThat(look(30, true)).as("categories hang together").isEmpty();
    assertThat(look(0, false)).isEmpty();
    assertThat(look(2, false)).as("two may be chance").isEmpty();
  }
}
