package org.nn4j.core.data.split;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;

class FoldsTest {

  /** Groups of the given sizes, their rows mixed. */
  private static RowGroups sizes(int... sizes) {
    List<Integer> indices =
        IntStream.range(0, sizes.length)
            .flatMap(group -> IntStream.generate(() -> group).limit(sizes[group]))
            .boxed()
            .collect(Collectors.toList());
    Collections.shuffle(indices, new Random(1));
    return RowGroups.of(indices.stream().mapToInt(Integer::intValue).toArray());
  }

  private static int[] counts(RowGroups groups, int[] rows) {
    int[] counts = new int[groups.labels().size()];
    for (int row : rows) {
      counts[groups.groupOf(row)]++;
    }
    return counts;
  }

  static Stream<Arguments> rules() {
    return Stream.of(
        Arguments.of("2 of 2 rows", Folding.random(2), 2),
        Arguments.of("3 of 10 rows", Folding.random(10), 3),
        Arguments.of("each row a fold", Folding.random(7), 7),
        Arguments.of("classes", Folding.stratified(sizes(13, 7, 5)), 5),
        Arguments.of("one group a fold", Folding.grouped(sizes(4, 1, 9)), 3),
        Arguments.of("groups", Folding.grouped(sizes(4, 1, 9, 3, 3, 2, 8)), 3),
        Arguments.of("groups and classes", Folding.grouped(sizes(6, 5, 4, 3), sizes(9, 9)), 2),
        Arguments.of("given", Folding.given(RowGroups.of(1, 0, 2, 2, 1, 0, 0)), 3));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("rules")
  void everyRowIsHeldOutOnceInEachDivision(String name, Folding folding, int count) {
    for (long seed = 0; seed < 20; seed++) {
      Folds folds = Folds.of(folding, count, 3, seed);

      assertThat(folds.all()).hasSize(3 * count);
      assertThat(List.of(folds.count(), folds.repeats(), folds.rows()))
          .containsExactly(count, 3, folding.rows());
      for (int repeat = 1; repeat <= 3; repeat++) {
        int now = repeat;
        List<Fold> division = folds.all().stream().filter(f -> f.repeat() == now).toList();
        assertThat(division.stream().map(Fold::number))
            .containsExactlyElementsOf(IntStream.rangeClosed(1, count).boxed().toList());
        assertThat(division.stream().flatMapToInt(fold -> Arrays.stream(fold.held())).sorted())
            .containsExactlyElementsOf(IntStream.range(0, folding.rows()).boxed().toList());
        for (Fold fold : division) {
          assertThat(fold.held()).isNotEmpty().isSorted().doesNotContain(fold.train());
          assertThat(fold.train()).isSorted();
          assertThat(fold.train().length + fold.held().length).isEqualTo(folding.rows());
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "5", "7"})
  void classesAndFoldsAreEvenToWithinARow(int count) {
    RowGroups classes = sizes(31, 7, 19, 8);
    for (long seed = 0; seed < 20; seed++) {
      for (Fold fold : Folds.stratified(classes, count, seed).all()) {
        int[] held = counts(classes, fold.held());
        for (int k = 0; k < held.length; k++) {
          assertThat(held[k]).isBetween(classes.size(k) / count, classes.size(k) / count + 1);
        }
        assertThat(fold.held().length).isBetween(65 / count, 65 / count + 1);
      }
    }
  }

  @Test
  void groupsStayWholeAndFoldsOfLikeSize() {
    RowGroups groups = sizes(IntStream.range(0, 40).map(i -> 1 + i % 6).toArray());
    for (long seed = 0; seed < 20; seed++) {
      for (Fold fold : Folds.grouped(groups, 4, seed).all()) {
        int[] held = counts(groups, fold.held());
        for (int group = 0; group < held.length; group++) {
          assertThat(held[group]).isIn(0, groups.size(group));
        }
        assertThat(fold.held().length).isBetween(groups.rows() / 4 - 1, groups.rows() / 4 + 2);
      }
    }
  }

  @Test
  void classesAreSpreadAsFarAsGroupsAllow() {
    // 20 groups of 5 rows, of which the first five have all rows of the rare class.
    RowGroups groups = RowGroups.of(IntStream.range(0, 100).map(row -> row / 5).toArray());
    RowGroups classes =
        RowGroups.of(IntStream.range(0, 100).map(row -> row < 25 ? 1 : 0).toArray());
    for (long seed = 0; seed < 20; seed++) {
      Folds folds = Folds.of(Folding.grouped(groups, classes), 5, 1, seed);
      for (Fold fold : folds.all()) {
        assertThat(counts(classes, fold.held())).containsExactly(15, 5);
      }
    }
  }

  @Test
  void aSeedDividesTheSameWayForEver() {
    Fold first = Folds.random(1000, 5, 7).all().get(0);

    assertThat(Arrays.hashCode(first.held())).isEqualTo(1656112191);
    assertThat(Folds.random(1000, 5, 7).all().get(0).held()).isEqualTo(first.held());
    assertThat(Folds.random(1000, 5, 8).all().get(0).held()).isNotEqualTo(first.held());
  }

  @Test
  void aRepeatIsTheDivisionOfTheNextSeed() {
    List<Fold> repeated = Folds.of(Folding.random(30), 3, 2, 5).all();
    List<Fold> next = Folds.random(30, 3, 6).all();

    for (int i = 0; i < 3; i++) {
      assertThat(repeated.get(i).seed()).isEqualTo(5);
      assertThat(repeated.get(3 + i).seed()).isEqualTo(6);
      assertThat(repeated.get(3 + i).held()).isEqualTo(next.get(i).held());
    }
    assertThat(repeated.get(4)).hasToString("fold 2 of repeat 2");
  }

  @Test
  void rowsOfAFoldAreCopies() {
    Fold fold = Folds.random(4, 2, 1).all().get(0);
    fold.held()[0] = 99;
    assertThat(fold.held()).doesNotContain(99);
  }

  static Stream<Arguments> faults() {
    RowGroups classes =
        RowGroups.of(
            new Table(List.of(CategoricalColumn.of("y", "a", "b", "a", "b", "a", "c", "a"))), "y");
    return Stream.of(
        Arguments.of(Folding.random(5), 1, "must be 2 to the number of rows, 5, but is 1"),
        Arguments.of(Folding.random(5), 6, "must be 2 to the number of rows, 5, but is 6"),
        Arguments.of(
            Folding.stratified(classes),
            2,
            "class 'c' has 1 row, fewer than the 2 folds, among which it is to be spread; leave"
                + " the class out or gather rare ones into one"),
        Arguments.of(
            Folding.stratified(classes),
            3,
            "class 'b' has 2 rows, fewer than the 3 folds, among which it is to be spread; take"
                + " fewer (--folds 2), do not stratify (--no-stratify), leave"),
        Arguments.of(Folding.grouped(classes), 4, "3 groups cannot be divided among 4 folds"),
        Arguments.of(Folding.given(RowGroups.of(0, 2, 0, 2)), 3, "folds: no row is in fold '1'"),
        Arguments.of(Folding.given(classes), 2, "folds: 3 are given, but 2 are asked for"));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void refusesWhatCannotBeDivided(Folding folding, int folds, String message) {
    assertThatThrownBy(() -> Folds.of(folding, folds, 1, 0))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("folds: ")
        .hasMessageContaining(message);
  }

  @Test
  void refusesAClassThatAFoldHoldsOutWhole() {
    Folds folds = Folds.of(Folding.given(RowGroups.of(0, 0, 1, 1)), 2, 1, 0);

    folds.requireEveryClass(RowGroups.of(0, 1, 0, 1));
    assertThatThrownBy(() -> folds.requireEveryClass(RowGroups.of(0, 1, 0, 0)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "folds: all rows of class '1' (1) are in fold 1, so that none is left to learn from"
                + " when it is held out; divide otherwise or leave the class out");
  }

  @Test
  void refusesGroupsAndClassesOfOtherRowsAndNoRepeat() {
    assertThatThrownBy(() -> Folding.grouped(RowGroups.of(0, 1), RowGroups.of(0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("folds: groups of 2 rows, but classes of 1");
    assertThatThrownBy(() -> Folds.of(Folding.random(4), 2, 0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("repeats");
  }

  @Test
  void groupsRowsByText() {
    RowGroups groups =
        RowGroups.of(new Table(List.of(new NumericColumn("g", 10, 9, 10, 9.5))), "g");

    assertThat(groups.labels()).containsExactly("9", "9.5", "10");
    assertThat(groups.indices()).containsExactly(2, 0, 2, 1);
    assertThat(groups.size(2)).isEqualTo(2);
    assertThatThrownBy(() -> RowGroups.of(0, -1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("row 1 must be in a group from 0 but is in -1");
    assertThatThrownBy(
            () -> RowGroups.of(new Table(List.of(new NumericColumn("g", Double.NaN))), "g"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'g' is missing; complete the row or remove it");
  }
}
