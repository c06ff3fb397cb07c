package org.nn4j.spark.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.nn4j.core.model.Model;
import org.nn4j.core.training.EpochResult;
import org.nn4j.experiment.Experiment;
import org.nn4j.experiment.Trained;
import org.nn4j.spark.NnClassifier;

/**
 * What distribution costs on one machine: two threads of one process, and two executors of one
 * core, with the same rows and settings. Both end with the same parameters, or this fails.
 */
final class ClusterBench {
  private static final Map<String, Object> SETTINGS =
      Map.of(
          "layers", new String[] {"256:relu", "128:relu"}, "batch", 1024, "shards", 8, "seed", 1);

  private ClusterBench() {}

  static void run(int rows, int epochs) throws TimeoutException {
    double[][] features =
        IntStream.range(0, rows).mapToObj(Blobs::features).toArray(double[][]::new);
    double[] labels = IntStream.range(0, rows).mapToDouble(Blobs::label).toArray();
    Experiment alone =
        Experiment.on(features, labels)
            .with(SETTINGS)
            .with("validation", 0)
            .with("threads", 2)
            .with("epochs", epochs);
    alone.train(); // until the code is compiled
    long start = System.nanoTime();
    Trained trained = alone.train();
    double fit = SparkBench.secondsSince(start);
    double epoch =
        trained.history().epochs().stream()
            .mapToDouble(EpochResult::seconds)
            .average()
            .orElseThrow();

    SparkSession session = SparkBench.session("local-cluster[2,1,1024]");
    BarrierSeconds barrier = new BarrierSeconds(session.sparkContext());
    Dataset<Row> data = Blobs.rows(session, 0, rows);
    NnClassifier cluster = new NnClassifier().setExecutors(2);
    SETTINGS.forEach(cluster::setSetting);
    cluster.setEpochs(epochs).fit(data);
    start = System.nanoTime();
    Model model = cluster.fit(data).model();
    double clusterFit = SparkBench.secondsSince(start);
    double stage = barrier.last();
    cluster.setEpochs(1).fit(data);
    // What begins and ends a stage, such as getting the rows, is in both.
    double clusterEpoch = epochs == 1 ? Double.NaN : (stage - barrier.last()) / (epochs - 1);
    session.stop();
    if (!Arrays.deepEquals(parameters(trained.model()), parameters(model))) {
      throw new IllegalStateException("the parameters differ");
    }

    SparkBench.print("%d rows of 50 numbers, 50-256-128-5, batch 1024, %d epochs", rows, epochs);
    SparkBench.print("| %-30s | %10s | %10s | %8s |", "", "2 threads", "executors", "ratio");
    SparkBench.print("|--------------------------------|-----------:|-----------:|---------:|");
    print("ms an epoch", 1000 * epoch, 1000 * clusterEpoch);
    print("s all epochs, barrier stage", epoch * epochs, stage);
    print("s fit, rows in memory to model", fit, clusterFit);
  }

  private static void print(String what, double alone, double cluster) {
    SparkBench.print("| %-30s | %10.2f | %10.2f | %8.2f |", what, alone, cluster, cluster / alone);
  }

  private static double[][][] parameters(Model model) {
    return model.network().parameters().specs().stream()
        .map(spec -> model.network().parameters().value(spec.name()).toRows())
        .toArray(double[][][]::new);
  }
}
