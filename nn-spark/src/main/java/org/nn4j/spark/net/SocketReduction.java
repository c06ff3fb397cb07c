package org.nn4j.spark.net;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.training.objective.DoubleRanges;
import org.nn4j.core.training.objective.FloatRanges;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

/**
 * A sum by reduce-scatter and all-gather: its elements are cut into a block for each process, at
 * multiples of {@value #UNIT}; all send a process the nodes of its block, it adds them along the
 * tree and sends all the sum. A process sends and receives (E − 1)/E of its nodes and of the sum,
 * and the additions are those of one machine, whatever E is.
 */
final class SocketReduction implements Collective.Reduction {
  /** A cache line of float32 numbers. */
  private static final int UNIT = 16;

  private static final Matrix[] NONE = {};

  private final SocketCollective collective;
  private final int id;
  private final Precision precision;
  private final int size;
  private final List<Matrix> nodes = new ArrayList<>();
  private final Matrix[] own;
  private final Matrix[] result;
  private final Matrix block;

  /** The block's elements in the nodes of all processes: this one's own, and room for others'. */
  private final List<Matrix> leaves = new ArrayList<>();

  /** Of each process those of its nodes that come from it. */
  private final Matrix[][] parts;

  /** What is added along the tree: to the leaf of an even element the leaf of the next. */
  private final int[] additions;

  private final int[] open; // of each process' part of the block: elements that have not come
  private final BooleanSupplier complete = this::complete;
  private int ready;
  private long sum;
  private boolean awaited;

  SocketReduction(SocketCollective collective, int id, Precision precision, int size) {
    this.collective = collective;
    this.id = id;
    this.precision = precision;
    this.size = size;
    this.ready = size;
    int processes = collective.processes();
    int rank = collective.rank();
    Shards shards = collective.shards();
    this.parts = new Matrix[processes][];
    this.open = new int[processes];
    int length = length(rank);
    Map<Shards.Range, Integer> indices = new HashMap<>();
    for (int p = 0; p < processes; p++) {
      List<Shards.Range> ranges = shards.nodes(shards.of(p, processes));
      parts[p] = new Matrix[ranges.size()];
      for (int n = 0; n < ranges.size(); n++) {
        indices.put(ranges.get(n), leaves.size());
        Matrix leaf;
        if (p == rank) {
          Matrix node = Matrix.zeros(precision, 1, size);
          nodes.add(node);
          leaf = node.slice(start(rank), 1, length);
        } else {
          leaf = Matrix.zeros(precision, 1, length);
        }
        parts[p][n] = leaf;
        leaves.add(leaf);
      }
    }
    this.own = nodes.toArray(NONE);
    this.result = new Matrix[] {nodes.isEmpty() ? Matrix.zeros(precision, 1, size) : nodes.get(0)};
    this.block = own.length > 0 ? parts[rank][0] : result[0].slice(start(rank), 1, length);
    List<Integer> tree = new ArrayList<>();
    plan(new Shards.Range(0, shards.count()), indices, tree);
    this.additions = tree.stream().mapToInt(Integer::intValue).toArray();
    reopen();
  }

  /** Plans the sum of a node of the tree, and returns the leaf that it is formed in. */
  private static int plan(
      Shards.Range node, Map<Shards.Range, Integer> leaves, List<Integer> tree) {
    Integer leaf = leaves.get(node);
    if (leaf != null) {
      return leaf;
    }
    int middle = (node.first() + node.end()) / 2;
    int left = plan(new Shards.Range(node.first(), middle), leaves, tree);
    int right = plan(new Shards.Range(middle, node.end()), leaves, tree);
    tree.add(left);
    tree.add(right);
    return left;
  }

  /** Returns the first element of a process' block. */
  private int start(int process) {
    long units = ((long) size + UNIT - 1) / UNIT;
    return (int) Math.min(size, UNIT * (units * process / collective.processes()));
  }

  private int length(int process) {
    return start(process + 1) - start(process);
  }

  private void reopen() {
    int length = length(collective.rank());
    for (int p = 0; p < open.length; p++) {
      open[p] = p == collective.rank() || parts[p].length == 0 ? 0 : length;
    }
  }

