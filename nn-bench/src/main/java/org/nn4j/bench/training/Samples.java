package org.nn4j.bench.training;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.ImageDataset;
import org.nn4j.core.data.ImageFolder;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.random.RandomStream;

/**
 * The data of a workload.
 *
 * @param train what is learnt; a class index or numbers for each sample
 * @param test images to test on, or null where nothing is classified
 */
public record Samples(Dataset train, @Nullable ImageDataset test) {
  /** Samples that the check trains on: whole batches of either image workload. */
  static final int CHECKED = 12_800;

  /** Batches of random numbers. */
  static final int WIDE_STEPS = 8;

  /**
   * Reads or draws the data of a workload.
   *
   * @param images folder of the IDX files
   */
  static Samples of(Workload workload, @Nullable Path images) {
    return switch (workload) {
      case FIVE -> new Samples(points(), null);
      case WIDE -> new Samples(noise(workload), null);
      case MLP, DEEP -> {
        if (images == null) {
          throw new IllegalArgumentException(workload.id() + " needs --data-dir");
        }
        ImageFolder folder = ImageFolder.read(images);
        yield new Samples(folder.train(), folder.test());
      }
    };
  }

  private static Dataset points() {
    Matrix x =
        Matrix.of(
            new double[] {0, 0},
            new double[] {1, 0},
            new double[] {0, -1},
            new double[] {-1, 0},
            new double[] {0, 1});
    Matrix y = Matrix.zeros(Precision.FLOAT64, x.rows(), 1);
    y.set(0, 0, 1);
    return new MatrixDataset(x, y);
  }

  private static Dataset noise(Workload workload) {
    int rows = WIDE_STEPS * workload.batch();
    return new MatrixDataset(
        noise("features", rows, workload.inputs()), noise("targets", rows, workload.outputs()));
  }

  private static Matrix noise(String purpose, int rows, int columns) {
    RandomStream random = new RandomStream(1, purpose);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return new FloatMatrix(values, 0, rows, columns, columns);
  }

  /** Returns the same data with fewer images to learn from. */
  Samples forCheck() {
    return train instanceof ImageDataset images
        ? new Samples(images.select(IntStream.range(0, CHECKED).toArray()), test)
        : this;
  }

  /** Returns the number of whole batches. */
  public int batches(Workload workload) {
    return train.size() / workload.batch();
  }

  /** Returns the features of the samples from {@code from} to {@code to}, row by row. */
  public static float[] features(Dataset data, int from, int to) {
    FloatMatrix x = (FloatMatrix) Matrix.zeros(Precision.FLOAT32, to - from, data.featureWidth());
    data.features(IntStream.range(0, data.size()).toArray(), from, to, x);
    return x.array();
  }

  /** Returns the targets of the samples from {@code from} to {@code to}, row by row. */
  public static float[] targets(Dataset data, int from, int to) {
    FloatMatrix y = (FloatMatrix) Matrix.zeros(Precision.FLOAT32, to - from, data.targetWidth());
    data.targets(IntStream.range(0, data.size()).toArray(), from, to, y);
    return y.array();
  }
}
