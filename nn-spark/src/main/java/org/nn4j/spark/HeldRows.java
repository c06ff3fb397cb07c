package org.nn4j.spark;

import java.io.Serializable;
import java.util.Arrays;
import java.util.BitSet;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.split.Split;
import org.nn4j.experiment.training.Training;

/**
 * Which of the rows in the order of their content are held out because settings say how many are:
 * those that one machine holds out.
 *
 * @param validation those that watch training
 * @param others those that only the driver evaluates
 */
record HeldRows(BitSet validation, BitSet others) implements Serializable {

  static HeldRows of(Training training, OrderedRows rows) {
    HeldRows held = new HeldRows(new BitSet(), new BitSet());
    Split split = training.split();
    Arrays.stream(split.test()).forEach(held.others::set);
    int[] apart = split.validation();
    Dataset watched = training.experiment().validation();
    // With intervals, every second row is for them if training learns from what it watches.
    boolean all = watched == null || watched.size() == apart.length + rows.validation().rows();
    for (int i = 0; i < apart.length; i++) {
      (all || i % 2 == 0 ? held.validation : held.others).set(apart[i]);
    }
    return held;
  }

  /**
   * Returns how many rows are learnt, and how many watch, before a place.
   *
   * @param starts how many there are before it, of those that no column says watch and of others
   */
  long[] before(long[] starts) {
    int start = (int) starts[0];
    int watching = validation.get(0, start).cardinality();
    int apart = others.get(0, start).cardinality();
    return new long[] {start - watching - apart, starts[1] + watching};
  }
}
