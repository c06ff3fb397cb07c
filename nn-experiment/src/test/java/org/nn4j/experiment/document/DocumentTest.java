package org.nn4j.experiment.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Compares with what Jackson's mappers write. */
class DocumentTest {
  private static Map<String, Object> document() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("text", "a: b # 'c' \"d\" é 叶");
    map.put(
        "like others", List.of("true", "null", "1", "1e3", "-", "", " ", "a\nb", "x".repeat(200)));
    map.put("numbers", List.of(1, 10_000_000_000L, 0.1, 1e-7, -0.0, 2.5f));
    map.put("nested", Map.of("list", Arrays.asList(List.of(1, 2), Map.of("k", true), null)));
    map.put("empty", List.of(List.of(), Map.of()));
    return map;
  }

  @Test
  void jsonIsTheMappers() {
    String text =
        JsonMapper.shared()
            .writer()
            .with(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(document());

    assertThat(Json.text(document())).isEqualTo(text + "\n");
    assertThat(Json.line(document())).isEqualTo(JsonMapper.shared().writeValueAsString(document()));
    assertThat(Json.line(List.of(Double.NaN, 1.0))).isEqualTo("[null,1.0]");
  }

  @Test
  void yamlIsTheMappers() {
    YAMLMapper mapper =
        YAMLMapper.builder()
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
            .disable(YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
            .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    assertThat(Yaml.text(document())).isEqualTo(mapper.writeValueAsString(document()));
  }
}
