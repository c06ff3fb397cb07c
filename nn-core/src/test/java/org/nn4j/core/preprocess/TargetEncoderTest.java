package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;

class TargetEncoderTest {
  private static final double NONE = Double.NaN;

  private static Table table(Column... columns) {
    return new Table(List.of(columns), Path.of("d.csv"), null);
  }

  static Stream<Arguments> labels() {
    return Stream.of(
        Arguments.of(
            CategoricalColumn.of("y", "b", "a", "b"), List.of("a", "b"), new int[] {1, 0, 1}),
        Arguments.of(
            CategoricalColumn.of("y", "10", "9", "10"), List.of("9", "10"), new int[] {1, 0, 1}),
        Arguments.of(new NumericColumn("y", 3, 1, 2), List.of("1", "2", "3"), new int[] {2, 0, 1}),
        Arguments.of(
            new NumericColumn("y", 10, 9, -1.5), List.of("-1.5", "9", "10"), new int[] {2, 1, 0}),
        Arguments.of(new NumericColumn("y", -0.0, 1, 0), List.of("0", "1"), new int[] {0, 1, 0}),
        Arguments.of(
            CategoricalColumn.of("y", "猫", "犬", "猫"), List.of("犬", "猫"), new int[] {1, 0, 1}));
  }

  @ParameterizedTest
  @MethodSource("labels")
  void numbersClassesInTheOrderOfLabels(Column column, List<String> labels, int[] indices) {
    Table table = table(column);
    ClassTarget target = ClassTarget.fit(table, table.everyRow(), "y");
    assertThat(target.labels()).isEqualTo(labels);
    assertThat(target.indices(table, table.everyRow())).isEqualTo(indices);
  }

  @ParameterizedTest
  @CsvSource({
    "DISTRIBUTION,3,3,INDEX",
    "DISTRIBUTION,2,2,INDEX",
    "PROBABILITY,1,2,BINARY",
    "PROBABILITY,2,2,ONE_HOT",
    "PROBABILITY,4,4,ONE_HOT",
    "SIGN,1,2,SIGN",
    "SIGN,3,3,SIGNS",
    "REAL,1,2,BINARY",
    "REAL,3,3,ONE_HOT",
    "COUNT,1,2,BINARY"
  })
  void choosesTheEncodingForALoss(
      TargetKind kind, int outputs, int classes, ClassEncoding encoding) {
    assertThat(ClassEncoding.of(kind, outputs, classes)).isEqualTo(encoding);
  }

  @Test
  void refusesOutputsThatCannotTellTheClasses() {
    assertThatThrownBy(() -> ClassEncoding.of(TargetKind.DISTRIBUTION, 1, 2))
        .hasMessage("the network has 1 output but the target has 2 classes; it needs 2");
    assertThatThrownBy(() -> ClassEncoding.of(TargetKind.PROBABILITY, 3, 2))
        .hasMessage("the network has 3 outputs but the target has 2 classes; it needs 2 or 1");
    assertThatThrownBy(() -> ClassEncoding.of(TargetKind.SIGN, 1, 3))
        .hasMessage("the network has 1 output but the target has 3 classes; it needs 3");
  }

  static Stream<Arguments> encodings() {
    return Stream.of(
        Arguments.of(ClassEncoding.INDEX, new double[][] {{1}, {0}}),
        Arguments.of(ClassEncoding.BINARY, new double[][] {{1}, {0}}),
        Arguments.of(ClassEncoding.ONE_HOT, new double[][] {{0, 1}, {1, 0}}),
        Arguments.of(ClassEncoding.SIGN, new double[][] {{1}, {-1}}),
        Arguments.of(ClassEncoding.SIGNS, new double[][] {{-1, 1}, {1, -1}}));
  }

  @ParameterizedTest
  @MethodSource("encodings")
  void encodesClasses(ClassEncoding encoding, double[][] rows) {
    Table table = table(CategoricalColumn.of("y", "b", "a"));
    ClassTarget target = ClassTarget.fit(table, table.everyRow(), "y");
    for (Precision precision : Precision.values()) {
      assertThat(target.encode(table, table.everyRow(), encoding, precision).toRows())
          .isDeepEqualTo(rows);
    }
  }

