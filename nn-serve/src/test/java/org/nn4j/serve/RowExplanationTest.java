package org.nn4j.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.InputException;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.model.SamplePrediction;
import org.nn4j.experiment.Experiment;
import tools.jackson.databind.JsonNode;

class RowExplanationTest {

  private static JsonNode explain(String model, Map<String, ?> row, @Nullable Double level) {
    ServedModel served = new ServedModel("m", Orders.model(model));
    return JsonText.tree(JsonText.of(RowExplanation.of(served, row, level)));
  }

  private static Map<String, Double> amounts(JsonNode answer) {
    return answer
        .path("contributions")
        .valueStream()
        .collect(
            Collectors.toMap(
                one -> one.path("column").asString(), one -> one.path("amount").asDouble()));
  }

  private static Map<String, @Nullable Object> with(String column, @Nullable Object value) {
    Map<String, @Nullable Object> row = Orders.order();
    row.put(column, value);
    return row;
  }

  @ParameterizedTest
  @CsvSource({
    "late, probability of no, no",
    "team, probability of blue, blue",
    "ensemble, probability of blue, blue",
    "tags, probability of letter, letter",
    "price, price, price",
    "quantiles, price (q0.5), q0.5",
    "density, price, price",
    "densities, price, price",
    "prices, price, price"
  })
  void amountsLeadFromTheBaseToTheAnswer(String model, String explained, String output) {
    SamplePrediction answer = Orders.model(model).predict(Orders.order());
    JsonNode told = explain(model, Orders.order(), null);

    assertThat(told.path("explained").asString()).isEqualTo(explained);
    assertThat(told.path("total").asDouble()).isEqualTo(answer.value(output));
    double sum = amounts(told).values().stream().mapToDouble(amount -> amount).sum();
    assertThat(sum)
        .isCloseTo(
            told.path("total").asDouble() - told.path("base").asDouble(),
            within(1e-9 * Math.max(1, Math.abs(answer.value(output)))));
    assertThat(amounts(told)).containsOnlyKeys(Orders.order().keySet());
    assertThat(amounts(told).values()).anyMatch(amount -> Math.abs(amount) > 1e-3);
    assertThat(told.path("contributions").valueStream())
        .isSortedAccordingTo(
            (a, b) ->
                Double.compare(
                    Math.abs(b.path("amount").asDouble()), Math.abs(a.path("amount").asDouble())));
    assertThat(told.path("compared_with").asString())
        .isEqualTo("32 rows made up of values that the columns have in 320 training rows");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "late",
        "team",
        "ensemble",
        "tags",
        "price",
        "quantiles",
        "density",
        "densities",
        "prices"
      })
  void answersAsTheModelDoes(String model) {
    SamplePrediction answer = Orders.model(model).predict(Orders.order());
    JsonNode told = explain(model, Orders.order(), null);

    Map<String, Double> values = new LinkedHashMap<>();
    told.path("values").properties().forEach(e -> values.put(e.getKey(), e.getValue().asDouble()));
    assertThat(values).isEqualTo(answer.values());
    switch (model) {
      case "tags" ->
          assertThat(told.path("labels").valueStream().map(JsonNode::asString))
              .isEqualTo(answer.labels());
      case "price", "quantiles" ->
          assertThat(told.path("value").asDouble()).isEqualTo(answer.value());
      case "density" -> {
        assertThat(told.path("value").asDouble()).isEqualTo(answer.value());
        assertThat(told.path("std").asDouble()).isEqualTo(answer.deviation()).isPositive();
      }
      case "densities" -> {
        assertThat(told.path("stds").propertyNames()).containsExactly("price", "profit");
        assertThat(told.path("stds").path("profit").asDouble())
            .isEqualTo(answer.deviation("profit"));
      }
      case "prices" -> assertThat(told.has("value")).isFalse();
      default -> assertThat(told.path("label").asString()).isEqualTo(answer.label());
    }
  }

  /** A price is a sum of what its columns add, so a column's amount is what it adds. */
  @Test
  void amountsAreWhatColumnsAdd() {
    Map<String, Double> few = amounts(explain("price", with("items", 1), null));
    Map<String, Double> many = amounts(explain("price", with("items", 9), null));

    assertThat(many.get("items") - few.get("items")).isCloseTo(40, within(8.0));
    assertThat(many.get("items")).isCloseTo(20, within(6.0));
    assertThat(few.get("items")).isCloseTo(-20, within(6.0));
    assertThat(many.get("member")).isCloseTo(0, within(2.0));
    Map<String, Double> light = amounts(explain("price", with("weight", "1"), null));
    assertThat(light.get("weight")).isCloseTo(-28, within(8.0));
  }

  @Test
  void isTheSameAlways() {
    assertThat(explain("team", Orders.order(), null))
        .isEqualTo(explain("team", Orders.order(), null));
  }

  @Test
  void takesUnknownValuesOfEveryKind() {
    Map<String, @Nullable Object> nothing = Orders.order();
    nothing.replaceAll((column, value) -> null);
    JsonNode told = explain("late", nothing, null);

    assertThat(told.path("total").asDouble())
        .isEqualTo(Orders.model("late").predict(nothing).value(told.path("label").asString()));
    assertThat(told.path("contributions").valueStream().map(one -> one.path("value").asString()))
        .containsOnly("(missing)");
    for (Map.Entry<String, Object> odd :
        Map.<String, Object>of(
                "town", "Atlantis", "size", 7, "day", "someday", "note", 1.5, "weight", "1e3")
            .entrySet()) {
      Map<String, @Nullable Object> row = with(odd.getKey(), odd.getValue());
      JsonNode answer = explain("price", row, null);
      assertThat(answer.path("total").asDouble())
          .as("%s", odd)
          .isEqualTo(Orders.model("price").predict(row).value());
    }
  }

  @Test
  void intervalsAndSetsHoldTheAnswer() {
    for (String model : List.of("price", "quantiles", "density")) {
      JsonNode told = explain(model, Orders.order(), 0.8);
      assertThat(told.path("value").asDouble())
          .isBetween(
              told.path("interval").get(0).asDouble(), told.path("interval").get(1).asDouble());
      assertThat(explain(model, Orders.order(), null).has("interval")).isFalse();
    }
    JsonNode late = explain("late", Orders.order(), 0.9);
    assertThat(late.path("set").valueStream().map(JsonNode::asString))
        .contains(late.path("label").asString());
  }

  @Test
  void refusesWhatTheModelCannotSay() {
    assertThatThrownBy(() -> explain("unknown", Orders.order(), 0.9))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("intervals");
    assertThatThrownBy(() -> explain("late", Orders.order(), 0.999))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("0.999");
    assertThatThrownBy(() -> explain("late", with("weight", "heavy"), null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("column 'weight'")
        .hasMessageContaining("heavy");
    Map<String, @Nullable Object> less = Orders.order();
    less.remove("hour");
    assertThatThrownBy(() -> explain("late", less, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("hour");
  }

  @Test
  void answersWithoutExplanationWhereTrainingIsNotKnown() {
    JsonNode told = explain("unknown", Orders.order(), null);

    assertThat(told.path("label").asString()).isIn("yes", "no");
    assertThat(told.has("explained")).isFalse();
    assertThat(told.has("contributions")).isFalse();
  }

  /** As of pixels: the effort is bounded, and a row of usual values has effects all the same. */
  @Test
  void manyColumnsAreComparedWithFewRows() {
    Random random = new Random(3);
    double[][] pixels = new double[60][700];
    String[] labels = new String[pixels.length];
    for (int r = 0; r < pixels.length; r++) {
      for (int c = 0; c < pixels[r].length; c++) {
        pixels[r][c] = random.nextInt(256);
      }
      labels[r] = pixels[r][0] < 128 ? "dark" : "light";
    }
    ServedModel served =
        new ServedModel(
            "pixels",
            Experiment.on(pixels, labels).with("preset", "none").with("epochs", 1).train().model());
    Map<String, @Nullable Object> usual = new LinkedHashMap<>();
    ServedColumn.of(served).forEach(column -> usual.put(column.name(), column.typical()));
    JsonNode told = JsonText.tree(JsonText.of(RowExplanation.of(served, usual, null)));

    assertThat(told.path("compared_with").asString()).startsWith("2 rows");
    Map<String, Double> amounts = amounts(told);
    assertThat(amounts).hasSize(700);
    assertThat(amounts.values()).anyMatch(amount -> Math.abs(amount) > 1e-4);
    assertThat(amounts.values().stream().mapToDouble(amount -> amount).sum())
        .isCloseTo(told.path("total").asDouble() - told.path("base").asDouble(), within(1e-9));
  }
}
