package org.nn4j.core.data.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.data.NumericValues;

/** Whatever the form, the numbers come back bit by bit. */
class NumericBufferTest {
  private static NumericValues buffer(double... values) {
    NumericBuffer buffer = new NumericBuffer();
    Arrays.stream(values).forEach(buffer::add);
    return buffer.drain();
  }

  @ParameterizedTest
  @CsvSource({
    "0, Bytes",
    "255, Bytes",
    "256, Floats",
    "-1, Floats",
    "-0.0, Floats",
    "0.5, Floats",
    "NaN, Floats",
    "16777216, Floats",
    "16777217, Doubles",
    "0.1, Doubles",
    "1e300, Doubles"
  })
  void takesTheNarrowestFormThatIsExact(Double value, String form) {
    NumericValues values = buffer(7, value, 255);

    assertThat(values.getClass().getSimpleName()).isEqualTo(form);
    assertThat(values.size()).isEqualTo(3);
    assertThat(values.get(0)).isEqualTo(7);
    assertThat(values.get(1)).isEqualTo(value);
    assertThat(values.get(2)).isEqualTo(255);
    NumericValues selected = values.select(new int[] {1, 1});
    assertThat(selected.getClass()).isEqualTo(values.getClass());
    assertThat(selected.get(1)).isEqualTo(value);
  }

  @Test
  void growsAndWidensAnywhere() {
    NumericBuffer buffer = new NumericBuffer();
    for (int i = 0; i < 1000; i++) {
      buffer.add(i < 300 ? i % 256 : i < 600 ? i / 4.0 : i / 10.0);
    }

    NumericValues values = buffer.drain();
    assertThat(values.size()).isEqualTo(1000);
    for (int i = 0; i < 1000; i++) {
      assertThat(values.get(i)).isEqualTo(i < 300 ? i % 256 : i < 600 ? i / 4.0 : i / 10.0);
    }
  }

  @Test
  void keepsNothingOfWhatItHandedOver() {
    NumericBuffer buffer = new NumericBuffer();
    buffer.add(0.1);
    buffer.drain();
    buffer.add(3);

    NumericValues values = buffer.drain();
    assertThat(values).isInstanceOf(NumericValues.Bytes.class);
    assertThat(values.size()).isEqualTo(1);
    assertThat(values.get(0)).isEqualTo(3);
  }
}
