package org.nn4j.core.training;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.math.NnMath;
import org.nn4j.core.MisfitException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.TargetDecoder;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.metric.QuantileValues;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.ParallelKernels;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.training.objective.DataFit;
import org.nn4j.core.training.objective.OutputHead;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

/**
 * Runs a network over a data set, in the mode of prediction.
 *
 * @param loss the loss to compute, whose link and targets define what the outputs mean
 * @param decoder turns encoded targets and outputs (standardized, say) into the data's units
 * @param threads most threads that an evaluation uses; the result is the same for any number
 */
public record Evaluator(Loss loss, TargetDecoder decoder, int threads) {
  private static final int CHUNK = 1024;

  /**
   * Checks the number of threads.
   *
   * @throws IllegalArgumentException if it is below 1
   */
  public Evaluator {
    Checks.atLeast("threads", threads, 1);
  }

  /** Creates an evaluator that uses one thread a processor. */
  public Evaluator(Loss loss, TargetDecoder decoder) {
    this(loss, decoder, Trainer.defaultThreads());
  }

  /** Creates an evaluator for targets that are not encoded. */
  public Evaluator(Loss loss) {
    this(loss, TargetDecoder.IDENTITY);
  }

  /**
   * Predicts every sample and compares. The loss is Σ w·ℓ/Σ w over all samples, 0 where all weights
   * are.
   *
   * @throws MisfitException if there are no data or they do not fit the network or loss
   */
  public Evaluation evaluate(Network network, Dataset data) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      return repeatedly(network, pool).evaluate(data);
    }
  }

  /**
   * Returns what evaluates a network again and again, as {@link #evaluate} does but on one thread,
   * in memory that it keeps. It is for one thread at a time; the network's parameters may change
   * between two calls.
   */
  public Function<Dataset, Evaluation> repeatedly(Network network) {
    return repeatedly(network, new WorkerPool(1))::evaluate;
  }

  private Repeated repeatedly(Network network, WorkerPool pool) {
    return repeatedly(network, pool, Collective.alone(new Shards(1)));
  }

  /**
   * Returns what evaluates again and again, together with other processes that have other shards of
   * the samples, on a worker pool, which the caller closes.
   */
  Repeated repeatedly(Network network, WorkerPool pool, Collective collective) {
    return new Repeated(network, pool, collective);
  }

  /** A network bound to evaluate batches, and the loss of its outputs. */
  private record Space(BoundNetwork network, OutputHead head, int rows) {}

  /** Evaluates a network in memory that is kept from one data set to the next. */
  final class Repeated {
    private final Network network;
    private final WorkerPool pool;
    private final Collective collective;
    private @Nullable Space last;
    private @Nullable Dataset counted;
    private int samples;

    private Repeated(Network network, WorkerPool pool, Collective collective) {
      this.network = network;
      this.pool = pool;
      this.collective = collective;
    }

    /** Returns a space for batches of some rows: the last one, if it is large enough. */
    private Space space(int rows) {
      Space space = last;
      if (space == null || space.rows < rows) {
        Kernels kernels = ParallelKernels.of(network, rows, pool);
        BoundNetwork bound = network.bindForPrediction(rows, kernels);
        space = new Space(bound, new OutputHead(bound, loss, kernels), rows);
        last = space;
      }
      return space;
    }

    /**
     * Returns the number of samples that all processes have, which they count once for as long as
     * they look at the same.
     */
    int samples(Dataset data) {
      if (data != counted) {
        samples = ShardedRows.count(collective, data);
        counted = data;
      }
      return samples;
    }

    Evaluation evaluate(Dataset data) {
      DataFit.require("evaluate", network, loss, data, ShardedRows.areOwn(collective));
      Shards shards = collective.shards();
      Shards.Range own = collective.own();
      int n = samples(data);
      int rows = Math.min(CHUNK, n);
      Space space = space(rows);
      Matrix outputs = Matrix.zeros(network.precision(), n, network.outputWidth());
      Matrix targets = Matrix.zeros(network.precision(), n, data.targetWidth());
      Matrix weights = data.weighted() ? Matrix.zeros(network.precision(), n, 1) : null;
      Batches batches = new Batches(data, rows, network.precision(), 1, network.kernels(), pool);
      Matrix sums = Matrix.zeros(Precision.FLOAT64, shards.count(), 2);
      int first = (int) shards.start(own.first(), n);
      for (int shard = own.first(); shard < own.end(); shard++) {
        int end = (int) shards.start(shard + 1, n);
        for (int from = (int) shards.start(shard, n); from < end; from += rows) {
          int to = Math.min(end, from + rows);
          batches.load(from - first, to - first);
          Matrix output = space.network.forward(batches.x(), false);
          Matrix w = batches.w();
          double value = space.head.value(output, batches.y(), w);
          sums.set(shard, 0, sums.get(shard, 0) + output.rows() * value);
          sums.set(shard, 1, sums.get(shard, 1) + batches.weight());
          outputs.rows(from, to).copyFrom(output);
          targets.rows(from, to).copyFrom(batches.y());
          if (weights != null && w != null) {
            weights.rows(from, to).copyFrom(w);
          }
        }
      }
      collective.gather(sums);
      collective.gather(outputs);
      double total = 0;
      double totalWeight = 0;
      for (int shard = 0; shard < shards.count(); shard++) {
        total += sums.get(shard, 0);
        totalWeight += sums.get(shard, 1);
      }
      return compared(totalWeight == 0 ? 0 : total / totalWeight, outputs, targets, weights);
    }

    /** Returns what a network would be compared with, beside outputs and a loss of 0. */
    Evaluation unpredicted(Dataset data) {
      int n = samples(data);
      int first = (int) collective.shards().start(collective.own().first(), n);
      int end = first + data.size();
      int[] order = IntStream.range(0, data.size()).toArray();
      Matrix targets = Matrix.zeros(network.precision(), n, data.targetWidth());
      data.targets(order, 0, order.length, targets.rows(first, end));
      Matrix weights = data.weighted() ? Matrix.zeros(network.precision(), n, 1) : null;
      if (weights != null) {
        data.weights(order, 0, order.length, weights.rows(first, end));
      }
      Matrix outputs = Matrix.zeros(network.precision(), n, network.outputWidth());
      return compared(0, outputs, targets, weights);
    }

    /** Returns outputs beside targets and weights, of which this process has its own so far. */
    private Evaluation compared(
        double value, Matrix outputs, Matrix targets, @Nullable Matrix weights) {
      collective.gather(targets);
      if (weights != null) {
        collective.gather(weights);
      }
      return evaluation(value, outputs, targets, weights, network);
    }
  }

  /** Returns what a network would be compared with, beside outputs and a loss of 0. */
  Evaluation unpredicted(Network network, Dataset data) {
    return repeatedly(network, new WorkerPool(1)).unpredicted(data);
  }

  private Evaluation evaluation(
      double value, Matrix outputs, Matrix targets, @Nullable Matrix weights, Network network) {
    Moments moments = Moments.of(loss, outputs, decoder);
    Matrix values = moments.values();
    Matrix decoded = decoder.decode(targets);
    QuantileValues quantiles =
        loss.quantiles().isEmpty() ? null : new QuantileValues(loss.quantiles(), values);
    return new Evaluation(
        value,
        scores(outputs, network.kernels()),
        classes(targets, outputs.columns()),
        quantiles == null ? values : quantiles.point(),
        decoded,
        weights,
        List.of(Predictions.EVEN),
        probabilities(network),
        List.of(),
        quantiles,
        moments.deviations());
  }

  /**
   * Returns whether {@link #scores} of a network's outputs are probabilities: those that a loss
   * over probabilities compares are, or that a softmax or logistic function makes. Scores of a loss
   * over signs are not.
   */
  public boolean probabilities(Network network) {
    return switch (loss.targetKind()) {
      case PROBABILITY, DISTRIBUTION -> true;
      case SIGN -> false;
      case REAL, COUNT ->
          loss.appliedLink() != OutputLink.NONE || network.outputLink() != OutputLink.NONE;
    };
  }

  /**
   * Returns what a network's outputs mean as scores of classes or labels: after the link that the
   * loss applies, and for losses over signs (s + 1)/2, which is above 0.5 where s is above 0, and
   * no probability: it may be below 0 and above 1.
   */
  public Matrix scores(Matrix outputs, Kernels kernels) {
    return mapsOutputs()
        ? scores(
            outputs, kernels, Matrix.zeros(outputs.precision(), outputs.rows(), outputs.columns()))
        : outputs;
  }

  /** Returns whether {@link #scores} are other numbers than the outputs. */
  private boolean mapsOutputs() {
    return loss.appliedLink() != OutputLink.NONE || loss.targetKind() == TargetKind.SIGN;
  }

  /**
   * Returns what {@link #scores(Matrix, Kernels)} does, without allocating.
   *
   * @param scores as many rows and columns as the outputs, overwritten unless the outputs are the
   *     scores
   * @return the outputs or {@code scores}
   */
  public Matrix scores(Matrix outputs, Kernels kernels, Matrix scores) {
    if (!mapsOutputs()) {
      return outputs;
    }
    switch (loss.appliedLink()) {
      case SOFTMAX -> kernels.softmax(outputs, scores);
      case LOGISTIC -> kernels.apply(ElementwiseFunction.SIGMOID, 0, outputs, scores);
      case EXPONENTIAL -> map(outputs, scores, NnMath::exp);
      case NONE -> map(outputs, scores, s -> (s + 1) / 2);
    }
    return scores;
  }

  private static void map(Matrix from, Matrix to, DoubleUnaryOperator f) {
    for (int r = 0; r < from.rows(); r++) {
      for (int c = 0; c < from.columns(); c++) {
        to.set(r, c, f.applyAsDouble(from.get(r, c)));
      }
    }
  }

  private Matrix classes(Matrix targets, int outputWidth) {
    Matrix classes = Matrix.zeros(targets.precision(), targets.rows(), 1);
    double threshold = loss.targetKind() == TargetKind.SIGN ? 0 : 0.5;
    for (int r = 0; r < targets.rows(); r++) {
      if (targets.columns() > 1) {
        classes.set(r, 0, argmax(targets, r));
      } else if (outputWidth > 1) {
        classes.set(r, 0, targets.get(r, 0));
      } else {
        classes.set(r, 0, targets.get(r, 0) > threshold ? 1 : 0);
      }
    }
    return classes;
  }

  private static int argmax(Matrix matrix, int row) {
    int best = 0;
    for (int c = 1; c < matrix.columns(); c++) {
      if (matrix.get(row, c) > matrix.get(row, best)) {
        best = c;
      }
    }
    return best;
  }
}
