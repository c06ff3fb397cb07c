package org.nn4j.experiment.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommaListTest {

  static List<Arguments> lists() {
    return List.of(
        Arguments.of("", List.of()),
        Arguments.of("a", List.of("a")),
        Arguments.of("a, b ,c", List.of("a", "b", "c")),
        Arguments.of("\"price, EUR\",size", List.of("price, EUR", "size")),
        Arguments.of("size, \"price, EUR\"", List.of("size", "price, EUR")),
        Arguments.of("\"5\"\" pipe, EUR\",b", List.of("5\" pipe, EUR", "b")),
        Arguments.of("5\" pipe,b", List.of("5\" pipe", "b")),
        Arguments.of(
            "f1(average=macro, beta=2),accuracy", List.of("f1(average=macro, beta=2)", "accuracy")),
        Arguments.of("p(sep=\",)\"),b", List.of("p(sep=\",)\")", "b")),
        Arguments.of("a),b", List.of("a)", "b")),
        Arguments.of("\" a \",b", List.of(" a ", "b")));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void dividesAtCommasOutsideQuotesAndBrackets(String text, List<String> items) {
    assertThat(CommaList.divide(text).stream().map(CommaList::unquote))
        .containsExactlyElementsOf(items);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", " ", "a ", "\"", "\"a\"", "a\"b ", "\"\"", " \"a\"\"", "a,b"})
  void textsThatArePrintedAreReadAsTheyWere(String text) {
    List<String> texts = List.of("NA", text);
    ValueFormat<List<String>> form = WordFormats.texts("TEXT,…");

    assertThat(form.print(texts))
        .asInstanceOf(InstanceOfAssertFactories.list(String.class))
        .satisfies(
            items ->
                assertThat(form.read(new RawValue.Items(List.copyOf(items)), Path.of("")))
                    .isEqualTo(texts));
  }

  private static Map<String, Double> weights(String text) {
    ClassWeights weights = new ClassWeights.Format().read(new RawValue.Text(text), Path.of(""));
    return weights == null ? Map.of() : weights.byLabel();
  }

  @Test
  void labelsOfClassWeightsMayHoldCommasQuotesAndEqualsSigns() {
    assertThat(weights("\"a,b\"=2,c=1")).isEqualTo(Map.of("a,b", 2.0, "c", 1.0));
    assertThat(weights("a,b=2,c=1")).isEqualTo(Map.of("a,b", 2.0, "c", 1.0));
    assertThat(weights("\"x=1,y\"=0.5")).isEqualTo(Map.of("x=1,y", 0.5));
    assertThat(weights("x=1=2")).isEqualTo(Map.of("x=1", 2.0));
    assertThat(weights("a=2,b")).isEmpty();
    assertThat(weights("a=b")).isEmpty();
  }
}
