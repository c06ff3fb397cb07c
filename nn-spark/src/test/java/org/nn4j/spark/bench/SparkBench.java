package org.nn4j.spark.bench;

import java.nio.file.Path;
import java.util.Locale;
import org.apache.spark.launcher.JavaModuleOptions;
import org.apache.spark.sql.SparkSession;

/** Measures training on Spark; {@code nn-spark/bench} says what, and runs it. */
final class SparkBench {
  private SparkBench() {}

  /**
   * Runs a measurement.
   *
   * @param args its name and its sizes
   * @throws Exception if it fails
   */
  public static void main(String[] args) throws Exception {
    switch (args.length == 0 ? "" : args[0]) {
      case "options" ->
          print("-XX:+UseSerialGC -Xmx2g %s", JavaModuleOptions.defaultModuleOptions());
      case "mlp" -> PerceptronBench.run(number(args, 1, 100_000));
      case "cluster" -> ClusterBench.run(number(args, 1, 100_000), number(args, 2, 10));
      case "large" -> LargeBench.run(number(args, 1, 10_000_000), number(args, 2, 2));
      case "step" -> StepBench.run(number(args, 1, 4096));
      case "process" ->
          LinkBench.run(
              Path.of(args[1]), number(args, 2, 0), number(args, 3, 0), number(args, 4, 0));
      default ->
          throw new IllegalArgumentException(
              "name mlp, cluster, large, step or link: which to measure");
    }
  }

  private static int number(String[] args, int index, int standard) {
    return args.length > index ? Integer.parseInt(args[index]) : standard;
  }

  static SparkSession session(String master) {
    SparkSession session =
        SparkSession.builder()
            .master(master)
            .appName("nn4j")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.warehouse.dir", System.getenv("SPARK_HOME") + "/warehouse")
            .config("spark.local.dir", System.getenv("SPARK_HOME") + "/local")
            .config("spark.executor.extraClassPath", System.getProperty("java.class.path"))
            .config("spark.executor.memory", "1g")
            .getOrCreate();
    session.sparkContext().setLogLevel("ERROR");
    return session;
  }

  static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  static double secondsSince(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }
}
