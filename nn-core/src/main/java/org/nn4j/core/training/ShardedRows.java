package org.nn4j.core.training;

import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.MisfitException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

/** The rows that several processes have together. */
final class ShardedRows {
  private ShardedRows() {}

  /** Returns whether this process has every shard, so that all rows are its own. */
  static boolean areOwn(Collective collective) {
    Shards.Range own = collective.own();
    return own.end() - own.first() == collective.shards().count();
  }

  /**
   * Counts the rows of all processes.
   *
   * @param data the rows of this process' shards, in order
   * @throws MisfitException if there is none, too many for one array of indices, or this process
   *     has others than those of its shards
   */
  static int count(Collective collective, Dataset data) {
    Shards shards = collective.shards();
    Shards.Range own = collective.own();
    Matrix counts = Matrix.zeros(Precision.FLOAT64, shards.count(), 1);
    if (own.first() < own.end()) {
      counts.set(own.first(), 0, data.size());
    }
    collective.gather(counts);
    long total = 0;
    for (int shard = 0; shard < shards.count(); shard++) {
      total += (long) counts.get(shard, 0);
    }
    if (total == 0) {
      throw new MisfitException("fit: the data set is empty; it must have a sample");
    }
    if (total > Integer.MAX_VALUE) {
      throw new MisfitException(
          "fit: there are "
              + total
              + " samples; at most "
              + Integer.MAX_VALUE
              + " can be trained on");
    }
    long wanted = shards.start(own.end(), total) - shards.start(own.first(), total);
    if (wanted != data.size()) {
      throw new MisfitException(
          "fit: of "
              + total
              + " samples the shards "
              + (own.first() + " to " + (own.end() - 1) + " of " + shards.count())
              + " have "
              + wanted
              + " but this process has "
              + data.size());
    }
    return (int) total;
  }
}
