package org.nn4j.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearNamesTest {
  private static final List<String> NAMES =
      List.of(
          "acme.bent",
          "celu",
          "elu",
          "gelu",
          "gelu_tanh",
          "leaky_relu",
          "relu",
          "relu6",
          "selu",
          "sigmoid",
          "silu",
          "softmax",
          "tanh",
          "tanh_shrink");

  @ParameterizedTest
  @CsvSource({
    "rleu, relu",
    "leakyrelu, leaky_relu",
    "Leaky-Relu, leaky_relu",
    "sofmax, softmax",
    "sotfmax, softmax",
    "leaky, leaky_relu",
    "tanhshrink, tanh_shrink tanh",
    "bent, acme.bent",
    "sigmoide, sigmoid",
    "delu, celu elu gelu",
    "foo, ''",
    "r, ''",
    "'', ''",
  })
  void findsWhatWasMeantBestFirst(String wanted, String near) {
    List<String> expected = Stream.of(near.split(" ")).filter(n -> !n.isEmpty()).toList();

    assertThat(NearNames.of(wanted, NAMES)).isEqualTo(expected);
  }

  @Test
  void doesNotCompareWithHugeNames() {
    assertThat(NearNames.of("relu".repeat(100_000), NAMES)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', abc, 3",
    "abc, abc, 0",
    "abc, acb, 1",
    "abcd, badc, 2",
    "ca, abc, 3",
    "kitten, sitting, 3",
  })
  void countsEditsAndTranspositions(String a, String b, int distance) {
    assertThat(NearNames.distance(a, b)).isEqualTo(distance);
    assertThat(NearNames.distance(b, a)).isEqualTo(distance);
  }

  @Test
  void endsASentence() {
    assertThat(NearNames.suggestion("foo", NAMES)).isEqualTo(".");
    assertThat(NearNames.suggestion("rleu", NAMES)).isEqualTo("; did you mean 'relu'?");
    assertThat(NearNames.suggestion("delu", NAMES))
        .isEqualTo("; did you mean 'celu' or 'elu' or 'gelu'?");
  }
}
