package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.model.Model;
import org.nn4j.experiment.Experiment;

/** Compares what Spark trains with what {@code nn train} trains on one machine. */
class SameBytesTest {
  private static final String SCHEMA =
      "`order` string, ordered string, size string, price double, weight double, shop string,"
          + " comment string, returned string";

  /** Texts, dates, categories and missing values. */
  private static Dataset<Row> orders() {
    return Sessions.local()
        .read()
        .option("header", "true")
        .schema(SCHEMA)
        .csv(Sessions.file("orders.csv").toString());
  }

  private static Map<String, double[][]> parameters(Model model) {
    Map<String, double[][]> all = new TreeMap<>();
    for (ParameterSpec spec : model.network().parameters().specs()) {
      all.put(spec.name(), model.network().parameters().value(spec.name()).toRows());
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({
    "float32, 16:relu;dropout(rate=0.2), none",
    "float64, 16:relu, balanced",
    "float32, 12;batch_norm;8:tanh, balanced"
  })
  void oneMachineTrainsTheSame(String precision, String layers, String weights) {
    List<String> features = List.of("ordered", "size", "price", "weight", "shop", "comment");
    String[] hidden = layers.split(";");
    Map<String, Object> settings =
        Map.of(
            "layers",
            hidden,
            "precision",
            precision,
            "epochs",
            3,
            "batch",
            50,
            "shards",
            16,
            "class_weight",
            weights,
            "text_inputs",
            16,
            "seed",
            5);
    Model expected =
        Experiment.on(Sessions.file("orders.csv"))
            .target("returned")
            .with("features", features)
            .with("validation", 0)
            .with(settings)
            .train()
            .model();

    for (int tasks = 1; tasks <= 2; tasks++) {
      NnClassifier classifier =
          new NnClassifier()
              .setFeaturesCols(features.toArray(String[]::new))
              .setLabelCol("returned")
              .setExecutors(tasks);
      settings.forEach(classifier::setSetting);
      Model model = classifier.fit(Sessions.shuffled(orders(), tasks, 3)).model();
      assertThat(model.preprocessor()).isEqualTo(expected.preprocessor());
      parameters(expected)
          .forEach(
              (name, values) ->
                  assertThat(parameters(model).get(name)).as(name).isDeepEqualTo(values));
    }
  }

  /** Rows that count differently, and others that decide when to stop. */
  @Test
  void oneMachineWatchesAndWeighsTheSame(@TempDir Path folder) throws IOException {
    List<String> lines = Files.readAllLines(Sessions.file("diabetes.csv"));
    List<String> learnt = new ArrayList<>(List.of(lines.get(0) + ",count"));
    List<String> watched = new ArrayList<>(List.of(lines.get(0)));
    List<String> all = new ArrayList<>(List.of(lines.get(0) + ",count,watched"));
    for (int i = 1; i < lines.size(); i++) {
      boolean watches = i % 4 == 0;
      (watches ? watched : learnt).add(lines.get(i) + (watches ? "" : "," + (1 + i % 3)));
      all.add(lines.get(i) + "," + (1 + i % 3) + "," + watches);
    }
    Path held = Files.write(folder.resolve("watched.csv"), watched);
    Map<String, Object> settings =
        Map.of(
            "layers",
            new String[] {"16:relu", "dropout(rate=0.1)"},
            "epochs",
            30,
            "batch",
            32,
            "shards",
            8,
            "early_stopping",
            "validation_loss(patience=2)");
    Model expected =
        Experiment.on(Files.write(folder.resolve("learnt.csv"), learnt))
            .target("progression")
            .with("sample_weight", "count")
            .with("validation", held.toString())
            .with(settings)
            .train()
            .model();

    NnRegressor regressor =
        new NnRegressor()
            .setFeaturesCols(
                List.of(lines.get(0).split(",")).stream()
                    .filter(name -> !name.equals("progression"))
                    .toArray(String[]::new))
            .setLabelCol("progression")
            .setWeightCol("count")
            .setValidationIndicatorCol("watched")
            .setExecutors(2);
    settings.forEach(regressor::setSetting);
    Dataset<Row> rows =
        Sessions.local()
            .read()
            .option("header", "true")
            .option("inferSchema", "true")
            .csv(Files.write(folder.resolve("all.csv"), all).toString());
    Model model = regressor.fit(Sessions.shuffled(rows, 9, 3)).model();
    parameters(expected)
        .forEach(
            (name, values) ->
                assertThat(parameters(model).get(name)).as(name).isDeepEqualTo(values));
  }
}
