package org.nn4j.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Figure;
import org.nn4j.report.figure.Line;
import org.nn4j.report.figure.Point;
import org.nn4j.report.figure.Scale;

class TerminalPlotTest {
  static List<Figure> figures() {
    return SvgTest.figures();
  }

  @ParameterizedTest
  @MethodSource("figures")
  void fitsInto80ColumnsAnd16Lines(Figure figure) {
    for (boolean unicode : new boolean[] {true, false}) {
      String plot = TerminalPlot.text(figure, unicode);

      assertThat(plot.lines()).hasSize(16).allMatch(line -> line.length() <= 80);
      assertThat(plot.chars().allMatch(c -> c < 128)).isEqualTo(!unicode);
    }
  }

  @Test
  void drawsADiagonalInAscii() {
    Figure figure = Figures.of(Figures.line("rise", 0, 1));

    assertThat(TerminalPlot.lines(figure, 5, 5, false))
        .containsExactly(
            "       A <title> (y)",
            "     1|    * * rise",
            "      |   *",
            "      |  *",
            "      | *",
            "     0|*",
            "       0 x 1");
  }

  @Test
  void drawsHorizontalBarsBesideTheirNames() {
    List<String> lines = TerminalPlot.lines(Figures.rowBars(), 9, 7, false);

    assertThat(lines.get(2)).contains("|   *****  age");
    assertThat(lines.get(4)).contains("| ***      size");
  }

  @Test
  void drawsTheSameInBraille() {
    assertThat(TerminalPlot.lines(Figures.of(Figures.line("", 0, 1)), 2, 1, true))
        .containsExactly("       A <title> (y)", "     1│⡠⠊", "       01");
  }

  @Test
  void namesLinesWhereTheyEndOneBelowTheOther() {
    Figure figure =
        Figures.of(Figures.line("a", 0, 2), Figures.line("b", 0, 2), Figures.line("c", 2, 0));

    List<String> lines = TerminalPlot.lines(figure, 10, 5, false);
    assertThat(lines.get(1)).endsWith(" * a");
    assertThat(lines.get(2)).endsWith(" + b");
    assertThat(lines.get(5)).endsWith(" o c");
  }

  @Test
  void followsALogarithmicAxis() {
    Figure figure =
        new Figure(
            "f",
            "f",
            "",
            Axis.of(""),
            Axis.of("", Scale.LOG),
            List.of(Figures.line("", 1, 10, 100, 1000, 10000)));

    // A straight line.
    assertThat(TerminalPlot.lines(figure, 5, 5, false).subList(1, 6))
        .extracting(line -> line.substring(7))
        .containsExactly("    *", "   *", "  *", " *", "*");
  }

  @Test
  void shadesCellsAndPutsDotsOnTop() {
    List<String> ascii = TerminalPlot.lines(Figures.surface(), 4, 4, false);
    // The first row is at the bottom; the second has an undefined cell.
    assertThat(ascii.get(4)).contains("|  @@");
    assertThat(ascii.get(1)).doesNotContain("@@");
    List<String> braille = TerminalPlot.lines(Figures.surface(), 4, 4, true);
    assertThat(String.join("", braille)).contains("●").contains("⣿").doesNotContain("○ out 5");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "-9, -9",
    "0.2836, 0.284",
    "0.00038, 0.0004",
    "1e-10, 1e-10",
    "2500, 2500",
    "123456, 123456",
    "1234567, 1e+6",
    "-0.169, -0.169",
    "-0.0123, -0.012"
  })
  void labelsTakeSixCharactersAtMost(double value, String label) {
    assertThat(TerminalPlot.label(value)).hasSizeLessThanOrEqualTo(6).isEqualTo(label);
  }

  @Test
  void showsNothingThatSteersATerminal() {
    Figure figure = Figures.of(Figures.line("a\u001b[2J", 1, 2));
    assertThat(TerminalPlot.text(figure, true)).contains("a?[2J").doesNotContain("\u001b");
  }

  @Test
  void hasRoomAroundOneValueOnALogarithmicAxis() {
    Figure figure =
        new Figure(
            "f", "f", "", Axis.of(""), Axis.of("", Scale.LOG), List.of(Figures.line("", 1, 1)));
    assertThat(TerminalPlot.lines(figure, 5, 3, false).get(2)).endsWith("*****");
  }

  @Test
  void drawsALineOfOnePoint() {
    assertThat(TerminalPlot.text(Figures.of(new Line("", List.of(new Point(1, 1)))), false))
        .contains("*");
  }
}
