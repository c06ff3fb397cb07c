package org.nn4j.losses;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;

/** Class indices stand for one-hot rows. */
class ClassIndicesTest {

  static List<Loss> overClasses() {
    List<Loss> losses =
        Sample.losses().stream().filter(l -> l.targetKind() == TargetKind.DISTRIBUTION).toList();
    assertThat(losses).hasSize(7);
    return losses;
  }

  @ParameterizedTest
  @MethodSource("overClasses")
  void indicesGiveTheBitsOfOneHotRows(Loss loss) {
    for (Precision precision : Precision.values()) {
      Matrix output = Sample.of(loss, precision, 5, 3).output();
      Matrix oneHot = Matrix.zeros(precision, 5, 3);
      Matrix indices = Matrix.zeros(precision, 5, 1);
      Stream.iterate(0, r -> r < 5, r -> r + 1)
          .forEach(
              r -> {
                oneHot.set(r, r * 2 % 3, 1);
                indices.set(r, 0, r * 2 % 3);
              });
      Sample expected = new Sample(loss, output, oneHot);
      Sample actual = new Sample(loss, output, indices);
      assertThat(actual.value()).isEqualTo(expected.value());
      assertThat(actual.gradient().toRows()).isDeepEqualTo(expected.gradient().toRows());
    }
  }
}