  private boolean complete() {
    for (int elements : open) {
      if (elements > 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public List<Matrix> nodes() {
    return nodes;
  }

  @Override
  public void ready(int from) {
    if (from < 0 || from > ready) {
      throw new IllegalArgumentException(
          "elements get ready from the last to the first: from must be from 0 to "
              + ready
              + " but is "
              + from);
    }
    int to = ready;
    ready = from;
    collective.send(this, from, to);
  }

  @Override
  public Matrix total() {
    if (ready > 0) {
      throw new IllegalStateException(
          "the total was asked for before elements 0 to " + ready + " were ready");
    }
    collective.sum(this);
    ready = size;
    return result[0];
  }

  /** Sends others their parts of elements. */
  void send(Link link, int from, int to) {
    int first = Math.max(from, start(link.rank));
    int end = Math.min(to, start(link.rank + 1));
    if (first < end && own.length > 0) {
      Frame frame = link.add();
      describe(frame, Frame.PART, sum);
      frame.from = first;
      frame.count = end - first;
      frame.matrices = own;
      frame.offset = first;
    }
  }

  /** Makes a frame one of this reduction. */
  void describe(Frame frame, int kind, long sequence) {
    frame.kind = kind;
    frame.precision = precision;
    frame.reduction = id;
    frame.sequence = sequence;
    frame.rows = 1;
    frame.columns = size;
  }

  /**
   * Says where a part of the block goes.
   *
   * @return false if it is of the next sum
   */
  boolean acceptPart(Link link, Frame frame, int matrices) {
    int rank = collective.rank();
    if (frame.sequence == sum + 1) {
      return false;
    }
    // Elements come from the last to the first, so those to come end where the last part began.
    if (frame.sequence != sum
        || !fits(frame)
        || matrices != parts[link.rank].length
        || frame.from < start(rank)
        || frame.from + frame.count != start(rank) + open[link.rank]) {
      throw collective.outOfStep(link, frame);
    }
    frame.matrices = parts[link.rank];
    frame.offset = frame.from - start(rank);
    return true;
  }

  /** Takes note of a part that has come. */
  void received(Link link, Frame frame) {
    open[link.rank] -= frame.count;
    if (awaited && open[link.rank] == 0) {
      link.owed--;
    }
  }

  /** Says where another process' block of the sum goes. */
  void acceptSum(Link link, Frame frame, int matrices) {
    if (!fits(frame)
        || matrices != 1
        || frame.from != start(link.rank)
        || frame.count != length(link.rank)) {
      throw collective.outOfStep(link, frame);
    }
    frame.matrices = result;
    frame.offset = frame.from;
  }

  private boolean fits(Frame frame) {
    return frame.precision == precision && frame.columns == size;
  }

  /** Begins to wait for the others' parts and sums. */
  void await(Link link) {
    awaited = true;
    link.owed = (open[link.rank] > 0 ? 1 : 0) + (length(link.rank) > 0 ? 1 : 0);
  }

  /** Returns whether this process has all nodes of its block. */
  BooleanSupplier completion() {
    return complete;
  }

  /** Adds up the block. */
  void add() {
    for (int i = 0; i < additions.length; i += 2) {
      add(leaves.get(additions[i]), leaves.get(additions[i + 1]));
    }
    if (leaves.get(0) != block) {
      block.copyFrom(leaves.get(0)); // where the tree's root is
    }
    sum++;
    reopen();
    awaited = false;
  }

  private static void add(Matrix left, Matrix right) {
    int from = right.offset();
    int to = left.offset();
    int size = left.size();
    if (left instanceof FloatMatrix sum) {
      FloatRanges.add(((FloatMatrix) right).array(), from, sum.array(), to, size);
    } else {
      double[] sum = ((DoubleMatrix) left).array();
      DoubleRanges.add(((DoubleMatrix) right).array(), from, sum, to, size);
    }
  }

  /** Sends the block's sum. */
  void sendSum(Link link, long sequence) {
    int length = block.size();
    if (length > 0) {
      Frame frame = link.add();
      describe(frame, Frame.SUM, sequence);
      frame.from = start(collective.rank());
      frame.count = length;
      frame.matrices = result;
      frame.offset = frame.from;
    }
  }
}
