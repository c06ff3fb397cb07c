package org.nn4j.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.nn4j.core.model.Model;
import org.nn4j.experiment.Experiment;

/**
 * Something to learn that one machine and any cluster learn to the same bytes: rows that watch
 * training decide when it stops.
 *
 * @param data the file of the examples
 * @param schema its columns, as Spark is told them
 * @param target the column to predict
 * @param features the columns to learn from
 * @param settings the settings that are not the defaults
 */
record Lesson(
    String data,
    String schema,
    String target,
    List<String> features,
    Map<String, Object> settings) {
  private static final String WATCHED = "watched";

  /** How often rows count, where they do not count alike. */
  private static final String WEIGHT = "count";

  /** As a line of the file says. */
  private static final int EVERY = 4;

  static final List<String> PRECISIONS = List.of("float32", "float64");

  /** What rows in Spark may be like: in these many partitions, or nearly all in one of fifty. */
  static final List<String> PARTITIONS = List.of("1", "5", "64", "skewed");

  private static final String SKEWED = PARTITIONS.get(3);

  /** Two classes by texts, dates, categories and missing values, which count differently. */
  static Lesson classes(String precision) {
    return new Lesson(
        "orders.csv",
        "`order` string, ordered string, size string, price double, weight double, shop string,"
            + " comment string, returned string",
        "returned",
        List.of("ordered", "size", "price", "weight", "shop", "comment"),
        settings(
            precision,
            Map.of(
                "layers",
                new String[] {"12", "batch_norm", "dropout(rate=0.2)", "8:tanh"},
                "class_weight",
                "balanced",
                "text_inputs",
                16,
                "optimizer",
                "adam(lr=0.03)",
                "seed",
                5)));
  }

  /** A number, by rows that count differently. */
  static Lesson numbers(String precision) {
    List<String> features = List.of("age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6");
    return new Lesson(
        "diabetes.csv",
        String.join(" double, ", features) + " double, progression double",
        "progression",
        features,
        settings(
            precision,
            Map.of(
                "layers",
                new String[] {"16:relu", "dropout(rate=0.1)"},
                "sample_weight",
                WEIGHT,
                "optimizer",
                "adam(lr=0.1)")));
  }

  private static Map<String, Object> settings(String precision, Map<String, Object> more) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("precision", precision);
    all.put("epochs", 12);
    all.put("batch", 32);
    all.put("shards", 16);
    all.put("early_stopping", "validation_loss(patience=1)");
    return all;
  }

  /** Returns both in both precisions, by their names. */
  static Map<String, Lesson> all() {
    Map<String, Lesson> all = new java.util.TreeMap<>();
    for (String precision : PRECISIONS) {
      all.put("classes-" + precision, classes(precision));
      all.put("numbers-" + precision, numbers(precision));
    }
    return all;
  }

  private boolean weighted() {
    return settings.containsKey("sample_weight");
  }

  private static boolean watches(int line) {
    return line % EVERY == 0;
  }

  private static int count(int line) {
    return 1 + line % 3;
  }

  /**
   * Learns on this machine alone.
   *
   * @param folder where the rows that are learnt and those that watch are written
   */
  Model here(Path folder) throws IOException {
    List<String> lines = Files.readAllLines(Sessions.file(data));
    List<String> learnt = new ArrayList<>(List.of(lines.get(0) + "," + WEIGHT));
    List<String> watched = new ArrayList<>(List.of(lines.get(0)));
    for (int i = 1; i < lines.size(); i++) {
      (watches(i) ? watched : learnt).add(lines.get(i) + (watches(i) ? "" : "," + count(i)));
    }
    return Experiment.on(Files.write(folder.resolve("learnt.csv"), learnt))
        .target(target)
        .with("features", features)
        .with("validation", Files.write(folder.resolve("watched.csv"), watched).toString())
        .with(settings)
        .train()
        .model();
  }

  /**
   * Returns the rows in Spark.
   *
   * @param folder where they are written
   * @param partitions one of {@link #PARTITIONS}
   */
  Dataset<Row> rows(Path folder, String partitions) throws IOException {
    List<String> lines = Files.readAllLines(Sessions.file(data));
    List<String> all = new ArrayList<>(List.of(lines.get(0) + "," + WEIGHT + "," + WATCHED));
    for (int i = 1; i < lines.size(); i++) {
      all.add(lines.get(i) + "," + count(i) + "," + watches(i));
    }
    Dataset<Row> rows =
        Sessions.local()
            .read()
            .option("header", "true")
            .schema(schema + ", " + WEIGHT + " int, " + WATCHED + " boolean")
            .csv(Files.write(folder.resolve("all.csv"), all).toString());
    return partitions.equals(SKEWED)
        ? rows.repartition(
            50,
            functions.expr(
                "if(monotonically_increasing_id() % 101 = 0, monotonically_increasing_id(), 0)"))
        : Sessions.shuffled(rows, partitions.hashCode(), Integer.parseInt(partitions));
  }

  /** Learns in tasks of Spark. */
  Model onSpark(Dataset<Row> rows, int tasks) {
    return target.equals("returned")
        ? with(new NnClassifier(), tasks).fit(rows).model()
        : with(new NnRegressor(), tasks).fit(rows).model();
  }

  private <E extends NnEstimator<E, ?>> E with(E estimator, int tasks) {
    settings.forEach(
        (key, value) -> {
          if (!value.equals(WEIGHT)) {
            estimator.setSetting(key, value);
          }
        });
    if (weighted()) {
      estimator.setWeightCol(WEIGHT);
    }
    return estimator
        .setFeaturesCols(features.toArray(String[]::new))
        .setLabelCol(target)
        .setValidationIndicatorCol(WATCHED)
        .setExecutors(tasks);
  }
}
