package org.nn4j.spark.bench;

import java.io.Serializable;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.nn4j.core.random.RandomStream;

/**
 * Rows of 50 normally distributed numbers about 20 centres, four for each of 5 classes; they
 * overlap, and no plane divides them.
 */
final class Blobs {
  static final int INPUTS = 50;
  static final int CLASSES = 5;
  static final StructType SCHEMA =
      new StructType()
          .add("features", SQLDataTypes.VectorType())
          .add("label", DataTypes.DoubleType);

  private static final int CENTRES = 4 * CLASSES;
  private static final double SPREAD = 0.4;
  private static final double[][] CENTRE = new double[CENTRES][];

  static {
    RandomStream random = new RandomStream(1, "centres");
    for (int c = 0; c < CENTRES; c++) {
      CENTRE[c] = numbers(random, SPREAD, new double[INPUTS]);
    }
  }

  private Blobs() {}

  private static double[] numbers(RandomStream random, double deviation, double[] mean) {
    double[] numbers = mean.clone();
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] += deviation * random.nextGaussian();
    }
    return numbers;
  }

  static double[] features(long row) {
    return numbers(new RandomStream(row, "rows"), 1, CENTRE[(int) (row % CENTRES)]);
  }

  static double label(long row) {
    return row % CLASSES;
  }

  /** Returns rows in a session, in memory. */
  static Dataset<Row> rows(SparkSession session, int from, int to) {
    Dataset<Row> rows =
        session
            .range(from, to, 1, 2)
            .map(
                (MapFunction<Long, Row> & Serializable)
                    row -> RowFactory.create(Vectors.dense(features(row)), label(row)),
                Encoders.row(SCHEMA));
    return inMemory(rows);
  }

  static Dataset<Row> inMemory(Dataset<Row> rows) {
    Dataset<Row> cached = rows.cache();
    cached.foreach(row -> {});
    return cached;
  }
}
