package org.nn4j.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberFormatsTest {
  @ParameterizedTest
  @CsvSource({"7%, 0.07", "1e1%, 0.1", ".5, 0.5", "1., 1", "+1e-3, 0.001", "1e-999999999%, 0"})
  void numbersAndPercentagesAreRead(String text, double value) {
    assertThat(NumberFormats.isFraction(text)).isTrue();
    assertThat(NumberFormats.fraction(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e-2147483647%", "1e99999999999%", "1e99999999999", "1x", "", "%", "."})
  void whatIsNoNumberOrTooLongForOneIsNone(String text) {
    assertThat(NumberFormats.isFraction(text)).isFalse();
    assertThat(NumberFormats.finite(text)).isNull();
  }

  @Test
  void manyDigitsTakeNoTime() {
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> assertThat(NumberFormats.finite("1".repeat(1_000_000) + "x")).isNull());
  }

  @ParameterizedTest
  @ValueSource(strings = {"uniform", "int"})
  void aRangeThatNoNumberSpansIsRefused(String kind) {
    RawValue.Range range = new RawValue.Range(kind, List.of("-1e308", "1e308"));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Distribution.of(range))
        .withMessageContaining(kind + ": [-1e308, 1e308]} ");
  }
}
