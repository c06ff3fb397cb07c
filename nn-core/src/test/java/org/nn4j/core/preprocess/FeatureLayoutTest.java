package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.io.JsonText;

/** What columns become, in which order, and that tables, records and model files agree on it. */
class FeatureLayoutTest {
  private static final double NONE = Double.NaN;
  private static final NumericOptions PLAIN = new NumericOptions(Imputation.MEAN, 0, Scaling.NONE);

  /** A category of two labels, one of three, one of nine, and two columns of numbers. */
  private static final Table TABLE =
      new Table(
          List.of(
              CategoricalColumn.of("sex", "f", "m", null, "f", "m", "f", "m", "f", "f"),
              new NumericColumn("age", 1, 2, 3, NONE, 5, 6, 7, 8, 9),
              CategoricalColumn.of("zip", "a", "b", "c", "d", "e", "f", "g", "h", "i"),
              CategoricalColumn.of("size", "S", "M", "L", "S", null, "S", "S", "S", "S"),
              new NumericColumn("pay", 9, 8, 7, 6, 5, 4, 3, 2, 1)));

  private static FeatureEncoder fit(Table table, NumericOptions numeric, CategoryOptions options) {
    return FeatureEncoder.fit(
        table,
        table.everyRow(),
        table.names(),
        new FeatureOptions(List.of(), List.of(), numeric, Map.of(), List.of())
            .withCategories(options));
  }

  private static FeatureEncoder auto(NumericOptions numeric) {
    return fit(TABLE, numeric, new CategoryOptions(CategoryEncoding.AUTO, 9));
  }

  private static final NumericOptions INDICATED =
      new NumericOptions(Imputation.CONSTANT, -1, Scaling.NONE, true);

  @Test
  void numbersComeFirstThenFlagsThenCodes() {
    FeatureEncoder encoder = auto(INDICATED);
    assertThat(encoder.inputs())
        .containsExactly(
            "age", "pay", "sex=m", "age is missing", "size=L", "size=M", "size=S", "zip");
    assertThat(encoder.numbers()).isEqualTo(2);
    assertThat(encoder.categories()).containsExactly(9);
    assertThat(encoder.columns()).containsExactly("sex", "age", "zip", "size", "pay");
    assertThat(encoder.encode(TABLE, new int[] {0, 2, 3, 4}, Precision.FLOAT64).toRows())
        .isDeepEqualTo(
            new double[][] {
              {1, 9, -1, 0, 0, 0, 1, 1},
              {3, 7, 0, 0, 1, 0, 0, 3},
              {-1, 6, -1, 1, 0, 0, 1, 4},
              {5, 5, 1, 0, 0, 0, 0, 5}
            });
  }

  @Test
  void withoutNewSettingsInputsAreInTheOrderOfColumns() {
    FeatureEncoder encoder = fit(TABLE, PLAIN, CategoryOptions.DEFAULT);
    assertThat(encoder.inputs()).startsWith("sex=f", "sex=m", "age", "zip=a").endsWith("pay");
    assertThat(encoder.numbers()).isZero();
    assertThat(encoder.categories()).isEmpty();
  }

  @Test
  void fewerLabelsAreManyIfTheSettingSaysSo() {
    FeatureEncoder encoder = fit(TABLE, PLAIN, new CategoryOptions(CategoryEncoding.AUTO, 3));
    assertThat(encoder.categories()).containsExactly(9, 3);
    assertThat(encoder.inputs()).containsExactly("age", "pay", "sex=m", "zip", "size");
  }

  @Test
  void everyCategoryIsACodeIfTheSettingSaysSo() {
    FeatureEncoder encoder = fit(TABLE, PLAIN, new CategoryOptions(CategoryEncoding.CODE, 9));
    assertThat(encoder.categories()).containsExactly(2, 9, 3);
  }

  @Test
  void signsAreOfTwoLabelsAlone() {
    FeatureEncoder encoder = fit(TABLE, PLAIN, new CategoryOptions(CategoryEncoding.SIGN, 9));
    assertThat(encoder.inputs()).hasSize(2 + 1 + 9 + 3).contains("sex=m", "zip=a", "size=S");
  }

