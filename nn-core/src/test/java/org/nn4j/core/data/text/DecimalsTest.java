package org.nn4j.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.random.RandomStream;

class DecimalsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+7",
        "1.",
        ".5",
        "-.5e1",
        "007",
        "1e22",
        "1e23",
        "1e-22",
        "1e-23",
        "9007199254740992",
        "9007199254740993",
        "0.1",
        "123456789012345678901234567890",
        "4.9e-324",
        "2.4e-324",
        "1.7976931348623157e308",
        "1e309",
        "-1e400",
        "1e99999999999",
        "1e-99999999999",
        "0e999999",
        "2.2250738585072012e-308",
        "0.000000000000000000000000000000000001",
        "1E5",
        "1e+5",
        "100000000000000000",
        "99999999999999999",
        "3.14159265358979323846264338327950288"
      })
  void readsWhatJavaReads(String text) {
    assertThat(Decimals.parse(text)).isEqualTo(Double.parseDouble(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "+",
        ".",
        "e5",
        "1e",
        "1e+",
        "1e5x",
        "1.2.3",
        "1,5",
        "1f",
        "1d",
        "0x1p3",
        "NaN",
        "Infinity",
        "1 ",
        "--1",
        "1-1",
        "٣",
        "1_000"
      })
  void readsNothingElse(String text) {
    assertThat(Decimals.parse(text)).isNaN();
  }

  @Test
  void readsRandomNumbersCorrectlyRounded() {
    long seed = 7;
    RandomStream random = new RandomStream(seed, "decimals");
    String[] formats = {"%.0f", "%.1f", "%.4f", "%.9f", "%.17e", "%.6e", "%.15g"};
    for (int i = 0; i < 20_000; i++) {
      double size = Math.scalb(1.0, random.nextInt(120) - 60);
      String text =
          String.format(Locale.ROOT, formats[i % formats.length], random.nextGaussian() * size);
      assertThat(Decimals.parse(text))
          .as("seed %d: %s", seed, text)
          .isEqualTo(Double.parseDouble(text));
    }
  }

  @Test
  void roundsNumbersOfManyDigitsNearTheMiddleOfTwo() {
    long seed = 8;
    RandomStream random = new RandomStream(seed, "decimals");
    for (int i = 0; i < 50_000; i++) {
      double number = Math.scalb(1 + random.nextInt(1 << 30) * 0x1p-30, random.nextInt(30) - 10);
      BigDecimal middle =
          new BigDecimal(number)
              .add(new BigDecimal(Math.nextUp(number)))
              .divide(BigDecimal.valueOf(2));
      RoundingMode mode = i % 2 == 0 ? RoundingMode.UP : RoundingMode.DOWN;
      String text = middle.round(new MathContext(17 + i % 2, mode)).toPlainString();
      assertThat(Decimals.parse(text))
          .as("seed %d: %s", seed, text)
          .isEqualTo(Double.parseDouble(text));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nan", "NaN", "-NaN", "inf", "+Inf", "-infinity", "INFINITY", "1e999"})
  void knowsSpellingsOfWhatIsNotFinite(String text) {
    assertThat(Decimals.spellsNonFinite(text.toCharArray(), 0, text.length())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "nano", "info", "1e308", "in"})
  void tellsOthersFromWhatIsNotFinite(String text) {
    assertThat(Decimals.spellsNonFinite(text.toCharArray(), 0, text.length())).isFalse();
  }
}
