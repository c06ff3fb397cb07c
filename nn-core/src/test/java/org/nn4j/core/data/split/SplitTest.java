package org.nn4j.core.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.random.RandomStream;

class SplitTest {
  private static RandomStream random(long seed) {
    return new RandomStream(seed, "split");
  }

  private static int[] classes(int... sizes) {
    return IntStream.range(0, sizes.length)
        .flatMap(k -> IntStream.generate(() -> k).limit(sizes[k]))
        .toArray();
  }

  private static long[] counts(int[] rows, int[] classes) {
    long[] counts = new long[Arrays.stream(classes).max().orElse(0) + 1];
    for (int row : rows) {
      counts[classes[row]]++;
    }
    return counts;
  }

  private static void assertCovers(Split split, int n) {
    int[] all =
        Stream.of(split.train(), split.validation(), split.test())
            .flatMapToInt(IntStream::of)
            .toArray();
    assertThat(all).doesNotHaveDuplicates().hasSize(n);
    assertThat(IntStream.of(all).allMatch(row -> row >= 0 && row < n)).isTrue();
    assertThat(split.train()).isSorted();
    assertThat(split.validation()).isSorted();
    assertThat(split.test()).isSorted();
  }

  @ParameterizedTest
  @CsvSource({
    "10,0.2,0.1,2,1",
    "150,0.2,0,30,0",
    "7,0,0.5,0,4",
    "3,0.34,0.34,1,1",
    "1000,0.333,0.1,333,100",
    "5,0,0,0,0",
    "1,0,0,0,0"
  })
  void dividesAtRandom(int n, double validation, double test, int forValidation, int forTest) {
    for (long seed = 0; seed < 20; seed++) {
      Split split = Split.random(n, validation, test, random(seed));
      assertCovers(split, n);
      assertThat(split.validation()).hasSize(forValidation);
      assertThat(split.test()).hasSize(forTest);
    }
  }

  @Test
  void dividesClassesInProportion() {
    int[] classes = classes(50, 30, 20);
    for (long seed = 0; seed < 20; seed++) {
      Split split = Split.stratified(classes, 0.2, 0.1, random(seed));
      assertCovers(split, 100);
      assertThat(counts(split.test(), classes)).containsExactly(5, 3, 2);
      assertThat(counts(split.validation(), classes)).containsExactly(10, 6, 4);
      assertThat(counts(split.train(), classes)).containsExactly(35, 21, 14);
    }
  }

  @Test
  void keepsRareClassesOnBothSidesAndSingleOnesInTraining() {
    int[] classes = classes(100, 2, 1, 3);
    for (long seed = 0; seed < 50; seed++) {
      Split split = Split.stratified(classes, 0.2, 0, random(seed));
      assertCovers(split, 106);
      long[] held = counts(split.validation(), classes);
      assertThat(split.validation()).hasSize(21);
      assertThat(held[1]).as("seed %d", seed).isEqualTo(1);
      assertThat(held[2]).isZero();
      assertThat(held[3]).isBetween(1L, 2L);
    }
  }

  @Test
  void sharesByLargestRemainder() {
    assertThat(Strata.shares(new int[] {47, 33, 20}, 10)).containsExactly(5, 3, 2);
    assertThat(Strata.shares(new int[] {5, 5}, 3)).containsExactly(2, 1);
    assertThat(Strata.shares(new int[] {90, 5, 5}, 2))
        .as("three bounds, two rows")
        .containsExactly(2, 0, 0);
    assertThat(Strata.shares(new int[] {98, 2}, 2)).containsExactly(1, 1);
    assertThat(Strata.shares(new int[] {1, 1, 1}, 2)).containsExactly(1, 1, 0);
    assertThat(Strata.shares(new int[] {0, 4}, 2)).containsExactly(0, 2);
    assertThat(Strata.shares(new int[] {3, 3}, 6)).containsExactly(3, 3);
  }

  @Test
  void dividesTheSameWayForASeedForEver() {
    int[] classes = classes(6, 4);
    Split split = Split.stratified(classes, 0.2, 0.2, random(42));
    assertThat(List.of(split.train(), split.validation(), split.test()))
        .usingRecursiveComparison()
        .isEqualTo(List.of(new int[] {0, 2, 4, 5, 6, 7}, new int[] {1, 9}, new int[] {3, 8}));
    assertThat(Arrays.hashCode(Split.random(1000, 0.3, 0, random(7)).validation()))
        .isEqualTo(-1397102313);
    assertThat(Split.random(1000, 0.3, 0, random(8)).validation())
        .isNotEqualTo(Split.random(1000, 0.3, 0, random(7)).validation());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "5  | 0.05 | 0   | a validation fraction of 0.05 of 5 rows is no row at all; 0 holds none out",
        "5  | 0    | 0.1 | a test fraction of 0.1 of 5 rows is no row at all",
        "4  | 0.5  | 0.5 | take 2 + 2 of 4 rows and leave none to train on",
        "2  | 0.8  | 0   | leave none to train on",
        "9  | 1    | 0   | the validation fraction must be in [0, 1) but is 1.0",
        "9  | 0    | -0.1 | the test fraction must be in [0, 1) but is -0.1",
        "9  | NaN  | 0   | but is NaN"
      })
  void refusesFractionsThatLeaveAPartEmpty(int n, double validation, double test, String message) {
    assertThatThrownBy(() -> Split.random(n, validation, test, random(1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void takesADivisionMadeElsewhere() {
    Split split = Split.of(new int[] {4, 0, 2}, new int[] {3}, new int[] {1});
    assertCovers(split, 5);
    assertThat(split.train()).containsExactly(0, 2, 4);

    assertThatThrownBy(() -> Split.of(new int[] {0, 1}, new int[] {1}, new int[0]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("split: each row from 0 on must be in one part, but row 1 is in two");
    assertThatThrownBy(() -> Split.of(new int[] {0, 3}, new int[] {1}, new int[0]))
        .hasMessageEndingWith("but row 2 is in none");
  }

  @Test
  void refusesAClassThatIsMissing() {
    Table table = new Table(List.of(CategoricalColumn.of("y", "a", null, "b")));
    assertThatThrownBy(() -> Split.stratified(table, "y", 0.5, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("row 1, column 'y': 'y' is missing; complete the row or remove it");
  }

  /** Each row that is to be taken looked at every class. */
  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void asManyClassesAsRowsAreDividedInProportion() {
    int[] sizes = new int[400_000];
    Arrays.fill(sizes, 1);
    int[] shares = Strata.shares(sizes, 80_000);

    assertThat(Arrays.stream(shares).sum()).isEqualTo(80_000);
    assertThat(Arrays.stream(shares).limit(80_000)).allMatch(share -> share == 1);
  }
}
