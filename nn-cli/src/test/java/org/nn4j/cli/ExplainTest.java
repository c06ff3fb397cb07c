package org.nn4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code nn explain}: what it prints, writes and refuses. */
class ExplainTest {
  private static final Path IRIS = Cli.DATA.resolve("iris.csv");

  @TempDir private static Path folder;
  private static Path iris;
  private static Path shop;
  private static Path shopModel;

  @BeforeAll
  static void train() {
    iris = folder.resolve("iris.safetensors");
    Cli.ok("train", "--data", IRIS, "--target", "species", "--epochs", 40, "--model", iris);
    StringBuilder csv = new StringBuilder("kind,size,noise,price\n");
    for (int i = 0; i < 240; i++) {
      String kind = i % 3 == 0 ? "flat" : i % 3 == 1 ? "house" : "";
      int size = i * 7 % 50;
      csv.append(kind).append(',').append(size).append(',').append(i * 37 % 101 / 100.0);
      csv.append(',').append(10 * size + (i % 3 == 0 ? 300 : 0)).append('\n');
    }
    shop = Cli.write(folder.resolve("shop.csv"), csv.toString());
    shopModel = folder.resolve("shop.safetensors");
    Cli.ok("train", "--data", shop, "--target", "price", "--epochs", 60, "--model", shopModel);
  }

  private static JsonNode json(Object... more) {
    return Cli.ok(Stream.concat(Stream.of("explain", "--json"), Stream.of(more)).toArray()).json();
  }

  private static List<String> texts(JsonNode list, String key) {
    return list.valueStream().map(each -> each.path(key).asString()).toList();
  }

  @Test
  void saysWhatMattersToANumber() {
    Cli.Result result = Cli.ok("explain", shopModel, "--data", shop);

    assertThat(result.err()).isEmpty();
    assertThat(result.out())
        .contains("what matters, on 240 rows: r2 ", "rmse ", "mean ± deviation of 10 times")
        .contains("how price follows the values of a column, in the mean over 240 rows")
        .contains("kind: flat ", "(missing)", "which columns act together")
        .contains("row 1: price", "in the mean + what columns add (off by ");
    assertThat(result.out().lines()).allMatch(line -> line.length() <= 80);
    List<String> lines = result.out().lines().toList();
    assertThat(lines.get(3)).startsWith("  size");
    assertThat(lines.get(4)).startsWith("  kind");
    assertThat(lines.get(5)).startsWith("  noise");
  }

  @Test
  void theDocumentHasEverything() {
    JsonNode json = json(shopModel, "--data", shop, "--rows", "3,17");

    assertThat(json.path("explained").valueStream().map(JsonNode::asString))
        .containsExactly("price");
    assertThat(json.path("scale").asString()).isEqualTo("number");
    assertThat(json.path("rows").asInt()).isEqualTo(240);
    assertThat(json.path("parameters_sha256").asString()).hasSize(64);
    JsonNode importance = json.path("importance");
    assertThat(importance.path("metrics").path("r2").asDouble()).isGreaterThan(0.9);
    assertThat(texts(importance.path("columns"), "column"))
        .containsExactly("size", "kind", "noise");
    JsonNode size = importance.path("columns").get(0).path("rmse");
    assertThat(size.path("beyond_chance").asBoolean()).isTrue();
    assertThat(size.path("mean").asDouble()).isGreaterThan(10 * size.path("deviation").asDouble());
    assertThat(texts(json.path("dependence"), "column")).containsExactly("size", "kind", "noise");
    JsonNode curve = json.path("dependence").get(0);
    assertThat(curve.path("values").size()).isEqualTo(20);
    assertThat(curve.path("mean").path("price").size()).isEqualTo(20);
    assertThat(curve.path("individual").size()).isEqualTo(50);
    assertThat(json.path("dependence").get(1).path("values").valueStream().map(JsonNode::asString))
        .containsExactly("flat", "house", "(missing)");
    assertThat(json.path("interactions").size()).isEqualTo(3);
    assertThat(json.path("interactions").get(0).path("h_squared").isNumber()).isTrue();
    assertThat(json.path("pairs").get(0).path("mean").size())
        .isEqualTo(json.path("pairs").get(0).path("values").get(1).size());
    assertThat(json.path("attributions").valueStream().map(row -> row.path("row").asInt()))
        .containsExactly(3, 17);
    JsonNode row = json.path("attributions").get(0);
    double sum = row.path("base").asDouble() + row.path("gap").asDouble();
    for (JsonNode contribution : row.path("contributions")) {
      sum += contribution.path("amount").asDouble();
    }
    assertThat(sum).isEqualTo(row.path("prediction").asDouble(), within(1e-6));
    assertThat(row.path("method").asString()).isEqualTo("shapley");
  }

