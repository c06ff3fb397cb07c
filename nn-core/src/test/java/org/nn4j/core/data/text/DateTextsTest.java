package org.nn4j.core.data.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DateTextsTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2024-01-31",
        "2024/1/3",
        "31.01.2024",
        "01/31/2024",
        "1/3/24",
        "12:30",
        "9:05 pm",
        "2024-01-31 12:30:15.25",
        "2024-01-31T12:30:00Z",
        "2024-01-31T12:30:00+01:00",
        "31 Jan 2024",
        "3-Feb-24",
        "January 31, 2024"
      })
  void datesAndTimesAre(String text) {
    assertThat(DateTexts.all(List.of(text))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.2.33",
        "2024-01/31",
        "99/99/2024",
        "10:1",
        "a:bc",
        "192.168.1.1",
        "555-12-34",
        "may",
        ""
      })
  void othersAreNot(String text) {
    assertThat(DateTexts.all(List.of(text))).isFalse();
  }

  @Test
  void oneTextThatIsNoDateSuffices() {
    assertThat(DateTexts.all(List.of("2024-01-31", "unknown"))).isFalse();
    assertThat(DateTexts.all(List.of())).isFalse();
  }
}
