package org.nn4j.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.report.figure.Axis;
import org.nn4j.report.figure.Range;
import org.nn4j.report.figure.Scale;

class TicksTest {
  @ParameterizedTest
  @CsvSource({
    "0, 1, 5, '0 0.2 0.4 0.6 0.8 1.0'",
    "-2, 2, 4, '−2 −1 0 1 2'",
    "0, 40, 5, '0 10 20 30 40'",
    "0.853, 0.993, 3, '0.90 0.95'",
    "1e-7, 5e-7, 5, '1e−7 2e−7 3e−7 4e−7 5e−7'",
    "0, 3e6, 3, '0 1e6 2e6 3e6'",
    "1990, 2010, 2, '1990 2000 2010'"
  })
  void areRoundNumbers(double low, double high, int most, String expected) {
    assertThat(labels(Axis.of(""), low, high, most)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({
    "1e-3, 1, 6, '0.001 0.01 0.1 1'",
    "1e-22, 1e-4, 7, '1e−22 1e−19 1e−16 1e−13 1e−10 1e−7 1e−4'",
    "0.03, 0.9, 6, '0.05 0.1 0.2 0.5'",
    "0.41, 0.43, 2, '0.41 0.42 0.43'"
  })
  void areDecadesOnALogarithmicAxis(double low, double high, int most, String expected) {
    assertThat(labels(Axis.of("", Scale.LOG), low, high, most)).isEqualTo(expected);
  }

  @Test
  void areNamesOfCategoriesAsFarAsThereIsRoom() {
    Axis axis = Axis.of("", List.of("a", "b", "c", "d", "e"));
    assertThat(labels(axis, -0.5, 4.5, 5)).isEqualTo("a b c d e");
    assertThat(labels(axis, -0.5, 4.5, 3)).isEqualTo("a c e");
  }

  @Test
  void areThereWhereAllValuesAreOne() {
    Range range = Projection.padded(Scale.LINEAR, new Range(0.25, 0.25), false);
    assertThat(Ticks.of(Axis.of(""), range, 3)).hasSizeBetween(2, 3);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1.0000000000000002",
    "0.9999999999999998, 1.0000000000000002",
    "1e15, 1.0000000000000001e15",
    "-3e-310, 4e-310",
    "0, 4.9e-324",
    "-1e308, 1.7e308",
    "-1.7976931348623157e308, 1.7976931348623157e308",
    "4.9e-324, 1.7976931348623157e308",
    "1.7976931348623155e308, 1.7976931348623157e308"
  })
  @Timeout(60)
  void areFewAndWithinWhateverAnAxisSpans(double low, double high) {
    for (Scale scale : Scale.values()) {
      for (boolean exact : new boolean[] {true, false}) {
        Range range = Projection.padded(scale, new Range(low, high), exact);
        for (int most = 2; most < 9; most++) {
          assertThat(Ticks.of(Axis.of("", scale), range, most))
              .as(scale + " " + range)
              .hasSizeLessThan(4 * most)
              .allMatch(tick -> tick.label().length() < 25)
              .extracting(tick -> new Projection(scale, range, 0, 1).at(tick.value()))
              .allMatch(place -> place > -1e-6 && place < 1 + 1e-6);
        }
      }
    }
    assertThat(Ticks.of(Axis.of(""), new Range(low, high), 5)).hasSizeLessThan(20);
  }

  private static String labels(Axis axis, double low, double high, int most) {
    return String.join(
        " ", Ticks.of(axis, new Range(low, high), most).stream().map(Tick::label).toList());
  }
}
