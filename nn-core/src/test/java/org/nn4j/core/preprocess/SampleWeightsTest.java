package org.nn4j.core.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;

class SampleWeightsTest {
  private static final Table TABLE =
      new Table(
          List.of(
              CategoricalColumn.of("y", "a", "a", "a", "b", "b"),
              new NumericColumn("w", 1, 2, 0.5, 0, 4),
              new NumericColumn("bad", 1, -2, Double.NaN, 0, 0)));
  private static final ClassTarget CLASSES = new ClassTarget("y", false, List.of("a", "b"));
  private static final int[] TRAIN = {0, 1, 2, 3};

  private static Matrix encode(WeightOptions options, int... rows) {
    return SampleWeights.fit(TABLE, TRAIN, CLASSES, options).encode(TABLE, rows);
  }

  @Test
  void countsEverySampleOnceByDefault() {
    assertThat(encode(WeightOptions.NONE, 0, 1)).isNull();
  }

  @Test
  void balancesTheClassesOfTheTrainingRows() {
    SampleWeights weights =
        SampleWeights.fit(TABLE, TRAIN, CLASSES, new WeightOptions(null, true, Map.of()));
    assertThat(weights.classWeights()).containsExactly(4 / (2 * 3.0), 4 / (2 * 1.0));
  }

  @Test
  void multipliesColumnAndClass() {
    assertThat(encode(new WeightOptions("w", false, Map.of("b", 3.0)), 0, 1, 4).toRows())
        .isDeepEqualTo(new double[][] {{1}, {2}, {12}});
    assertThat(encode(new WeightOptions("w", false, Map.of()), 2, 3).toRows())
        .isDeepEqualTo(new double[][] {{0.5}, {0}});
  }

  @Test
  void refusesWeightsThatMakeNoSense() {
    assertThatThrownBy(() -> encode(new WeightOptions("bad", false, Map.of()), 0, 1))
        .isInstanceOf(InputException.class)
        .hasMessage("row 1, column 'bad': the sample weight -2 in column 'bad' is negative");
    assertThatThrownBy(() -> encode(new WeightOptions("bad", false, Map.of()), 0, 2))
        .hasMessageContaining("the sample weight 'bad' is missing");
    assertThatThrownBy(() -> encode(new WeightOptions("w", false, Map.of()), 3))
        .hasMessageContaining("must have a sum above 0 but it is 0.0");
    assertThatThrownBy(() -> encode(new WeightOptions(null, false, Map.of("c", 1.0)), 0))
        .hasMessage("a weight is given to class 'c', which is none of the classes a, b");
    assertThatThrownBy(() -> new WeightOptions(null, false, Map.of("a", -1.0)))
        .hasMessageContaining("class weight of a must be");
    assertThatThrownBy(() -> new WeightOptions(null, true, Map.of("a", 1.0)))
        .hasMessageContaining("not both");
    NumericTarget numbers = new NumericTarget(List.of("w"), List.of(Scaler.IDENTITY));
    assertThatThrownBy(
            () -> SampleWeights.fit(TABLE, TRAIN, numbers, new WeightOptions(null, true, Map.of())))
        .hasMessageContaining("the task is regression");
  }
}
