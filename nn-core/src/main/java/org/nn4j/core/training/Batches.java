package org.nn4j.core.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.objective.FeatureGathering;

/** Gathers a data set's samples into batches, in an order that can be shuffled. */
final class Batches implements Stateful {
  private static final String ORDER = "training.order";

  private final Dataset data;
  private final int[] order;
  private final int rows;
  private final FeatureGathering features;
  private final BatchBuffer targets;
  private final double meanWeight;
  private final @Nullable BatchBuffer givenWeights;
  private final @Nullable BatchBuffer weights;
  private Matrix x;
  private Matrix y;
  private @Nullable Matrix w;
  private int from;
  private int to;

  /** Whether the batch is still as it was gathered. */
  private boolean fresh;

  /**
   * Allocates a batch.
   *
   * @param meanWeight what weights are divided by: 1 to leave them as they are
   * @param kernels what converts features
   * @param pool the worker pool that gathers rows
   */
  Batches(
      Dataset data,
      int rows,
      Precision precision,
      double meanWeight,
      Kernels kernels,
      WorkerPool pool) {
    this.data = data;
    this.rows = rows;
    this.order = new int[data.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    this.features = new FeatureGathering(data, rows, precision, kernels, pool);
    this.targets = new BatchBuffer(precision, rows, data.targetWidth());
    this.meanWeight = meanWeight;
    this.givenWeights = data.weighted() ? new BatchBuffer(Precision.FLOAT64, rows, 1) : null;
    this.weights = data.weighted() ? new BatchBuffer(precision, rows, 1) : null;
    this.x = Matrix.zeros(precision, 0, data.featureWidth());
    this.y = targets.rows(0);
  }

  /** Returns the number of batches in an epoch. */
  int count() {
    return (int) Math.ceil((double) order.length / rows);
  }

  void shuffle(RandomStream random) {
    random.shuffle(order, order.length);
    fresh = false;
  }

  /** Gives a range of samples an order, whatever order they have. */
  void shuffle(RandomStream random, int start, int end) {
    for (int i = start; i < end; i++) {
      order[i] = i;
    }
    random.shuffle(order, start, end);
    fresh = false;
  }

  /** Gathers batch {@code index}, from 0, unless it is there already. */
  void load(int index) {
    load(index * rows, Math.min((index + 1) * rows, order.length));
  }

  /** Gathers the samples from one place in the order to another, unless they are there already. */
  void load(int newFrom, int newTo) {
    if (fresh && newFrom == from && newTo == to) {
      return;
    }
    from = newFrom;
    to = newTo;
    int count = to - from;
    x = features.gather(order, from, to);
    y = targets.rows(count);
    data.targets(order, from, to, y);
    if (givenWeights != null && weights != null) {
      Matrix given = givenWeights.rows(count);
      data.weights(order, from, to, given);
      w = divided(given, weights.rows(count));
    }
    fresh = true;
  }

  /** Divides in float64 and rounds once: weights that are all equal are exactly 1. */
  private Matrix divided(Matrix given, Matrix result) {
    for (int r = 0; r < given.rows(); r++) {
      result.set(r, 0, given.get(r, 0) / meanWeight);
    }
    return result;
  }

  /**
   * Mixes the samples of the batch with one another; it is gathered anew when it is loaded next.
   */
  void mix(Mixup mixup) {
    mixup.mix(x, y, w);
    fresh = false;
  }

  Matrix x() {
    return x;
  }

  Matrix y() {
    return y;
  }

  @Nullable Matrix w() {
    return w;
  }

  /** Returns the sum of the batch's weights. */
  double weight() {
    if (w == null) {
      return x.rows();
    }
    double sum = 0;
    for (int r = 0; r < w.rows(); r++) {
      sum += w.get(r, 0);
    }
    return sum;
  }

  /** Returns where the samples of batch {@code index}, from 0, came from, in order. */
  RowPlace[] places(int index) {
    return places(index * rows, Math.min((index + 1) * rows, order.length));
  }

  /** Returns where the samples from one place in the order to another came from. */
  RowPlace[] places(int first, int end) {
    RowPlace[] places = new RowPlace[end - first];
    for (int i = 0; i < places.length; i++) {
      places[i] = RowPlace.of(data, order[first + i]);
    }
    return places;
  }

  /** Adds the order of the samples, as float64, which holds every index. */
  @Override
  public void save(TrainingState state) {
    state.put(ORDER, Arrays.stream(order).asDoubleStream().toArray());
  }

  @Override
  public void restore(TrainingState state) {
    double[] saved = state.numbers(ORDER, order.length);
    boolean[] seen = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      int sample = (int) saved[i];
      if (sample != saved[i] || sample < 0 || sample >= seen.length || seen[sample]) {
        throw new InputException("resume: " + ORDER + " is no order of the samples");
      }
      seen[sample] = true;
      order[i] = sample;
    }
    fresh = false;
  }
}
