package org.nn4j.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FigureTest {
  private static Figure figure(String id, Mark... marks) {
    return new Figure(id, "", "", Axis.of(""), Axis.of(""), List.of(marks));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "A", "../x", "1a", "a b", "a-b"})
  void refusesIdsThatNameNoFileOrElement(String id) {
    assertThatThrownBy(() -> figure(id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + id + "'");
  }

  @Test
  void showsAllThatIsFinite() {
    Figure figure =
        figure(
            "a",
            new Line("", List.of(new Point(1, 5), new Point(2, Double.NaN))),
            new Dots("", List.of(new Point(-3, Double.POSITIVE_INFINITY)), Dots.Style.SMALL),
            new Bars("", List.of(0.0, 1.0), List.of(2.0)));

    assertThat(figure.xs()).isEqualTo(new Range(-3, 2));
    assertThat(figure.ys()).isEqualTo(new Range(0, 5));
    assertThat(figure("b").xs()).isEqualTo(new Range(0, 1));
  }

  @ParameterizedTest
  @CsvSource({"0, 0, -1", "0.5, 0.5, 0", "0.75, 0.5, 0.5", "9, 0.5, 1", "-9, 0.5, -1"})
  void placesValuesAroundTheCentreOfADivergingPalette(double value, double centre, double place) {
    Palette palette = new Palette(0, 0.5, 1);
    assertThat(palette.diverging()).isTrue();
    assertThat(palette.place(value)).isEqualTo(place);
  }

  @Test
  void placesTheTwoSidesOfACentreOnScalesOfTheirOwn() {
    Palette palette = new Palette(-1, 0, 10);
    assertThat(palette.place(5)).isEqualTo(0.5);
    assertThat(palette.place(-0.5)).isEqualTo(-0.5);
    assertThat(palette.place(Double.NaN)).isNaN();
    assertThat(Palette.sequential(3, 3).place(3)).isZero();
    assertThatThrownBy(() -> new Palette(1, 0, 2)).hasMessageContaining("1.0, 0.0, 2.0");
  }

  @ParameterizedTest
  @CsvSource({"1, 2, LINEAR", "1, 100, LOG", "0, 100, LINEAR", "-5, 100, LINEAR", "NaN, 5, LINEAR"})
  void theScaleIsLogarithmicForPositiveValuesFarApart(double a, double b, Scale scale) {
    assertThat(Scale.suiting(DoubleStream.of(a, b))).isEqualTo(scale);
  }
}
