package org.nn4j.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumberTextTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0000",
    "0.96674, 0.9667",
    "-54.2104, -54.210",
    "99662.13, 99662.1",
    "354180.6, 354181",
    "9999999.4, 9999999",
    "354180640, 3.54e+08",
    "0.0000609, 6.09e-05"
  })
  void largeAndSmallNumbersAreBrief(double value, String text) {
    assertThat(NumberText.brief(value)).isEqualTo(text);
  }
}
