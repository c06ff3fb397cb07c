package org.nn4j.core.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nn4j.core.InputException;

class TableTest {
  private static final Column AGE = new NumericColumn("age", 30, Double.NaN, 50);
  private static final Column SEX = CategoricalColumn.of("sex", "m", "f", null);
  private static final Table TABLE =
      new Table(List.of(AGE, SEX), Path.of("people.csv"), new int[] {2, 4, 5});

  @Test
  void selectsRowsInAnyOrderWithTheirLines() {
    Table selected = TABLE.select(new int[] {2, 0, 0});
    assertThat(selected.rows()).isEqualTo(3);
    assertThat(IntStream.range(0, 3).mapToLong(selected::line)).containsExactly(5L, 2L, 2L);
    assertThat(selected.column("age").text(0)).isEqualTo("50");
    assertThat(selected.column("sex").missing(0)).isTrue();
    assertThat(selected.column("sex").text(2)).isEqualTo("m");
  }

  @Test
  void namesNearColumnsForAnUnknownOne() {
    assertThatThrownBy(() -> TABLE.column("Aeg"))
        .isInstanceOf(InputException.class)
        .hasMessage("people.csv: no column 'Aeg'; did you mean 'age'? The columns are age, sex.");
  }

  @Test
  void listsTwentyColumnsAtMost() {
    Table wide =
        new Table(IntStream.range(0, 25).mapToObj(i -> new NumericColumn("pixel" + i, i)).toList());
    assertThatThrownBy(() -> wide.column("label"))
        .hasMessageContaining("pixel19, … (25 in all)")
        .hasMessageNotContaining("pixel20");
  }

  @Test
  void refusesColumnsThatDoNotFit() {
    assertThatThrownBy(() -> new Table(List.of())).hasMessageContaining("at least one column");
    assertThatThrownBy(() -> new Table(List.of(AGE, AGE))).hasMessageContaining("differ in name");
    assertThatThrownBy(() -> new Table(List.of(AGE, new NumericColumn("x", 1))))
        .hasMessageContaining("one length");
    assertThatThrownBy(() -> new NumericColumn("x", 1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> new CategoricalColumn("x", 0, new int[] {1}, List.of("a")))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void sortsLabelsByNumberThenText() {
    assertThat(CategoricalColumn.of("c", "b", "10", "9", "-1", "a", "1e1", "B", "９").labels())
        .containsExactly("-1", "9", "10", "1e1", "B", "a", "b", "９");
  }

  @Test
  void writesWholeNumbersWithoutFraction() {
    assertThat(NumericColumn.text(3.0)).isEqualTo("3");
    assertThat(NumericColumn.text(-0.0)).isEqualTo("0");
    assertThat(NumericColumn.text(0.5)).isEqualTo("0.5");
    assertThat(NumericColumn.text(1e300)).isEqualTo("1.0E300");
    assertThatThrownBy(() -> AGE.text(1)).hasMessageContaining("no value in row 1");
  }
}
