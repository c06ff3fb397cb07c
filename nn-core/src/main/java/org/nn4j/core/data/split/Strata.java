package org.nn4j.core.data.split;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import org.nn4j.core.random.RandomStream;

/** Takes rows from classes in proportion. */
final class Strata {
  private Strata() {}

  /** Returns each class' rows in random order; a class may have none. */
  static List<int[]> shuffled(int[] classes, RandomStream random) {
    int[] sizes = new int[Arrays.stream(classes).max().orElse(-1) + 1];
    for (int row = 0; row < classes.length; row++) {
      if (classes[row] < 0) {
        throw new IllegalArgumentException("row " + row + " has no class: " + classes[row]);
      }
      sizes[classes[row]]++;
    }
    List<int[]> members = new ArrayList<>();
    for (int size : sizes) {
      members.add(new int[size]);
    }
    int[] filled = new int[sizes.length];
    for (int row = 0; row < classes.length; row++) {
      members.get(classes[row])[filled[classes[row]]++] = row;
    }
    members.forEach(rows -> random.shuffle(rows, rows.length));
    return members;
  }

  /** Takes {@code total} rows out of the classes' fronts; they keep the rest. */
  static int[] take(List<int[]> members, int total) {
    int[] shares = shares(members.stream().mapToInt(rows -> rows.length).toArray(), total);
    int[] taken = new int[total];
    int count = 0;
    for (int k = 0; k < shares.length; k++) {
      int[] rows = members.get(k);
      System.arraycopy(rows, 0, taken, count, shares[k]);
      count += shares[k];
      members.set(k, Arrays.copyOfRange(rows, shares[k], rows.length));
    }
    return taken;
  }

  /**
   * Divides a total among classes by largest remainder. A class of two or more rows gives at least
   * one and keeps at least one, a class of one row keeps it, as far as the total allows.
   */
  static int[] shares(int[] sizes, int total) {
    int[] least = Arrays.stream(sizes).map(size -> size >= 2 ? 1 : 0).toArray();
    int[] most = Arrays.stream(sizes).map(size -> Math.max(0, size - 1)).toArray();
    if (Arrays.stream(least).sum() > total) {
      Arrays.fill(least, 0);
    }
    if (Arrays.stream(most).sum() < total) {
      most = sizes;
    }
    double fraction = (double) total / Math.max(1, Arrays.stream(sizes).sum());
    int[] shares = new int[sizes.length];
    for (int k = 0; k < sizes.length; k++) {
      shares[k] = Math.max(least[k], Math.min(most[k], (int) (sizes[k] * fraction)));
    }
    int given = IntStream.of(shares).sum();
    int step = given < total ? 1 : -1;
    int[] bound = step > 0 ? most : least;
    PriorityQueue<Share> open = new PriorityQueue<>();
    for (int k = 0; k < shares.length; k++) {
      add(open, k, step * (sizes[k] * fraction - shares[k]), shares[k] != bound[k]);
    }
    for (; given != total; given += step) {
      int k = open.remove().index;
      shares[k] += step;
      add(open, k, step * (sizes[k] * fraction - shares[k]), shares[k] != bound[k]);
    }
    return shares;
  }

  /** A class and how far its share is from its quota: the furthest first, of those the first. */
  private record Share(int index, double gap) implements Comparable<Share> {
    @Override
    public int compareTo(Share other) {
      int furthest = Double.compare(other.gap, gap);
      return furthest == 0 ? Integer.compare(index, other.index) : furthest;
    }
  }

  private static void add(PriorityQueue<Share> open, int index, double gap, boolean movable) {
    if (movable) {
      open.add(new Share(index, gap));
    }
  }
}
