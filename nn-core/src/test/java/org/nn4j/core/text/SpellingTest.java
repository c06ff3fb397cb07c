package org.nn4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.data.text.ColumnNames;

class SpellingTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "label\u00a0 ,label",
        "\ufefflabel,label",
        "a\u00a0 \tb,a b",
        "caf\u0065\u0301,caf\u00e9",
        "\uff21ge,Age",
        "so\u00adft\u200b,soft"
      })
  void namesArePlainWithoutWhatNobodySees(String written, String plain) {
    assertThat(Spelling.plain(written)).isEqualTo(plain);
  }

  @Test
  void moreMarksThanAnyWritingHasStayAsTheyAre() {
    String marks = "a" + "\u0301\u0327\u0323".repeat(300_000);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          assertThat(Spelling.plain(marks)).isEqualTo(marks);
          assertThat(ColumnNames.normalized(marks)).isEqualTo(marks);
          assertThat(Spelling.visible(marks)).isEqualTo(marks);
        });
    String some = "a" + "\u0301\u0323".repeat(60);
    assertThat(ColumnNames.normalized(some)).startsWith("\u1ea1");
  }

  @Test
  void anEqualNameComesFirst() {
    assertThat(Spelling.match("age", List.of("Age", "age ", "age"))).isEqualTo("age");
  }

  @Test
  void blanksCountBeforeCase() {
    assertThat(Spelling.match("age", List.of("AGE", "age\u00a0"))).isEqualTo("age\u00a0");
    assertThat(Spelling.match("age", List.of("AGE", "size"))).isEqualTo("AGE");
  }

  @Test
  void whatMayMeanTwoMeansNone() {
    assertThat(Spelling.match("age", List.of("age ", "age\u00a0"))).isNull();
    assertThat(Spelling.match("age", List.of("Age", "AGE"))).isNull();
    assertThat(Spelling.match("age", List.of("size"))).isNull();
    assertThat(Spelling.match("\u00a0", List.of("\u200b"))).isNull();
  }

  @Test
  void showsWhatNobodySees() {
    assertThat(Spelling.visible("label\u00a0")).isEqualTo("label[U+00A0]");
    assertThat(Spelling.visible("size, m²")).isEqualTo("size, m²");
    assertThat(Spelling.visible("cafe\u0301")).isEqualTo("cafe[U+0301]");
  }

  @ParameterizedTest
  @CsvSource({"1.0,1", "01,1", "1e0,1", "+1,1", "2.50,2.5", "100,1e2", ".5,0.5", "-0,0"})
  void numbersAreTheSameHoweverTheyAreWritten(String written, String known) {
    assertThat(Spelling.sameNumber(written, List.of("x", known, "7"))).isEqualTo(known);
  }

  @Test
  void labelsThatAreNoNumberOrSeveralAreNot() {
    assertThat(Spelling.sameNumber("one", List.of("1"))).isNull();
    assertThat(Spelling.sameNumber("1.0", List.of("1", "01"))).isNull();
    // float64 cannot tell these apart.
    assertThat(Spelling.sameNumber("9007199254740993", List.of("9007199254740992"))).isNull();
    assertThat(Spelling.sameNumber("1e999999999", List.of("1"))).isNull();
  }
}
