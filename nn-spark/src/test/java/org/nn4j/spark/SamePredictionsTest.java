package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.SamplePrediction;
import tools.jackson.databind.JsonNode;

/**
 * Predicts rows in three ways, by the bits: {@code transform}, {@code nn predict} with the file in
 * a pipeline that was written, and {@code Model.predict} of that file and single rows.
 */
class SamePredictionsTest {
  private static final String PREDICTION = "prediction";
  private static final long SEED = 41;

  @TempDir Path folder;

  /**
   * Fits and writes a pipeline, and returns the file of its last stage.
   *
   * @param seen the rows to learn from
   */
  private Path write(Dataset<Row> seen, PipelineStage... stages) throws IOException {
    String path = folder.resolve("pipeline").toString();
    new Pipeline().setStages(stages).fit(seen).write().overwrite().save(path);
    String stage = (stages.length - 1) + "_";
    try (Stream<Path> files = Files.walk(folder.resolve("pipeline"))) {
      return files
          .filter(file -> file.endsWith(NnModel.FILE))
          .filter(file -> file.getParent().getFileName().toString().startsWith(stage))
          .findFirst()
          .orElseThrow();
    }
  }

  private List<Row> transformed(Dataset<Row> rows) {
    return PipelineModel.load(folder.resolve("pipeline").toString())
        .transform(rows)
        .collectAsList();
  }

  /** Returns what nn predict says of the rows of a file. */
  private static List<JsonNode> predicted(Path model, Path data) {
    return CommandLineTest.ok(List.of("predict", "--model", model, "--data", data, "--json"))
        .json()
        .path("predictions")
        .valueStream()
        .toList();
  }

  /** Returns a row's cells as a program has them. */
  private static Map<String, Object> sample(Model model, Row row) {
    Map<String, Object> sample = new HashMap<>();
    for (String column : model.columns()) {
      Object value = row.getAs(column);
      sample.put(column, value == null ? "" : value instanceof Number ? value : value.toString());
    }
    return sample;
  }

  private static double number(JsonNode node, String precision) {
    return precision.equals("float32")
        ? Float.parseFloat(node.asString())
        : Double.parseDouble(node.asString());
  }

  /** Writes rows with gaps, and with texts that are in none of those that are learnt. */
  private Path orders() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(Sessions.file("orders.csv")));
    Random random = new Random(SEED);
    for (int i = 1; i < lines.size(); i++) {
      String[] cells = lines.get(i).split(",", 6);
      cells[random.nextInt(5)] = "";
      if (i % 3 == 0) {
        cells[2] = "XXXL";
        cells[5] = "moon,never seen before,no";
      } else if (i % 7 == 0) {
        cells[5] = ",,yes";
      }
      lines.set(i, String.join(",", cells));
    }
    return Files.write(folder.resolve("orders.csv"), lines);
  }

  private static Dataset<Row> read(Path file) {
    return Sessions.local()
        .read()
        .option("header", "true")
        .schema(Lesson.classes("float32").schema())
        .csv(file.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void classesOfTextsDatesAndGaps(String precision) throws IOException {
    Lesson lesson = Lesson.classes(precision);
    Path file =
        write(
            read(Sessions.file("orders.csv")),
            new NnClassifier()
                .setFeaturesCols(lesson.features().toArray(String[]::new))
                .setLabelCol(lesson.target())
                .setLayers("8:relu")
                .setPrecision(precision)
                .setEpochs(3));
    Path data = orders();
    Model model = Model.load(file);
    List<JsonNode> lines = predicted(file, data);
    List<Row> rows = transformed(read(data));
    assertThat(lines).hasSameSizeAs(rows).hasSize(160);
    List<String> labels = model.preprocessor().labels();
    for (int i = 0; i < rows.size(); i++) {
      SamplePrediction one = model.predict(sample(model, rows.get(i)));
      Vector probability = rows.get(i).getAs("probability");
      String label = labels.get(rows.get(i).<Double>getAs(PREDICTION).intValue());
      assertThat(one.label()).as("seed %d, row %d", SEED, i).isEqualTo(label);
      assertThat(lines.get(i).path(PREDICTION).asString()).isEqualTo(label);
      for (int k = 0; k < labels.size(); k++) {
        assertThat(one.values().get(labels.get(k))).isEqualTo(probability.apply(k));
        assertThat(number(lines.get(i).path("probability_" + labels.get(k)), precision))
            .isEqualTo(probability.apply(k));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void numbersOfTextsDatesAndGaps(String precision) throws IOException {
    Path file =
        write(
            read(Sessions.file("orders.csv")),
            new NnRegressor()
                .setFeaturesCols("ordered", "size", "weight", "shop", "comment")
                .setLabelCol("price")
                .setLayers("8:relu")
                .setPrecision(precision)
                .setEpochs(3));
    Path data = orders();
    assertSameNumbers(file, data, transformed(read(data)), precision);
  }

  /** Whose elements are columns of the table. */
  @Test
  void numbersOfVectors() throws IOException {
    Lesson lesson = Lesson.numbers("float32");
    Path data = Sessions.file(lesson.data());
    Dataset<Row> rows = Sessions.csv(lesson.data());
    Path file =
        write(
            rows,
            new VectorAssembler()
                .setInputCols(lesson.features().toArray(String[]::new))
                .setOutputCol("features"),
            new NnRegressor().setLabelCol(lesson.target()).setLayers("8:relu").setEpochs(3));
    assertSameNumbers(file, data, transformed(rows), "float32");
  }

  private static void assertSameNumbers(Path file, Path data, List<Row> rows, String precision) {
    Model model = Model.load(file);
    List<JsonNode> lines = predicted(file, data);
    assertThat(lines).hasSameSizeAs(rows).hasSizeGreaterThan(100);
    for (int i = 0; i < rows.size(); i++) {
      double predicted = rows.get(i).getAs(PREDICTION);
      assertThat(model.predict(sample(model, rows.get(i))).value())
          .as("seed %d, row %d", SEED, i)
          .isEqualTo(predicted);
      assertThat(number(lines.get(i).path(PREDICTION), precision)).isEqualTo(predicted);
    }
  }
}
