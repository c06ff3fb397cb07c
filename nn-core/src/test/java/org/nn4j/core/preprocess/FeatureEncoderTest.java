package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.data.Table;
import org.nn4j.core.preprocess.Preprocessor.UnknownCategory;

class FeatureEncoderTest {
  private static final double NONE = Double.NaN;
  private static final Table TABLE =
      new Table(
          List.of(
              new NumericColumn("age", 1, new double[] {1, 3, NONE, 1000}),
              new CategoricalColumn("sex", 2, new int[] {1, 0, -1, 2}, List.of("f", "m", "x"))),
          Path.of("people.csv"),
          new int[] {2, 3, 4, 5});
  private static final int[] TRAIN = {0, 1, 2};

  private static FeatureEncoder fit(NumericOptions options) {
    return FeatureEncoder.fit(
        TABLE,
        TRAIN,
        List.of("age", "sex"),
        new FeatureOptions(List.of(), List.of(), options, Map.of(), List.of()));
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void learnsFromTheTrainingRowsAlone(Precision precision) {
    FeatureEncoder encoder = fit(NumericOptions.DEFAULT);
    assertThat(encoder.steps())
        .containsExactly(
            new NumericFeature("age", 2, new Scaler(2, 1)),
            new CategoricalFeature("sex", List.of("f", "m")));
    assertThat(encoder.inputs()).containsExactly("age", "sex=f", "sex=m");
    assertThat(encoder.encode(TABLE, new int[] {3, 0, 1, 2}, precision).toRows())
        .isDeepEqualTo(new double[][] {{998, 0, 0}, {-1, 0, 1}, {1, 1, 0}, {0, 0, 0}});
  }

  @ParameterizedTest
  @CsvSource({"MEAN,4", "MEDIAN,3", "CONSTANT,-7"})
  void fillsMissingNumbers(Imputation imputation, double fill) {
    Table table = new Table(List.of(new NumericColumn("a", 8, NONE, 1, 3)));
    FeatureOptions options =
        new FeatureOptions(
            List.of(),
            List.of(),
            NumericOptions.DEFAULT,
            Map.of("a", new NumericOptions(imputation, -7, Scaling.NONE)),
            List.of());
    FeatureEncoder encoder = FeatureEncoder.fit(table, table.everyRow(), List.of("a"), options);
    assertThat(encoder.encode(table, new int[] {1}, Precision.FLOAT64).get(0, 0)).isEqualTo(fill);
  }

  @Test
  void findsColumnsByNameInAnyTable() {
    Table other =
        new Table(
            List.of(
                CategoricalColumn.of("sex", "m"),
                new NumericColumn("extra", 5),
                new NumericColumn("age", 4)));
    assertThat(fit(NumericOptions.DEFAULT).encode(other, new int[] {0}, Precision.FLOAT64).toRows())
        .isDeepEqualTo(new double[][] {{2, 0, 1}});
  }

  @Test
  void tellsAMissingColumnAndWhatTheModelNeeds() {
    Table other = new Table(List.of(new NumericColumn("age", 4)), Path.of("new.csv"), null);
    FeatureEncoder encoder = fit(NumericOptions.DEFAULT);
    assertThatThrownBy(() -> encoder.encode(other, new int[] {0}, Precision.FLOAT64))
        .isInstanceOf(InputException.class)
        .hasMessage("new.csv: column 'sex' is missing; the model needs age, sex");
  }

  @Test
  void tellsTextWhereANumberIsNeeded() {
    Table other =
        new Table(
            List.of(
                new CategoricalColumn("age", 7, new int[] {-1, 0}, List.of("old")),
                CategoricalColumn.of("sex", "m", "f")),
            Path.of("new.csv"),
            new int[] {2, 3});
    FeatureEncoder encoder = fit(NumericOptions.DEFAULT);
    assertThatThrownBy(() -> encoder.encode(other, new int[] {0}, Precision.FLOAT64))
        .isInstanceOf(InputException.class)
        .hasMessage("new.csv:3:7: 'old' in column 'age', which must be numeric");
  }

  @Test
  void encodesNumbersWhereLabelsAreNeeded() {
    CategoricalFeature step = new CategoricalFeature("c", List.of("1", "2"));
    Table table = new Table(List.of(new NumericColumn("c", 2, 3, NONE)));
    assertThat(
            new FeatureEncoder(List.of(step))
                .encode(table, table.everyRow(), Precision.FLOAT32)
                .toRows())
        .isDeepEqualTo(new double[][] {{0, 1}, {0, 0}, {0, 0}});
  }

  @Test
  void countsUnknownCategories() {
    FeatureEncoder encoder = fit(NumericOptions.DEFAULT);
    assertThat(encoder.unknownCategories(TABLE))
        .containsExactly(new UnknownCategory("sex", "x", 1, new RowPlace(null, 5), null));
    assertThat(encoder.unknownCategories(TABLE.select(TRAIN))).isEmpty();
  }

  @Test
  void aColumnWithoutAValueInTheTrainingRowsTellsNothing() {
    Table table =
        new Table(
            List.of(
                new NumericColumn("a", 1, 2, 3),
                new NumericColumn("lab", NONE, NONE, 5000),
                new CategoricalColumn("kind", 0, new int[] {-1, -1, 0}, List.of("k"))));
    FeatureEncoder encoder =
        FeatureEncoder.fit(
            table, new int[] {0, 1}, List.of("a", "lab", "kind"), FeatureOptions.DEFAULT);
    assertThat(encoder.inputs()).containsExactly("a");
    assertThat(encoder.encode(table, new int[] {2}, Precision.FLOAT64).toRows())
        .isDeepEqualTo(new double[][] {{3}});
  }

  @ParameterizedTest
  @EnumSource(
      value = Scaling.class,
      names = {"STANDARDIZE", "MIN_MAX"})
  void noiseOfRoundingIsNotBlownUp(Scaling scaling) {
    Table table = new Table(List.of(new NumericColumn("a", 0.3, 0.1 + 0.2, 0.3, 0.7)));
    FeatureEncoder encoder =
        FeatureEncoder.fit(
            table,
            new int[] {0, 1, 2},
            List.of("a"),
            new FeatureOptions(
                List.of(),
                List.of(),
                new NumericOptions(Imputation.MEAN, 0, scaling),
                Map.of(),
                List.of()));
    assertThat(encoder.steps())
        .containsExactly(new NumericFeature("a", 0.3 + 0x1p-54 / 3, new Scaler(0.3, 1)));
  }

  @Test
  void whatDiffersByMoreThanRoundingIsScaled() {
    assertThat(Scaler.isConstant(1e9, 1e9 + 1e-5)).isFalse();
    assertThat(Scaler.isConstant(0, Double.MIN_VALUE)).isTrue();
    assertThat(Scaler.isConstant(-1, 1)).isFalse();
    assertThat(Scaler.isConstant(5, 5)).isTrue();
    assertThat(Scaler.isConstant(1, 1 + 16 * 0x1p-52)).isTrue();
    assertThat(Scaler.isConstant(1, 1 + 17 * 0x1p-52)).isFalse();
  }

  @Test
  void aColumnThatHoldsNothingIsFilledLikeMissingNumbers() {
    Table other =
        new Table(
            List.of(
                new CategoricalColumn("age", 7, new int[] {-1, -1}, List.of()),
                CategoricalColumn.of("sex", "m", "f")));
    assertThat(
            fit(NumericOptions.DEFAULT).encode(other, other.everyRow(), Precision.FLOAT64).toRows())
        .isDeepEqualTo(new double[][] {{0, 0, 1}, {0, 1, 0}});
  }

  @Test
  void asManyLabelsAsHalfTheRowsDoNotIdentifyThem() {
    assertThat(CategoricalFeature.identifies(labels(25), 50)).isFalse();
    assertThat(CategoricalFeature.identifies(labels(26), 50)).isTrue();
    assertThat(CategoricalFeature.identifies(labels(20), 20)).isFalse();
    assertThat(CategoricalFeature.identifies(labels(21), 21)).isTrue();
  }

  private static List<String> labels(int count) {
    return IntStream.range(0, count).mapToObj(i -> "p" + i).toList();
  }

  @Test
  void messagesListTwentyLabels() {
    assertThat(Labels.list(labels(20))).endsWith("p18, p19");
    assertThat(Labels.list(labels(21))).endsWith("p18, p19, … (21 in all)");
  }

  @Test
  void refusesLabelsAndConstantsThatAreNone() {
    assertThatThrownBy(() -> new CategoricalFeature("c", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("labels must be at least 1");
    assertThatThrownBy(() -> new CategoricalFeature("c", List.of("a", "a")))
        .hasMessageContaining("all different, but are [a, a]");
    assertThatThrownBy(() -> new NumericOptions(Imputation.CONSTANT, NONE, Scaling.NONE))
        .hasMessage("constant must be a finite number but is NaN");
  }

  @Test
  void declaredCategoriesMayBeMany() {
    Table table =
        new Table(
            List.of(
                CategoricalColumn.of(
                    "id", IntStream.range(0, 60).mapToObj(i -> "p" + i).toArray(String[]::new))));
    FeatureOptions declared =
        new FeatureOptions(List.of(), List.of(), NumericOptions.DEFAULT, Map.of(), List.of("id"));
    assertThat(FeatureEncoder.fit(table, table.everyRow(), List.of("id"), declared).width())
        .isEqualTo(60);
  }

  @Test
  void aLabelThatIsTheSameNumberIsTakenForTheKnownOne() {
    CategoricalFeature step = new CategoricalFeature("c", List.of("1", "2", "x"));
    Table table = new Table(List.of(CategoricalColumn.of("c", "1.0", "02", "x ", null)));
    FeatureEncoder encoder = new FeatureEncoder(List.of(step));
    assertThat(encoder.encode(table, table.everyRow(), Precision.FLOAT32).toRows())
        .isDeepEqualTo(new double[][] {{1, 0, 0}, {0, 1, 0}, {0, 0, 0}, {0, 0, 0}});
    assertThat(encoder.unknownCategories(table))
        .extracting(UnknownCategory::label, UnknownCategory::taken, UnknownCategory::count)
        .containsExactlyInAnyOrder(tuple("1.0", "1", 1), tuple("02", "2", 1), tuple("x ", null, 1));
  }

  @Test
  void tellsAValueBeyondThePrecision() {
    Table table =
        new Table(
            List.of(new NumericColumn("a", 3, new double[] {1, 1e300})),
            Path.of("d.csv"),
            new int[] {2, 3});
    FeatureEncoder encoder =
        new FeatureEncoder(List.of(new NumericFeature("a", 0, Scaler.IDENTITY)));
    assertThatThrownBy(() -> encoder.encode(table, table.everyRow(), Precision.FLOAT32))
        .isInstanceOf(InputException.class)
        .hasMessage("d.csv:3:3: 1.0E300 in column 'a' is beyond float32 after scaling");
    assertThat(encoder.encode(table, table.everyRow(), Precision.FLOAT64).get(1, 0))
        .isEqualTo(1e300);
  }

  @Test
  void tellsWhatCannotBeLearntFrom() {
    Table table =
        new Table(
            List.of(
                new NumericColumn(
                    "empty", IntStream.range(0, 60).mapToDouble(i -> i < 50 ? NONE : 1).toArray()),
                CategoricalColumn.of(
                    "id", IntStream.range(0, 60).mapToObj(i -> "p" + i).toArray(String[]::new)),
                new NumericColumn(
                    "huge",
                    IntStream.range(0, 60)
                        .mapToDouble(i -> i % 2 == 0 ? 1e308 : -1e308)
                        .toArray())));
    int[] rows = IntStream.range(0, 50).toArray();
    assertThatThrownBy(
            () -> FeatureEncoder.fit(table, rows, List.of("empty"), FeatureOptions.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessage("no feature holds a value in the 50 training rows: empty");
    assertThatThrownBy(() -> FeatureEncoder.fit(table, rows, List.of("id"), FeatureOptions.DEFAULT))
        .hasMessage(
            "column 'id' holds 50 different texts in 50 training rows ('p0', 'p1', …): it identifies"
                + " rows rather than tells about them; leave it out (--ignore id), or have each taken"
                + " for a category all the same (--categorical id)");
    assertThatThrownBy(
            () -> FeatureEncoder.fit(table, rows, List.of("huge"), FeatureOptions.DEFAULT))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column 'huge' cannot be scaled");
  }

  @Test
  void namesAllColumnsThatIdentifyRowsAtOnce() {
    String[] texts = IntStream.range(0, 50).mapToObj(i -> "p" + i).toArray(String[]::new);
    Table table =
        new Table(
            List.of(
                CategoricalColumn.of("id", texts),
                CategoricalColumn.of("sex", Collections.nCopies(50, "f").toArray(String[]::new)),
                CategoricalColumn.of("name, first", texts)));
    FeatureOptions declared =
        new FeatureOptions(
            List.of(), List.of(), NumericOptions.DEFAULT, Map.of(), List.of("id", "name, first"));
    FeatureOptions named =
        new FeatureOptions(table.names(), List.of(), NumericOptions.DEFAULT, Map.of(), List.of());
    assertThatThrownBy(() -> FeatureEncoder.fit(table, table.everyRow(), table.names(), named))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column 'id' holds 50 different texts")
        .hasMessageContaining(", and so do others: 'name, first'; they identify rows")
        .hasMessageContaining("(--ignore id,'\"name, first\"')")
        .hasMessageContaining("(--categorical id,'\"name, first\"')");
    assertThat(
            FeatureEncoder.fit(table, table.everyRow(), table.names(), FeatureOptions.DEFAULT)
                .columns())
        .as("left out unless they are named, as long as there are others")
        .containsExactly("sex");
    assertThat(FeatureEncoder.fit(table, table.everyRow(), table.names(), declared).width())
        .isEqualTo(101);
  }
}
