package org.nn4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TableTest {
  @Test
  void isMarkdownWithNumbersAlignedToTheRight() {
    Table table = new Table("library", "steps/s");
    table.add("nn4j", "775,110");
    table.add("Smile 3.1.1", "9");

    assertThat(table)
        .hasToString(
            """
            | library     | steps/s |
            |-------------|--------:|
            | nn4j        | 775,110 |
            | Smile 3.1.1 |       9 |
            """);
  }

  @Test
  void ratiosHaveTheirOwnMean() {
    assertThat(Statistics.geometricMean(0.5, 2)).isCloseTo(1, within(1e-15));
    assertThat(Statistics.median(3, 1, 2)).isEqualTo(2);
    assertThat(Statistics.number(1234.5678, 1)).isEqualTo("1,234.6");
  }
}
