package org.nn4j.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private static final String FIRST =
      """

      One thread.

      layers:

      | shape | product |  rate |
      |-------|--------:|------:|
      | 1×2   |      NN | 100.0 |
      | 1×2   |      TN |   7.0 |

      | all | mean |
      |-----|-----:|
      | 2   | 1.00 |
      """;

  private static final String SECOND =
      """
      One thread.

      theirs failed: exit code 134
      last words

      layers:

      | shape         | product | rate |
      |---------------|--------:|-----:|
      | 1×2           |      NN | 90.0 |
      | 1×2           |      TN |  7.0 |
      | theirs failed |       – |    – |

      | all | mean |
      |-----|-----:|
      | 2   | 0.90 |

      The end.
      """;

  @Test
  void cellsThatDifferStandSideBySide() {
    assertThat(Reports.joined(List.of(FIRST, SECOND)))
        .isEqualTo(
            """
            One thread.

            theirs failed: exit code 134
            last words

            layers:

            | shape         | product |         rate |
            |---------------|--------:|-------------:|
            | 1×2           |      NN | 100.0 / 90.0 |
            | 1×2           |      TN |          7.0 |
            | theirs failed |       – |            – |

            | all |        mean |
            |-----|------------:|
            | 2   | 1.00 / 0.90 |

            The end.

            """);
  }

  @Test
  void oneReportStaysAsItIs() {
    assertThat(Reports.joined(List.of(FIRST))).isEqualTo(FIRST.stripLeading() + "\n");
    assertThat(Reports.joined(List.of("", FIRST))).isEqualTo(FIRST.stripLeading() + "\n");
  }
}
