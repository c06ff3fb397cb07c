package org.nn4j.core.data.split;

import java.util.stream.IntStream;

/**
 * One of the parts that rows are divided into, to be held out while a model learns from the others.
 */
public final class Fold {
  private final int repeat;
  private final int number;
  private final long seed;
  private final int[] train;
  private final int[] held;

  /**
   * Creates a fold.
   *
   * @param assignment the fold of each row, from 0
   * @param number this fold's number from 1
   */
  Fold(int repeat, int number, long seed, int[] assignment) {
    this.repeat = repeat;
    this.number = number;
    this.seed = seed;
    this.train = rows(assignment, number, false);
    this.held = rows(assignment, number, true);
  }

  private static int[] rows(int[] assignment, int number, boolean in) {
    return IntStream.range(0, assignment.length)
        .filter(row -> (assignment[row] == number - 1) == in)
        .toArray();
  }

  /** Returns which division of the rows it belongs to, from 1. */
  public int repeat() {
    return repeat;
  }

  /** Returns its number in the division, from 1. */
  public int number() {
    return number;
  }

  /**
   * Returns the seed to train with, which all folds of a division share: that of the folds for the
   * first, one more for each division after it. So repeat r with seed s is the division with seed s
   * + r − 1.
   */
  public long seed() {
    return seed;
  }

  /** Returns a copy of the rows to learn from, ascending. */
  public int[] train() {
    return train.clone();
  }

  /** Returns a copy of the rows that are held out, ascending. */
  public int[] held() {
    return held.clone();
  }

  /** Returns {@code fold 2 of repeat 1}. */
  @Override
  public String toString() {
    return "fold " + number + " of repeat " + repeat;
  }
}