  private static Offset<Double> within(double offset) {
    return Offset.offset(offset);
  }

  @Test
  void theNumbersDependOnTheSeedAlone() {
    JsonNode one = json(iris, "--data", IRIS, "--threads", 1);

    assertThat(json(iris, "--data", IRIS, "--threads", 3)).isEqualTo(one);
    assertThat(json(iris, "--data", IRIS, "--kernels", "scalar")).isEqualTo(one);
    assertThat(json(iris, "--data", IRIS, "--seed", 1).path("importance"))
        .isNotEqualTo(one.path("importance"));
  }

  @Test
  void allClassesAreExplainedOrOne() {
    assertThat(Cli.ok("explain", iris, "--data", IRIS).out())
        .contains("how probabilities follow", "setosa", "versicolor", "virginica");
    JsonNode one =
        json(
            iris,
            "--data",
            IRIS,
            "--class",
            "virginica",
            "--log-odds",
            "--centred",
            "--columns",
            "petal_length,sepal_width",
            "--method",
            "integrated_gradients",
            "--metrics",
            "f1");

    assertThat(one.path("explained").size()).isEqualTo(1);
    assertThat(one.path("scale").asString()).isEqualTo("log_odds");
    assertThat(texts(one.path("dependence"), "column"))
        .containsExactly("petal_length", "sepal_width");
    assertThat(one.path("dependence").get(0).path("mean").path("virginica").get(0).asDouble())
        .isZero();
    assertThat(one.path("interactions").size()).isEqualTo(1);
    assertThat(one.path("attributions").get(0).path("method").asString())
        .isEqualTo("integrated_gradients");
    assertThat(one.path("importance").path("metrics").propertyNames()).containsExactly("f1");
  }

  @Test
  void aSampleOfManyRowsIsSaid() {
    Cli.Result result =
        Cli.ok("explain", shopModel, "--data", shop, "--sample", 50, "--repeats", 3);

    assertThat(result.err())
        .isEqualTo(
            "note: 50 of 240 rows, drawn at random, explain the model; more take longer: --sample"
                + " N\n");
    assertThat(result.out()).contains("on 50 rows", "deviation of 3 times");
    assertThat(Cli.ok("explain", shopModel, "--data", shop, "--repeats", 4000).err())
        .contains(" predictions are made, ", " % of them for 3 columns × 4000 repeats × 240 rows");
  }

  @Test
  void aReportHasTheFigures() throws IOException {
    Path report = folder.resolve("why");
    Cli.Result result = Cli.ok("explain", iris, "--data", IRIS, "--rows", "71", "--report", report);

    assertThat(result.out()).endsWith("\nreport  " + report.resolve("index.html") + "\n");
    try (Stream<Path> files = Files.list(report.resolve("figures"))) {
      assertThat(files.map(file -> file.getFileName().toString()).filter(n -> n.endsWith(".svg")))
          .contains(
              "importance.svg",
              "importance_2.svg",
              "dependence_petal_length.svg",
              "interactions.svg",
              "row_71.svg")
          .hasSize(2 + 4 + 1 + 2 + 1);
    }
    String page = Files.readString(report.resolve("index.html"));
    assertThat(page).contains("What matters", "Which columns act together");
    Cli.ok("explain", iris, "--data", IRIS, "--rows", "71", "--threads", 2, "--report", report);
    assertThat(Files.readString(report.resolve("index.html"))).isEqualTo(page);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--rows 0|--rows: rows are numbered from 1, and the data have 150, but 0 is asked for",
        "--rows 151|--rows: rows are numbered from 1, and the data have 150, but 151 is asked for",
        "--class oak|explain: there is no class 'oak'; the model predicts setosa, versicolor,"
            + " virginica",
        "--columns petals|no column 'petals'",
        "--columns species|explain: 'species' is no column that the model predicts from",
        "--metrics r2|r2 is a metric of regression but the task is classification",
        "--repeats 1|--repeats must be at least 2 but is 1",
        "--sample 0|--sample must be at least 1 but is 0",
        "--top 0|--top must be at least 1 but is 0",
        "--method lime|--method"
      })
  void whatIsWrongIsSaid(String flags, String message) {
    Cli.Result result =
        Cli.run(
            Stream.concat(Stream.of("explain", iris, "--data", IRIS), Stream.of(flags.split(" ")))
                .toArray());

    assertThat(result.code()).isEqualTo(2);
    assertThat(result.err()).contains(message);
    assertThat(result.out()).isEmpty();
  }
}
