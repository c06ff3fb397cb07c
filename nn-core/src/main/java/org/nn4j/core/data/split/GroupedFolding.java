package org.nn4j.core.data.split;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;

/**
 * Keeps groups whole.
 *
 * @param groups each row's group
 * @param classes each row's class; one class for all balances the numbers of rows
 */
record GroupedFolding(RowGroups groups, RowGroups classes) implements Folding {

  /**
   * Checks the numbers of rows.
   *
   * @throws IllegalArgumentException if they differ
   */
  GroupedFolding {
    if (groups.rows() != classes.rows()) {
      throw new IllegalArgumentException(
          "folds: groups of " + groups.rows() + " rows, but classes of " + classes.rows());
    }
  }

  @Override
  public int rows() {
    return groups.rows();
  }

  @Override
  public int[] assign(int folds, RandomStream random) {
    List<Integer> dealt = largestFirst(random);
    if (dealt.size() < folds) {
      throw new InputException(
          "folds: "
              + dealt.size()
              + (dealt.size() == 1 ? " group" : " groups")
              + " cannot be divided among "
              + folds
              + " folds, for a group stays whole; take at most as many folds as groups");
    }
    int[][] counts = counts();
    int[][] filled = new int[folds][classes.labels().size()];
    int[] sizes = new int[folds];
    int[] foldOf = new int[groups.labels().size()];
    for (int group : dealt) {
      int fold = best(counts[group], filled, sizes);
      foldOf[group] = fold;
      sizes[fold] += groups.size(group);
      for (int k = 0; k < filled[fold].length; k++) {
        filled[fold][k] += counts[group][k];
      }
    }
    return IntStream.range(0, rows()).map(row -> foldOf[groups.groupOf(row)]).toArray();
  }

  /** Returns the groups that have rows; those of one size are in random order. */
  private List<Integer> largestFirst(RandomStream random) {
    int[] order = IntStream.range(0, groups.labels().size()).toArray();
    random.shuffle(order, order.length);
    return IntStream.of(order)
        .filter(group -> groups.size(group) > 0)
        .boxed()
        .sorted(Comparator.comparingInt(group -> -groups.size(group)))
        .toList();
  }

  /** Counts each group's rows of each class. */
  private int[][] counts() {
    int[][] counts = new int[groups.labels().size()][classes.labels().size()];
    for (int row = 0; row < rows(); row++) {
      counts[groups.groupOf(row)][classes.groupOf(row)]++;
    }
    return counts;
  }

  /**
   * Returns the fold with the least Σ filled·count/total² over the classes, by which Σ (share of
   * the class)² over all folds grows least; of several the smallest, then the first.
   */
  private int best(int[] counts, int[][] filled, int[] sizes) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int fold = 0; fold < filled.length; fold++) {
      double overlap = 0;
      for (int k = 0; k < counts.length; k++) {
        double total = Math.max(1, classes.size(k));
        overlap += filled[fold][k] / total * (counts[k] / total);
      }
      if (overlap < least || (overlap == least && sizes[fold] < sizes[best])) {
        best = fold;
        least = overlap;
      }
    }
    return best;
  }
}
