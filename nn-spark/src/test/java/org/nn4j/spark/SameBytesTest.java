package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
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
}
