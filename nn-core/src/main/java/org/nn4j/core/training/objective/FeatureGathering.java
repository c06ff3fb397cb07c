package org.nn4j.core.training.objective;

import org.nn4j.api.BatchBuffer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.parallel.SharedTask;
import org.nn4j.core.parallel.WorkerPool;

/** Gathers the features of batches, those of large batches on the worker pool. */
public final class FeatureGathering implements SharedTask {
  /** The cost in multiply-adds of an element, which may come from anywhere in memory. */
  private static final int COST = 16;

  private final Dataset data;
  private final Kernels kernels;
  private final WorkerPool pool;
  private final BatchBuffer buffer;
  private final Bands full;
  private Bands partial;
  private Bands bands;
  private int[] order = new int[0];
  private int from;

  /** A batch and the rows of it that each thread gathers. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Bands(Matrix x, Matrix[] parts) {
    static Bands of(Matrix x, WorkerPool pool) {
      Matrix[] parts = new Matrix[Math.min(x.rows(), pool.parts((long) x.size() * COST))];
      for (int part = 0; part < parts.length; part++) {
        parts[part] = x.rows(start(part, parts, x), start(part + 1, parts, x));
      }
      return new Bands(x, parts);
    }

    /** Returns the row of the batch that a part starts with. */
    int start(int part) {
      return start(part, parts, x);
    }

    private static int start(int part, Matrix[] parts, Matrix x) {
      return (int) ((long) part * x.rows() / parts.length);
    }
  }

  /** Allocates batches of at most {@code maxRows} samples. */
  public FeatureGathering(
      Dataset data, int maxRows, Precision precision, Kernels kernels, WorkerPool pool) {
    this.data = data;
    this.kernels = kernels;
    this.pool = pool;
    this.buffer = new BatchBuffer(precision, maxRows, data.featureWidth());
    this.full = Bands.of(buffer.rows(maxRows), pool);
    this.partial = full;
    this.bands = full;
  }

  /** Gathers the samples {@code order[from]} to {@code order[to-1]}. */
  public Matrix gather(int[] newOrder, int newFrom, int to) {
    Matrix x = buffer.rows(to - newFrom);
    order = newOrder;
    from = newFrom;
    bands = bands(x);
    pool.run(this, bands.parts().length);
    return x;
  }

  private Bands bands(Matrix x) {
    if (x == full.x()) {
      return full;
    }
    if (x != partial.x()) {
      partial = Bands.of(x, pool);
    }
    return partial;
  }

  @Override
  public void run(int part) {
    Matrix x = bands.parts()[part];
    int start = from + bands.start(part);
    data.features(order, start, start + x.rows(), x, kernels);
  }
}
