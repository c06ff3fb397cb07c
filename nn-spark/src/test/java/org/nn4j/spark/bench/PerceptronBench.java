package org.nn4j.spark.bench;

import java.util.Arrays;
import java.util.concurrent.TimeoutException;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.classification.MultilayerPerceptronClassifier;
import org.apache.spark.ml.evaluation.MulticlassClassificationEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.nn4j.spark.NnClassifier;

/**
 * Seconds to an equal loss on held-out rows: Spark's {@link MultilayerPerceptronClassifier} and
 * {@link NnClassifier}, with the same rows in memory, one after the other in one session. Each
 * number of iterations or epochs is a fit of its own, from the start.
 */
final class PerceptronBench {
  private static final int[] ITERATIONS = {10, 20, 40, 80, 160};
  private static final int[] EPOCHS = {1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64};

  private final BarrierSeconds barrier;
  private final Dataset<Row> train;
  private final Dataset<Row> test;

  private PerceptronBench(BarrierSeconds barrier, Dataset<Row> train, Dataset<Row> test) {
    this.barrier = barrier;
    this.train = train;
    this.test = test;
  }

  /**
   * What a fit took, with and without evaluating it on the held-out rows, and the mean −ln p of
   * their labels.
   */
  private record Result(double fit, double total, double loss) {}

  static void run(int rows) throws TimeoutException {
    SparkSession session = SparkBench.session("local[2]");
    BarrierSeconds barrier = new BarrierSeconds(session.sparkContext());
    SparkBench.print("%d rows of 50 numbers, 64 hidden units, 5 classes", rows);
    Dataset<Row> test = Blobs.rows(session, rows, rows + 10_000);
    new PerceptronBench(barrier, Blobs.rows(session, 0, rows), test)
        .compare(Blobs.INPUTS, Blobs.CLASSES, 512, 8);
    SparkBench.print("digits: 1797 images of 64 pixels, 64 hidden units, 10 classes");
    Dataset<Row>[] digits = digits(session).randomSplit(new double[] {0.8, 0.2}, 1);
    new PerceptronBench(barrier, Blobs.inMemory(digits[0]), Blobs.inMemory(digits[1]))
        .compare(64, 10, 64, 2);
    session.stop();
  }

  private static Dataset<Row> digits(SparkSession session) {
    Dataset<Row> rows =
        session.read().option("header", "true").csv("examples/data/digits.csv").repartition(2);
    String[] pixels = Arrays.copyOf(rows.columns(), 64);
    rows = rows.withColumn("label", rows.col(rows.columns()[64]).cast("double"));
    for (String pixel : pixels) {
      rows = rows.withColumn(pixel, rows.col(pixel).cast("double").divide(16));
    }
    return new VectorAssembler()
        .setInputCols(pixels)
        .setOutputCol("features")
        .transform(rows)
        .select("features", "label");
  }

  private void compare(int inputs, int classes, int batch, int shards) throws TimeoutException {
    MultilayerPerceptronClassifier theirs =
        new MultilayerPerceptronClassifier().setLayers(new int[] {inputs, 64, classes}).setSeed(1);
    NnClassifier ours =
        new NnClassifier()
            .setLayers("64:relu")
            .setOptimizer("adam(lr=0.002)")
            .setBatch(batch)
            .setShards(shards)
            .setSeed(1);
    // Until the code is compiled.
    theirs.setMaxIter(20).fit(train);
    ours.setEpochs(2).fit(train);
    SparkBench.print("|                       |    fit s |  barrier |  total s |     loss |");
    SparkBench.print("|-----------------------|---------:|---------:|---------:|---------:|");
    Result best = new Result(Double.NaN, Double.NaN, Double.POSITIVE_INFINITY);
    for (int iterations : ITERATIONS) {
      Result result =
          measure("Spark, " + iterations + " iterations", theirs.setMaxIter(iterations));
      best = result.loss < best.loss ? result : best;
    }
    Result equal = best;
    for (int epochs : EPOCHS) {
      equal = measure("nn4j, " + epochs + " epochs", ours.setEpochs(epochs));
      if (equal.loss <= best.loss) {
        break;
      }
    }
    SparkBench.print(
        "Spark's best loss is %.4f, nn4j's last one %.4f in %.2f of the fit's time, %.2f in total%n",
        best.loss, equal.loss, equal.fit / best.fit, equal.total / best.total);
  }

  private Result measure(String name, Estimator<?> estimator) throws TimeoutException {
    long start = System.nanoTime();
    Model<?> model = estimator.fit(train);
    double fit = SparkBench.secondsSince(start);
    double loss =
        new MulticlassClassificationEvaluator()
            .setMetricName("logLoss")
            .evaluate(model.transform(test));
    double total = SparkBench.secondsSince(start);
    SparkBench.print(
        "| %-21s | %8.2f | %8.2f | %8.2f | %8.4f |", name, fit, barrier.last(), total, loss);
    return new Result(fit, total, loss);
  }
}
