package org.nn4j.core.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.json.JsonMapper;

/** Compares with what the mapper reads and writes. */
class JsonTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "{}",
        "[]",
        "null",
        "\"text \\u00e9\\n\"",
        "[1, -0, 2147483647, 2147483648, 9223372036854775808, 1.0, -0.0, 1e400, 1e-400, 0.1]",
        "{\"a\": {\"b\": [true, false, null, \"\", {}]}, \"c\": \"d\"}",
        "{\"twice\": 1, \"other\": 2, \"twice\": 3}"
      })
  void readsWhatTheMapperReads(String text) {
    assertThat(JsonText.tree(text)).isEqualTo(JsonMapper.shared().readTree(text));
  }

  @Test
  void aMapHasTheValuesThatTheMapperGives() {
    String text =
        "{\"a\": [1, 2147483648, 9223372036854775808, 0.1, true, null, \"x\"], \"b\": {\"c\": {}}}";

    assertThat(JsonText.map(JsonText.tree(text)))
        .isEqualTo(JsonMapper.shared().readValue(text, Map.class));
  }

  @Test
  void writesWhatTheMapperWrites() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("texts", List.of("", "é 😀 叶", "/ \" \\ \b\f\n\r\t \u0000 \u001f \u007f \u2028"));
    map.put("whole", List.of(0, -1, Integer.MIN_VALUE, Long.MAX_VALUE, BigInteger.TWO.pow(70)));
    map.put("doubles", List.of(0.1, -0.0, 1e300, 1e-7, 123456789.0, Double.NaN));
    map.put("floats", List.of(0.1f, Float.NEGATIVE_INFINITY));
    map.put("more \"", Arrays.asList(true, null, Map.of(), List.of(), Set.of("a")));
    map.put("inner", Map.of("a", Map.of("b", List.of(List.of(1)))));
    map.put("arrays", List.of(new int[] {1, 2}, new long[0], new double[] {0.5}));
    map.put("none", null);

    assertThat(JsonText.of(map)).isEqualTo(JsonMapper.shared().writeValueAsString(map));
  }

  @Test
  void writesPlainValuesAlone() {
    assertThatThrownBy(() -> JsonText.of(List.of(Map.of("a", Optional.of(1)))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("java.util.Optional");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{", "[1", "{\"a\"}", "{\"a\": 1} x", "{} {}", "1 2", "NaN", "01", "[1,]", "'a'"})
  void refusesWhatTheMapperRefuses(String text) {
    assertThatThrownBy(() -> JsonMapper.shared().readTree(text))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> JsonText.tree(text)).isInstanceOf(JacksonException.class);
  }

  @Test
  void boundsTheDepth() {
    String deep = "[".repeat(100_000);

    assertThatThrownBy(() -> JsonText.tree(deep)).isInstanceOf(JacksonException.class);
  }

  @Test
  void aKeyThatIsThereTwiceIsRefusedWhereItMatters() {
    String text = "{\"a\": 1, \"a\": 2}";
    JsonMapper strict =
        JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    assertThatThrownBy(() -> strict.readTree(text)).isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> JsonText.strictTree(text)).isInstanceOf(JacksonException.class);
  }
}