  @Test
  void anUnknownLabelIsWhatAMissingOneIs() {
    FeatureEncoder encoder = auto(PLAIN);
    Table other =
        new Table(
            List.of(
                CategoricalColumn.of("sex", "x", null),
                new NumericColumn("age", 1, 1),
                CategoricalColumn.of("zip", "z", null),
                CategoricalColumn.of("size", "XL", null),
                new NumericColumn("pay", 1, 1)));
    double[][] rows = encoder.encode(other, other.everyRow(), Precision.FLOAT32).toRows();
    assertThat(rows[0]).containsExactly(1, 1, 0, 0, 0, 0, 0).containsExactly(rows[1]);
    assertThat(encoder.unknownCategories(other)).hasSize(3);
  }

  @Test
  void aColumnWithoutMissingValuesGetsNoIndicator() {
    assertThat(auto(INDICATED).inputs())
        .contains("age is missing")
        .doesNotContain("pay is missing");
  }

  @Test
  void aColumnWithoutAnyValueGetsNoInput() {
    Table table =
        new Table(List.of(new NumericColumn("a", NONE, NONE), new NumericColumn("b", 1, 2)));
    assertThat(fit(table, INDICATED, CategoryOptions.DEFAULT).inputs()).containsExactly("b");
  }

  /** Quartiles by hand: 8 zeros and 4 ones have 0, 0 and 1; 9 and 3 have 0, 0 and 0.25. */
  @Test
  void robustScalingIsAlsoThatOfFlags() {
    Table table =
        new Table(
            List.of(
                CategoricalColumn.of("c", "a,a,a,a,b,b,b,c,c,c,c,d".split(",")),
                CategoricalColumn.of("s", "n,n,n,n,n,n,n,n,n,n,n,y".split(",")),
                new NumericColumn("x", 0, 1, 2, 3, 4, NONE, 6, 7, 8, 9, 10, 11)));
    NumericOptions robust = new NumericOptions(Imputation.MEDIAN, 0, Scaling.ROBUST, true);
    FeatureEncoder encoder = fit(table, robust, new CategoryOptions(CategoryEncoding.AUTO, 9));
    assertThat(encoder.inputs())
        .containsExactly("x", "c=a", "c=b", "c=c", "c=d", "s=y", "x is missing");
    double[][] rows = encoder.encode(table, table.everyRow(), Precision.FLOAT64).toRows();
    assertThat(rows[0]).containsExactly(clip(-6 / 6.0), clip(1), 0, 0, 0, 0, 0);
    assertThat(rows[4]).containsExactly(clip(-2 / 6.0), 0, clip(4), 0, 0, 0, 0);
    assertThat(rows[5]).containsExactly(0, 0, clip(4), 0, 0, 0, clip(2));
    assertThat(rows[11]).containsExactly(clip(5 / 6.0), 0, 0, 0, clip(2), clip(2), 0);
  }

  private static double clip(double z) {
    return z / Math.sqrt(1 + z / 3 * (z / 3));
  }

