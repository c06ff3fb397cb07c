package org.nn4j.core.training;

import java.util.List;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.core.parallel.SharedTask;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.training.objective.DoubleRanges;
import org.nn4j.core.training.objective.FloatRanges;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

/**
 * The sum of what shards have, along their tree: Σ share·leaf, each product and each sum rounded to
 * the network's precision. The leaves of this process are added one after the other; a binary
 * counter of partial sums needs memory for the depth of the tree only.
 *
 * <p>Allocates nothing after it is made.
 */
final class ShardSum implements SharedTask {
  private static final int BLOCK = 2048;

  /** The cost of an element in multiply-adds of a product. */
  private static final int COST = 8;

  private final Matrix leaf;
  private final WorkerPool pool;
  private final int last;
  private final List<Shards.Range> ranges;
  private final Collective.Reduction reduction;
  private final Matrix[] partial;

  // Of the leaf that is added.
  private int node;
  private int depth;
  private Matrix target;
  private double share;
  private boolean ends;
  private int from;
  private int to;
  private int parts = 1;

  /**
   * Allocates.
   *
   * @param leaf 1×n, where each shard puts what it has
   * @param pool the worker pool
   */
  ShardSum(Collective collective, Matrix leaf, WorkerPool pool) {
    this.leaf = leaf;
    this.pool = pool;
    this.last = collective.own().end() - 1;
    this.ranges = collective.shards().nodes(collective.own());
    this.reduction = collective.reduction(leaf.precision(), leaf.size());
    int largest = 1;
    for (Shards.Range range : ranges) {
      largest = Math.max(largest, range.end() - range.first());
    }
    this.partial = new Matrix[Integer.numberOfTrailingZeros(largest)];
    for (int i = 0; i < partial.length; i++) {
      partial[i] = Matrix.zeros(leaf.precision(), 1, leaf.size());
    }
    this.target = leaf;
  }

  /**
   * Begins with the leaf of a shard of this process; they come in order.
   *
   * @param newShare what it is multiplied with
   */
  void begin(int shard, double newShare) {
    if (shard == ranges.get(0).first()) {
      node = 0;
    } else if (shard == ranges.get(node).end()) {
      node++;
    }
    int index = shard - ranges.get(node).first();
    depth = Integer.numberOfTrailingZeros(~index);
    boolean complete = shard + 1 == ranges.get(node).end();
    target = complete ? reduction.nodes().get(node) : partial[depth];
    share = newShare;
    ends = shard == last;
  }

  /** Adds elements of the leaf, which are those right before the ones added last. */
  void add(int newFrom, int newTo) {
    from = newFrom;
    to = newTo;
    parts = pool.parts((long) (to - from) * COST);
    pool.run(this, parts);
    if (ends) {
      reduction.ready(from);
    }
  }

  /** Returns the sum over all shards of all processes, once every leaf of this one is added. */
  Matrix total() {
    if (ranges.isEmpty()) {
      reduction.ready(0);
    }
    return reduction.total();
  }

  @Override
  public void run(int part) {
    int start = start(part);
    int end = start(part + 1);
    for (int at = start; at < end; at += BLOCK) {
      int count = Math.min(BLOCK, end - at);
      if (depth == 0) {
        scaled(at, count, target, false);
      } else {
        scaled(at, count, partial[0], true);
        for (int i = 1; i < depth; i++) {
          add(partial[i - 1], at, count, partial[i]);
        }
        copy(partial[depth - 1], at, count, target);
      }
    }
  }

  private int start(int part) {
    return from + (int) ((long) (to - from) * part / parts);
  }

  /** Writes or adds the leaf's share. */
  private void scaled(int at, int count, Matrix sum, boolean adds) {
    int x = leaf.offset() + at;
    int y = sum.offset() + at;
    if (leaf instanceof FloatMatrix floats) {
      float[] sums = ((FloatMatrix) sum).array();
      if (adds) {
        FloatRanges.addScaled(floats.array(), x, (float) share, sums, y, count);
      } else {
        FloatRanges.scaled(floats.array(), x, (float) share, sums, y, count);
      }
    } else {
      double[] leaves = ((DoubleMatrix) leaf).array();
      double[] sums = ((DoubleMatrix) sum).array();
      if (adds) {
        DoubleRanges.addScaled(leaves, x, share, sums, y, count);
      } else {
        DoubleRanges.scaled(leaves, x, share, sums, y, count);
      }
    }
  }

  /** Adds elements of one row of numbers to another's. */
  static void add(Matrix values, int at, int count, Matrix sum) {
    int x = values.offset() + at;
    int y = sum.offset() + at;
    if (values instanceof FloatMatrix floats) {
      FloatRanges.add(floats.array(), x, ((FloatMatrix) sum).array(), y, count);
    } else {
      DoubleRanges.add(((DoubleMatrix) values).array(), x, ((DoubleMatrix) sum).array(), y, count);
    }
  }

  private static void copy(Matrix values, int at, int count, Matrix target) {
    Object from =
        values instanceof FloatMatrix floats ? floats.array() : ((DoubleMatrix) values).array();
    Object to =
        target instanceof FloatMatrix floats ? floats.array() : ((DoubleMatrix) target).array();
    System.arraycopy(from, values.offset() + at, to, target.offset() + at, count);
  }
}
