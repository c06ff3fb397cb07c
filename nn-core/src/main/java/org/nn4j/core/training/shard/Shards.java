package org.nn4j.core.training.shard;

import java.util.ArrayList;
import java.util.List;

/**
 * Into how many shards rows are divided, whatever computes them: shard s of n rows has those from
 * ⌊s·n/V⌋ to ⌊(s+1)·n/V⌋. The shards are the leaves of a binary tree of equal depth, along which
 * sums are formed: that of a node is its left half's plus its right half's. So a sum depends on V
 * alone, and not on how many processes have the shards.
 *
 * @param count the number of shards, V: a power of two from 1 to {@link #MOST}
 */
public record Shards(int count) {
  /** The most shards: more have fewer rows each than the kernels are fast with. */
  public static final int MOST = 4096;

  /**
   * Checks the number.
   *
   * @throws IllegalArgumentException if it is no power of two or out of range
   */
  public Shards {
    require(count);
  }

  /**
   * Requires a number of shards.
   *
   * @throws IllegalArgumentException if it is no power of two or out of range
   */
  public static void require(int count) {
    if (count < 1 || count > MOST || Integer.bitCount(count) != 1) {
      throw new IllegalArgumentException(
          "shards must be a power of two from 1 to " + MOST + " but is " + count);
    }
  }

  /**
   * Returns the first row of a shard, or the number of rows for the shard after the last one.
   *
   * @param shard from 0 to {@link #count}
   * @param rows the number of all rows
   */
  public long start(int shard, long rows) {
    return rows * shard / count;
  }

  /**
   * Neighbouring shards.
   *
   * @param first the first one
   * @param end the one after the last
   */
  public record Range(int first, int end) {}

  /** Returns the shards of one of several processes, which have nearly as many each. */
  public Range of(int process, int processes) {
    return new Range(
        (int) ((long) count * process / processes),
        (int) ((long) count * (process + 1) / processes));
  }

  /**
   * Returns the largest nodes of the tree that neighbouring shards fill, from left to right: the
   * least that has to be known of these shards to sum all. It is one for a power of two that starts
   * at a multiple of it, and nowhere more than two for each level.
   */
  public List<Range> nodes(Range shards) {
    List<Range> nodes = new ArrayList<>();
    int first = shards.first();
    while (first < shards.end()) {
      int size = first == 0 ? count : Integer.lowestOneBit(first);
      while (first + size > shards.end()) {
        size /= 2;
      }
      nodes.add(new Range(first, first + size));
      first += size;
    }
    return nodes;
  }
}
