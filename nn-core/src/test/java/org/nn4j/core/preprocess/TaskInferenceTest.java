package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.read.TableReader;

class TaskInferenceTest {

  private static Task infer(Column column) {
    return TaskInference.infer(new Table(List.of(column)), column.name());
  }

  @ParameterizedTest
  @CsvSource({
    "iris,species,CLASSIFICATION", "wine,cultivar,CLASSIFICATION",
    "breast_cancer,diagnosis,CLASSIFICATION", "digits,digit,CLASSIFICATION",
    "diabetes,progression,REGRESSION", "five_points,y,CLASSIFICATION"
  })
  void knowsTheExamples(String file, String target, Task task) {
    Table table =
        TableReader.read(Path.of("../examples/data", file + ".csv"), TableOptions.DEFAULT);
    assertThat(TaskInference.infer(table, target)).isEqualTo(task);
  }

  static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of(new double[] {0, 1}, Task.CLASSIFICATION),
        Arguments.of(new double[] {-1, 1, -1}, Task.CLASSIFICATION),
        Arguments.of(new double[] {-0.0, 0.0, 1}, Task.CLASSIFICATION),
        Arguments.of(new double[] {0, 1, Double.NaN}, Task.CLASSIFICATION),
        Arguments.of(new double[] {1, 2, 3, 1, 2, 3}, Task.CLASSIFICATION),
        Arguments.of(new double[] {1, 2, 3, 4, 1}, Task.REGRESSION),
        Arguments.of(new double[] {0.5, 1, 0.5, 1}, Task.REGRESSION),
        Arguments.of(
            IntStream.range(0, 100).mapToDouble(i -> i % 20).toArray(), Task.CLASSIFICATION),
        Arguments.of(IntStream.range(0, 100).mapToDouble(i -> i % 21).toArray(), Task.REGRESSION));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void tellsClassesFromNumbers(double[] values, Task task) {
    assertThat(infer(new NumericColumn("y", values))).isEqualTo(task);
  }

  @Test
  void takesTextsForClasses() {
    assertThat(infer(CategoricalColumn.of("y", "true", "false"))).isEqualTo(Task.CLASSIFICATION);
  }

  @Test
  void refusesATargetOfOneValue() {
    assertThatThrownBy(() -> infer(CategoricalColumn.of("y", "a", "a", null)))
        .isInstanceOf(InputException.class)
        .hasMessage("the target 'y' holds one class only ('a'); there is nothing to learn");
    assertThatThrownBy(() -> infer(new NumericColumn("y", 2, 2)))
        .hasMessage("the target 'y' holds one value only ('2'); there is nothing to learn");
    assertThatThrownBy(() -> infer(new NumericColumn("y", DoubleStream.of(Double.NaN).toArray())))
        .hasMessage("the target 'y' holds no value; there is nothing to learn");
  }
}
