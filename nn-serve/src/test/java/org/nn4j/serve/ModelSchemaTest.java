package org.nn4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.model.Model;
import tools.jackson.databind.JsonNode;

class ModelSchemaTest {

  private static JsonNode schema(String model) {
    return JsonText.tree(JsonText.of(ModelSchema.of(new ServedModel("m", Orders.model(model)))));
  }

  private static Map<String, JsonNode> columns(JsonNode schema) {
    return schema
        .path("columns")
        .valueStream()
        .collect(Collectors.toMap(column -> column.path("name").asString(), column -> column));
  }

  private static List<String> texts(JsonNode list) {
    return list.valueStream().map(JsonNode::asString).toList();
  }

  @Test
  void tellsColumnsOfEveryKind() {
    Map<String, JsonNode> columns = columns(schema("late"));

    assertThat(columns.keySet()).containsExactlyInAnyOrderElementsOf(Orders.order().keySet());
    JsonNode weight = columns.get("weight");
    assertThat(weight.path("kind").asString()).isEqualTo("number");
    assertThat(weight.path("min").asDouble()).isBetween(1.0, 2.0);
    assertThat(weight.path("max").asDouble()).isBetween(19.0, 20.0);
    assertThat(weight.path("median")).isEqualTo(weight.path("example"));
    assertThat(weight.path("whole").asBoolean()).isFalse();
    assertThat(weight.path("missing").asInt()).isBetween(10, 60);
    assertThat(weight.path("present").asInt() + weight.path("missing").asInt()).isEqualTo(320);
    assertThat(columns.get("items").path("whole").asBoolean()).isTrue();
    assertThat(columns.get("size").path("kind").asString()).isEqualTo("ordinal");
    assertThat(texts(columns.get("size").path("categories"))).isEqualTo(Orders.SIZES);
    assertThat(columns.get("town").path("kind").asString()).isEqualTo("category");
    assertThat(texts(columns.get("town").path("categories")))
        .containsExactlyInAnyOrderElementsOf(Orders.TOWNS);
    assertThat(columns.get("town").path("example").asString()).isEqualTo("Aachen");
    assertThat(columns.get("day").path("kind").asString()).isEqualTo("date");
    assertThat(columns.get("day").path("earliest").asString()).startsWith("2023-01-");
    assertThat(columns.get("day").path("example").asString()).matches("202[34]-\\d\\d-\\d\\d");
    assertThat(columns.get("hour").path("kind").asString()).isEqualTo("time");
    assertThat(columns.get("hour").path("example").asString()).matches("1[0-5]:\\d\\d");
    assertThat(columns.get("note").path("kind").asString()).isEqualTo("text");
  }

  @ParameterizedTest
  @ValueSource(strings = {"late", "team", "price", "tags", "ensemble", "unknown"})
  void showsNoFreeText(String model) {
    JsonNode schema = schema(model);

    assertThat(schema.toString()).doesNotContain(Orders.PRIVATE);
    assertThat(columns(schema).get("note").has("example")).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "late, classification, 'no,yes', true, '0.8,0.9,0.95'",
    "team, classification, 'blue,green,red', true, '0.8,0.9,0.95'",
    "price, regression, price, false, '0.8,0.9,0.95'",
    "quantiles, regression, 'q0.1,q0.5,q0.9', false, '0.8,0.9,0.95'",
    "density, regression, price, false, '0.8,0.9,0.95'",
    "prices, regression, 'price,profit', false, ''",
    "tags, multi_label, 'heavy,letter', true, ''",
    "unknown, classification, 'no,yes', true, ''"
  })
  void tellsWhatIsAnswered(
      String model, String task, String outputs, boolean probabilities, String levels) {
    JsonNode schema = schema(model);

    assertThat(schema.path("task").asString()).isEqualTo(task);
    assertThat(String.join(",", texts(schema.path("outputs")))).isEqualTo(outputs);
    assertThat(schema.path("probabilities").asBoolean()).isEqualTo(probabilities);
    assertThat(
            schema
                .path("levels")
                .valueStream()
                .map(level -> String.valueOf(level.asDouble()))
                .collect(Collectors.joining(",")))
        .isEqualTo(levels);
    assertThat(schema.path("explains").asBoolean()).isEqualTo(!model.equals("unknown"));
  }

  @Test
  void tellsHowGoodTheModelWas() {
    JsonNode schema = schema("team");

    assertThat(schema.path("name").asString()).isEqualTo("m");
    assertThat(schema.path("description").asString()).isEqualTo("Who packs it.");
    assertThat(schema.path("version").asString()).matches("[0-9a-f]{12}");
    assertThat(schema.path("rows").asInt()).isEqualTo(320);
    assertThat(schema.path("samples").asInt()).isEqualTo(80);
    assertThat(schema.path("evaluated_on").asString()).isEqualTo("validation");
    assertThat(schema.path("metrics").path("accuracy").asDouble()).isBetween(0.5, 1.0);
  }

  /** Files that were written before models told of their training have no ranges. */
  @Test
  void tellsWhatOldModelsKnow() {
    JsonNode schema = schema("unknown");

    assertThat(schema.path("explains").asBoolean()).isFalse();
    assertThat(schema.has("rows")).isFalse();
    assertThat(schema.has("metrics")).isFalse();
    Map<String, JsonNode> columns = columns(schema);
    assertThat(columns.get("weight").has("min")).isFalse();
    assertThat(columns.get("weight").path("example").asDouble()).isBetween(8.0, 13.0);
    assertThat(texts(columns.get("size").path("categories"))).isEqualTo(Orders.SIZES);
  }

  /** A client can send the examples as they are. */
  @ParameterizedTest
  @ValueSource(strings = {"late", "price", "unknown"})
  void itsExamplesAreARow(String name) {
    Model model = Orders.model(name);
    Map<String, Object> row =
        columns(schema(name)).values().stream()
            .filter(column -> column.has("example"))
            .collect(
                Collectors.toMap(
                    column -> column.path("name").asString(),
                    column -> {
                      JsonNode example = column.path("example");
                      return example.isNumber() ? example.asDouble() : example.asString();
                    }));

    assertThat(row).hasSize(7);
    assertThat(model.predictor().allowMissing().predict(row).toArray())
        .doesNotContain(Double.NaN)
        .isNotEmpty();
  }
}
