package org.nn4j.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0B",
    "1023, 1023, 1023B",
    "1KB, 1024, 1KB",
    "512m, 536870912, 512MB",
    "2048 MB, 2147483648, 2GB",
    "1500MB, 1572864000, 1500MB",
    "3T, 3298534883328, 3TB"
  })
  void areReadAndPrinted(String text, long bytes, String printed) {
    assertThat(Sizes.parse(text)).isEqualTo(bytes);
    assertThat(Sizes.print(bytes)).isEqualTo(printed);
    assertThat(Sizes.parse(printed)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "MB", "-1", "1.5GB", "1PB", "999999999999999TB", "9999999999999999"})
  void areNothingElse(String text) {
    assertThat(Sizes.parse(text)).isNull();
  }
}
