package org.nn4j.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The session that all tests share, and data in it. */
final class Sessions {
  private static final Path DATA = Path.of("..", "examples", "data");

  private static final String MASTER = "local[2]";

  private Sessions() {}

  /** Returns the session: two threads, and nothing that others could connect to. */
  static SparkSession local() {
    return SparkSession.getActiveSession().isDefined()
        ? SparkSession.active()
        : builder(MASTER).getOrCreate();
  }

  /** Runs something in a session of another master, of which a JVM has but one at a time. */
  static void during(SparkSession.Builder other, Action action) throws Exception {
    stop();
    other.getOrCreate();
    try {
      action.run();
    } finally {
      stop();
    }
  }

  /** Ends the session; {@link #local} starts another. */
  static void stop() {
    if (SparkSession.getActiveSession().isDefined()) {
      SparkSession.active().stop();
    }
    SparkSession.clearActiveSession();
    SparkSession.clearDefaultSession();
  }

  /** What is run in a session. */
  interface Action {
    void run() throws Exception;
  }

  static SparkSession.Builder builder(String master) {
    return SparkSession.builder()
        .master(master)
        .appName("nn4j")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", "3")
        .config("spark.sql.warehouse.dir", "target/warehouse");
  }

  /** Returns the rows of a file of the examples. */
  static Dataset<Row> csv(String name) {
    return local()
        .read()
        .option("header", "true")
        .option("inferSchema", "true")
        .csv(file(name).toString());
  }

  static Path file(String name) {
    return DATA.resolve(name);
  }

  /** Returns the rows with all columns but one as a vector. */
  static Dataset<Row> vectors(String name, String label) {
    Dataset<Row> rows = csv(name);
    List<String> features = new ArrayList<>(List.of(rows.columns()));
    features.remove(label);
    return new VectorAssembler()
        .setInputCols(features.toArray(String[]::new))
        .setOutputCol("features")
        .transform(rows)
        .select("features", label)
        .withColumnRenamed(label, "label");
  }

  /** Returns ten numbers about people, and how their diabetes went on. */
  static Dataset<Row> diabetes() {
    return vectors("diabetes.csv", "progression");
  }

  /** Returns the rows in another order and in other partitions. */
  static Dataset<Row> shuffled(Dataset<Row> rows, long seed, int partitions) {
    List<Row> list = new ArrayList<>(rows.collectAsList());
    Collections.shuffle(list, new Random(seed));
    return local().createDataFrame(list, rows.schema()).repartition(partitions);
  }
}
