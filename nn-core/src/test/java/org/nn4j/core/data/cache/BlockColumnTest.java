package org.nn4j.core.data.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.core.data.csv.NumericBuffer;
import org.nn4j.core.data.text.Decimals;

class BlockColumnTest {
  private static BlockColumn column(double... values) {
    NumericBuffer buffer = new NumericBuffer();
    Arrays.stream(values).forEach(buffer::add);
    BlockColumn column = BlockColumn.of(buffer.drain(), values);
    ByteBuffer block = ByteBuffer.allocate(values.length * 8 + 3);
    int bytes = column.form().bytes();
    column.put(values, block, 3, bytes);
    for (int i = 0; i < values.length; i++) {
      assertThat(Double.doubleToLongBits(column.get(block, 3 + i * bytes)))
          .as("the bits of %s as %s", values[i], column)
          .isEqualTo(Double.doubleToLongBits(values[i]));
    }
    return column;
  }

  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 0.1 0.1 0.1",
    "CONSTANT, NaN NaN",
    "BYTE, 0 255",
    "SHORT, 0 256 NaN",
    "SHORT, -32767 32767",
    "SHORT, 0.01 327.67",
    "FLOAT, 0 32768",
    "FLOAT, 0.5 -0.0",
    "FLOAT, 1 1.2676506002282294e30",
    "INT, 0.01 327.68 NaN",
    "INT, 2147483647 0",
    "INT, -0.000000001 1.5",
    "DOUBLE, 2147483648.5 0.1",
    "DOUBLE, 0.0000000001 1",
    "DOUBLE, 0.1 -0.0",
    "DOUBLE, 3.141592653589793 2",
    "DOUBLE, 1e300 0.1"
  })
  void takesTheLeastBytesThatGiveEveryBitBack(BlockColumn.Form form, String values) {
    double[] numbers = Arrays.stream(values.split(" ")).mapToDouble(Double::parseDouble).toArray();

    assertThat(column(numbers).form()).isEqualTo(form);
  }

  @Test
  void givesBackWhateverDecimalsThereAre() {
    Random random = new Random(2);
    for (int decimals = 0; decimals < 12; decimals++) {
      int d = decimals;
      column(
          IntStream.range(0, 3000)
              .mapToObj(
                  i -> String.format(Locale.ROOT, "%." + d + "f", random.nextGaussian() * 100))
              .mapToDouble(Decimals::parse)
              .toArray());
    }
  }
}
