package org.nn4j.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import tools.jackson.databind.JsonNode;

/** A row's answer is the one of {@code nn predict}, alone and among others, by each protocol. */
class SameBitsTest {
  private static final int ROWS = 300;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "class scaling=standardize missing_indicators=true",
        "class preset=standard",
        "sold scaling=quantile_normal precision=float64",
        "price target_scaling=robust",
        "price quantiles=0.1,0.5,0.9",
        "price loss=gaussian_nll intervals=0.5",
        "price,rooms loss=mixture_density precision=float64",
        "price,rooms target_scaling=quantile_normal",
        "a,b task=multi_label threshold=0.3"
      })
  void everyProtocolGivesTheBitsOfPredict(String settings) throws Exception {
    String[] words = settings.split(" ");
    Model model = Models.ofTable(words[0], Arrays.copyOfRange(words, 1, words.length));
    Path csv = Models.table(2, ROWS);
    Table table =
        TableSources.standard()
            .readFor(csv, model.preprocessor().tableOptions(false), TableStorage.MEMORY);
    Prediction predicted = model.predict(table);
    List<Map<String, @Nullable Object>> rows =
        IntStream.range(0, ROWS).mapToObj(r -> row(model, table, r)).toList();
    try (ModelServer server = ModelServer.of(model).port(0).start()) {
      Client client = new Client(server.uri());

      HttpResponse<String> streamed = client.post("/predict", "text/csv", Files.readString(csv));
      assertThat(streamed.body()).isEqualTo(csv(predicted));

      assertThat(instances(client, rows)).isEqualTo(values(predicted, 0, ROWS));
      for (int r = 0; r < 20; r++) {
        assertThat(instances(client, rows.subList(r, r + 1)))
            .as("row %d alone", r)
            .isEqualTo(values(predicted, r, r + 1));
      }
      assertThat(tensors(client, model, rows)).isEqualTo(values(predicted, 0, ROWS));
      assertThat(lines(client, rows)).isEqualTo(values(predicted, 0, ROWS));
    }
  }

  /** Returns the values of a row as a client has them: numbers, and texts. */
  private static Map<String, @Nullable Object> row(Model model, Table table, int row) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    for (String name : model.columns()) {
      Column column = table.column(name);
      if (column instanceof NumericColumn numbers) {
        double value = numbers.value(row);
        values.put(name, Double.isNaN(value) ? null : value);
      } else {
        CategoricalColumn labels = (CategoricalColumn) column;
        values.put(name, labels.missing(row) ? null : labels.labels().get(labels.code(row)));
      }
    }
    return values;
  }

  private static String csv(Prediction predicted) {
    StringBuilder text = new StringBuilder(line(predicted.columns()));
    predicted.cells().forEach(cells -> text.append(line(cells)));
    return text.toString();
  }

  private static String line(List<?> cells) {
    return cells.stream()
        .map(cell -> cell.toString().contains(",") ? "\"" + cell + "\"" : cell.toString())
        .collect(Collectors.joining(",", "", "\n"));
  }

  private static List<List<Double>> values(Prediction predicted, int from, int to) {
    List<List<Double>> all = new ArrayList<>();
    for (int r = from; r < to; r++) {
      List<Double> row = new ArrayList<>();
      for (int k = 0; k < predicted.values().columns(); k++) {
        row.add(predicted.values().get(r, k));
      }
      for (int k = 0; predicted.deviations() != null && k < predicted.names().size(); k++) {
        row.add(predicted.deviations().get(r, k));
      }
      all.add(row);
    }
    return all;
  }

  private static List<List<Double>> instances(
      Client client, List<Map<String, @Nullable Object>> rows) {
    JsonNode answer =
        client.ask("/v1/models/model:predict", JsonText.of(Map.of("instances", rows)));
    return answer.get("predictions").valueStream().map(SameBitsTest::numbers).toList();
  }

  private static List<List<Double>> lines(Client client, List<Map<String, @Nullable Object>> rows) {
    String body = rows.stream().map(JsonText::of).collect(Collectors.joining("\n"));
    return client
        .post("/predict", "application/x-ndjson", body)
        .body()
        .lines()
        .map(line -> numbers(JsonText.tree(line)))
        .toList();
  }

  /** Returns the numbers of a row's answer, in the precision that they are written in. */
  private static List<Double> numbers(JsonNode answer) {
    for (String name : new String[] {"probabilities", "values"}) {
      if (answer.has(name)) {
        return Stream.concat(answer.get(name).valueStream(), answer.path("stds").valueStream())
            .map(SameBitsTest::number)
            .toList();
      }
    }
    return answer.has("std")
        ? List.of(number(answer.get("value")), number(answer.get("std")))
        : List.of(number(answer.isObject() ? answer.get("value") : answer));
  }

  /** A float32 has fewer digits than its float64. */
  private static double number(JsonNode node) {
    return node.toString().length() > 14
        ? node.asDouble()
        : (double) Float.parseFloat(node.toString());
  }

  private static List<List<Double>> tensors(
      Client client, Model model, List<Map<String, @Nullable Object>> rows) {
    List<Map<String, Object>> inputs = new ArrayList<>();
    for (String name : model.columns()) {
      List<@Nullable Object> data = new ArrayList<>();
      rows.forEach(row -> data.add(row.get(name)));
      boolean text = data.stream().anyMatch(String.class::isInstance);
      inputs.add(
          Map.of(
              "name",
              name,
              "datatype",
              text ? "BYTES" : "FP64",
              "shape",
              List.of(rows.size()),
              "data",
              data));
    }
    JsonNode answer = client.ask("/v2/models/model/infer", JsonText.of(Map.of("inputs", inputs)));
    assertThat(outputs(answer))
        .as("as the metadata say")
        .isEqualTo(outputs(JsonText.tree(client.get("/v2/models/model").body())));
    List<List<Double>> all = new ArrayList<>();
    rows.forEach(row -> all.add(new ArrayList<>()));
    String real = model.network().precision().id().equals("float32") ? "FP32" : "FP64";
    for (JsonNode output : answer.get("outputs")) {
      if (output.get("datatype").asString().equals(real)) {
        int width = output.get("data").size() / rows.size();
        for (int i = 0; i < output.get("data").size(); i++) {
          all.get(i / width).add(number(output.get("data").get(i)));
        }
      }
    }
    return all;
  }

  /** Returns the names and types of tensors. */
  private static List<String> outputs(JsonNode model) {
    return model
        .get("outputs")
        .valueStream()
        .map(output -> output.get("name").asString() + " " + output.get("datatype").asString())
        .toList();
  }
}
