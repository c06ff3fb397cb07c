package org.nn4j.core.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;

class GroupedSplitTest {

  private static RowGroups pairs(int groups) {
    return RowGroups.of(IntStream.range(0, 2 * groups).map(row -> row / 2).toArray());
  }

  private static RowGroups oneClass(RowGroups groups) {
    return RowGroups.of(new int[groups.rows()]);
  }

  private static Split split(RowGroups groups, RowGroups classes, double fraction, long seed) {
    return Split.grouped(groups, classes, fraction, new RandomStream(seed, "split"));
  }

  private static Set<Integer> present(RowGroups groups, int[] rows) {
    return IntStream.of(rows).map(groups::groupOf).boxed().collect(Collectors.toSet());
  }

  @ParameterizedTest
  @CsvSource({"100, 0.2, 40", "100, 0.25, 50", "100, 0.15, 30", "100, 0.3, 60", "3, 0.2, 2"})
  void noGroupIsOnBothSidesAndTheFractionIsMet(int count, double fraction, int held) {
    RowGroups groups = pairs(count);
    for (long seed = 0; seed < 5; seed++) {
      Split split = split(groups, oneClass(groups), fraction, seed);
      assertThat(split.validation()).hasSize(held);
      assertThat(split.train()).hasSize(2 * count - held);
      assertThat(present(groups, split.train()))
          .doesNotContainAnyElementsOf(present(groups, split.validation()));
    }
  }

  @Test
  void classesAreOnBothSidesInProportion() {
    RowGroups groups = pairs(50);
    RowGroups classes = RowGroups.of(IntStream.range(0, 100).map(r -> r / 2 % 5 / 4).toArray());
    int[] validation = split(groups, classes, 0.2, 1).validation();

    assertThat(IntStream.of(validation).filter(row -> classes.groupOf(row) == 1)).hasSize(4);
    assertThat(validation).hasSize(20);
  }

  @Test
  void theSeedDecides() {
    RowGroups groups = pairs(30);
    int[] first = split(groups, oneClass(groups), 0.2, 1).validation();

    assertThat(split(groups, oneClass(groups), 0.2, 1).validation()).isEqualTo(first);
    assertThat(split(groups, oneClass(groups), 0.2, 2).validation()).isNotEqualTo(first);
  }

  @Test
  void refusesASingleGroup() {
    RowGroups groups = RowGroups.of(1, 1, 1); // group 0 has no row
    assertThatThrownBy(() -> split(groups, oneClass(groups), 0.5, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("rows of one group alone cannot be divided");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 1, -0.1, Double.NaN})
  void refusesFractionsThatAreNone(double fraction) {
    assertThatThrownBy(() -> split(pairs(3), oneClass(pairs(3)), fraction, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("fraction");
  }
}