  @ParameterizedTest
  @EnumSource(CategoryEncoding.class)
  void recordsHaveTheBitsOfTables(CategoryEncoding encoding) {
    for (Scaling scaling : Scaling.values()) {
      FeatureEncoder encoder =
          fit(
              TABLE,
              new NumericOptions(Imputation.MEAN, 0, scaling, true),
              new CategoryOptions(encoding, 9));
      RecordEncoder records = new RecordEncoder(encoder, List.of("y"), CsvFormat.FOUND);
      Matrix expected = encoder.encode(TABLE, TABLE.everyRow(), Precision.FLOAT32);
      Matrix inputs = Matrix.zeros(Precision.FLOAT32, 1, encoder.width());
      for (int row = 0; row < TABLE.rows(); row++) {
        Map<String, Object> sample = new LinkedHashMap<>();
        for (String column : encoder.columns()) {
          sample.put(
              column, TABLE.column(column).missing(row) ? null : TABLE.column(column).text(row));
        }
        records.encode(sample, false, false, inputs);
        assertThat(inputs.toRows()[0])
            .as("%s, row %d", scaling, row)
            .containsExactly(expected.toRows()[row]);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CategoryEncoding.class)
  void aModelFileKeepsAllOfIt(CategoryEncoding encoding) {
    for (Scaling scaling : Scaling.values()) {
      FeatureEncoder encoder =
          fit(
              TABLE,
              new NumericOptions(Imputation.MEAN, 0, scaling, true),
              new CategoryOptions(encoding, 9));
      Map<String, Object> map = new LinkedHashMap<>();
      encoder.put(map);
      Object read = JsonText.map(JsonText.tree(JsonText.of(map)));
      assertThat(FeatureEncoder.fromMap(JsonMap.of("p", read)))
          .as("%s", scaling)
          .isEqualTo(encoder);
    }
  }

  @Test
  void stepsAndColumnsMustAgree() {
    List<FeatureStep> steps = List.of(new NumericFeature("a", 0, Scaler.IDENTITY));
    assertThatThrownBy(() -> new FeatureEncoder(steps, List.of("b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the features are made of columns [a] but are said to be of [b]");
    assertThatThrownBy(() -> new FeatureEncoder(List.of(steps.get(0), steps.get(0))))
        .hasMessageContaining("all different");
  }

  @Test
  void scalersFitTheInputs() {
    assertThatThrownBy(
            () ->
                new CategoricalFeature("c", List.of("a"), CategoryEncoding.SIGN, List.of(), false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a sign stands for two labels, but 'c' has 1");
    assertThatThrownBy(
            () ->
                new CategoricalFeature(
                    "c", List.of("a"), CategoryEncoding.CODE, List.of(Scaler.IDENTITY), false))
        .hasMessage("'c' has 1 scalers for 0 scaled inputs");
    assertThatThrownBy(
            () ->
                new CategoricalFeature("c", List.of("a"), CategoryEncoding.AUTO, List.of(), false))
        .hasMessageContaining("auto");
    assertThatThrownBy(() -> new CategoryOptions(CategoryEncoding.AUTO, 2))
        .hasMessage("embedding_from must be at least 3 but is 2");
  }

  @Test
  void quantilesOfManyRowsAreThoseOfRowsSpreadEvenly() {
    int rows = 3 * OrderStatistics.MOST_ROWS;
    double[] values = IntStream.range(0, rows).mapToDouble(i -> i % 3).toArray();
    OrderStatistics order =
        OrderStatistics.of(new NumericColumn("x", values), IntStream.range(0, rows).toArray());
    assertThat(order.count()).isEqualTo(OrderStatistics.MOST_ROWS);
    assertThat(order.greatest()).as("every third row").isZero();
    Arrays.fill(values, NONE);
    values[1] = 5;
    OrderStatistics one =
        OrderStatistics.of(new NumericColumn("x", values), IntStream.range(0, rows).toArray());
    assertThat(one.count()).as("a value that the rows taken do not have").isEqualTo(1);
  }

  @Test
  void robustScalingFollowsItsFormula() {
    Scaler scaler =
        Scaler.fit(
            ColumnMoments.of(3, 1, 1, 1, 4, 1, 5, 9, 2, 6.5, 5, 3, -2, 2.25, 1e3),
            Scaling.ROBUST,
            () -> OrderStatistics.of(3, 1, 1, 1, 4, 1, 5, 9, 2, 6.5, 5, 3, -2, 2.25, 1e3));
    assertThat(scaler.center()).as("as scikit-learn").isEqualTo(3);
    assertThat(scaler.scale()).as("as scikit-learn").isEqualTo(4);
    assertThat(scaler.apply(3)).isZero();
    assertThat(scaler.apply(7)).isEqualTo(clip(1));
    assertThat(scaler.apply(1e3)).isBetween(2.99, 3.0);
    assertThat(scaler.apply(1e308)).isEqualTo(3);
    assertThat(scaler.apply(-Double.MAX_VALUE)).isEqualTo(-3);
    assertThat(scaler.invert(scaler.apply(11))).isCloseTo(11, within(1e-13));
    assertThat(scaler.unclipped().apply(1e3)).isEqualTo(997 / 4.0);
  }

  @Test
  void robustScalingOfEqualQuartilesIsByTheRange() {
    Scaler scaler = Scaler.robust(OrderStatistics.of(5, 5, 5, 5, 5, 5, 1, 11));
    assertThat(scaler.center()).isEqualTo(5);
    assertThat(scaler.scale()).isEqualTo(5);
    Scaler constant =
        Scaler.fit(ColumnMoments.of(7, 7), Scaling.ROBUST, () -> OrderStatistics.of(7, 7));
    assertThat(constant.apply(7)).isZero();
    assertThat(constant.apply(1e9)).as("a value that was never seen is bounded").isEqualTo(3);
  }
}