  @Test
  void tellsClassesThatTrainingDidNotHave() {
    Table table = table(CategoricalColumn.of("y", "b", "a", "c", null));
    ClassTarget target = ClassTarget.fit(table, new int[] {0, 1}, "y");
    assertThatThrownBy(() -> target.indices(table, new int[] {0, 2}))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "'c' in column 'y' is none of the classes that the model was trained on: a, b");
    assertThatThrownBy(() -> target.indices(table, new int[] {3}))
        .hasMessageContaining("the target 'y' is missing");
    assertThatThrownBy(() -> ClassTarget.fit(table, new int[] {0, 3}, "y"))
        .hasMessageContaining("the target 'y' is missing; complete the row or remove it");
    assertThatThrownBy(() -> ClassTarget.fit(table, new int[] {0}, "y"))
        .hasMessageContaining("holds one class only ('b')");
  }

  @ParameterizedTest
  @EnumSource(Precision.class)
  void standardizesSeveralTargetsAndGoesBack(Precision precision) {
    Table table = table(new NumericColumn("a", 1, 3, 100), new NumericColumn("b", 10, 30, 0));
    TargetEncoder target = TargetEncoder.fit(table, new int[] {0, 1}, TargetOptions.of("a", "b"));
    assertThat(target)
        .isEqualTo(
            new NumericTarget(List.of("a", "b"), List.of(new Scaler(2, 1), new Scaler(20, 10))));
    NumericTarget numbers = (NumericTarget) target;
    Matrix encoded = numbers.encode(table, table.everyRow(), TargetKind.REAL, precision);
    assertThat(encoded.toRows()).isDeepEqualTo(new double[][] {{-1, -1}, {1, 1}, {98, -2}});
    numbers.decode(encoded);
    assertThat(encoded.toRows()).isDeepEqualTo(new double[][] {{1, 10}, {3, 30}, {100, 0}});
  }

  @Test
  void aSingleRowIsEnoughForANumber() {
    Table table = table(new NumericColumn("a", 7, 3));
    TargetOptions options = TargetOptions.of("a").withTask(Task.REGRESSION);
    NumericTarget target = (NumericTarget) TargetEncoder.fit(table, new int[] {0}, options);
    assertThat(target).isEqualTo(new NumericTarget(List.of("a"), List.of(new Scaler(7, 1))));
    assertThat(target.outputs()).containsExactly("a");
    assertThat(target.thresholds()).containsExactly(0.5);
  }

  @Test
  void refusesTargetsThatAreNone() {
    assertThatThrownBy(
            () -> new NumericTarget(List.of("a", "a"), List.of(Scaler.IDENTITY, Scaler.IDENTITY)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("columns must be at least 1, all different, but are [a, a]");
    for (double threshold : new double[] {0, 1, NONE}) {
      assertThatThrownBy(() -> new ClassTarget("y", false, List.of("a", "b"), threshold))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a threshold must be above 0 and below 1 but is " + threshold);
    }
    Table huge = table(new NumericColumn("a", 1e300));
    NumericTarget target = new NumericTarget(List.of("a"), List.of(Scaler.IDENTITY));
    assertThatThrownBy(() -> target.encode(huge, new int[] {0}, TargetKind.REAL, Precision.FLOAT32))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is beyond float32 after scaling");
  }

  @ParameterizedTest
  @CsvSource({"COUNT,0", "COUNT,5", "PROBABILITY,0", "PROBABILITY,1", "SIGN,-1", "SIGN,1"})
  void theBoundsOfAKindBelongToIt(TargetKind kind, double value) {
    Table table = table(new NumericColumn("y", value));
    NumericTarget target = new NumericTarget(List.of("y"), List.of(Scaler.IDENTITY));
    assertThat(target.encode(table, new int[] {0}, kind, Precision.FLOAT32).get(0, 0))
        .isEqualTo(value);
  }

  @Test
  void leavesTargetsAloneIfTold() {
    Table table = table(new NumericColumn("a", 1, 3));
    assertThat(
            TargetEncoder.fit(
                table,
                table.everyRow(),
                TargetOptions.of("a").withTask(Task.REGRESSION).withScaling(Scaling.NONE)))
        .isEqualTo(new NumericTarget(List.of("a"), List.of(Scaler.IDENTITY)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COUNT        | -0.5 | a count, at least 0",
        "PROBABILITY  | 1.5  | a probability, in [0, 1]",
        "DISTRIBUTION | -0.1 | a probability, in [0, 1]",
        "SIGN         | 0    | one of the labels -1 and 1"
      })
  void tellsTheTargetThatALossCannotCompare(TargetKind kind, double value, String wanted) {
    Table table = table(new NumericColumn("y", 1, value));
    NumericTarget plain = new NumericTarget(List.of("y"), List.of(Scaler.IDENTITY));
    NumericTarget scaled = new NumericTarget(List.of("y"), List.of(new Scaler(0, 0.1)));
    assertThat(plain.encode(table, new int[] {0}, kind, Precision.FLOAT32).get(0, 0)).isEqualTo(1);
    assertThatThrownBy(() -> plain.encode(table, table.everyRow(), kind, Precision.FLOAT32))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "the target 'y' is "
                + NumericColumn.text(value)
                + ", but for this loss it must be "
                + wanted);
    if (kind == TargetKind.PROBABILITY) {
      assertThatThrownBy(() -> scaled.encode(table, table.everyRow(), kind, Precision.FLOAT32))
          .hasMessageContaining("the target 'y' is 1, scaled 10, but");
    }
  }

  @Test
  void tellsTargetsThatDoNotSuitTheTask() {
    Table table =
        table(
            CategoricalColumn.of("text", "a", "b"),
            new NumericColumn("gap", 1, NONE),
            new NumericColumn("same", 2, 2),
            new NumericColumn("x", 0, 1));
    int[] rows = table.everyRow();
    assertThatThrownBy(
            () ->
                TargetEncoder.fit(table, rows, TargetOptions.of("text").withTask(Task.REGRESSION)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'a' in column 'text', which must be numeric");
    assertThatThrownBy(
            () -> TargetEncoder.fit(table, rows, TargetOptions.of("gap").withTask(Task.REGRESSION)))
        .hasMessageContaining("the target 'gap' is missing");
    assertThatThrownBy(
            () ->
                TargetEncoder.fit(table, rows, TargetOptions.of("same").withTask(Task.REGRESSION)))
        .hasMessageContaining("holds one value only ('2')");
    assertThatThrownBy(
            () ->
                TargetEncoder.fit(
                    table, rows, TargetOptions.of("text", "x").withTask(Task.CLASSIFICATION)))
        .hasMessage("classification has one target column, but 2 are named: text, x");
    assertThatThrownBy(() -> TargetEncoder.fit(table, rows, TargetOptions.of("texd")))
        .hasMessageContaining("no column 'texd'; did you mean 'text'?");
  }
}
