package org.nn4j.core.data.split;

import java.util.stream.IntStream;
import org.nn4j.api.Checks;
import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;

/** Sets a part of the rows apart for validation, with groups whole. */
final class GroupedSplit {
  /** The greatest number of parts that rows are divided into, some of them for validation. */
  private static final int MOST_PARTS = 20;

  private GroupedSplit() {}

  /** Divides rows, see {@link Split#grouped}. */
  static Split of(RowGroups groups, RowGroups classes, double fraction, RandomStream random) {
    Checks.positive("fraction", fraction);
    Checks.inRange("fraction", fraction, 0, 1);
    int present = groups.present();
    if (present < 2) {
      throw new InputException(
          "split: rows of one group alone cannot be divided, for a group stays whole; hold none out"
              + " for validation, or take more folds");
    }
    int parts = parts(fraction, Math.min(MOST_PARTS, present));
    int held = held(fraction, parts);
    int[] part = Folding.grouped(groups, classes).assign(parts, random);
    int[] rows = IntStream.range(0, part.length).toArray();
    return Split.of(
        IntStream.of(rows).filter(row -> part[row] >= held).toArray(),
        IntStream.of(rows).filter(row -> part[row] < held).toArray(),
        new int[0]);
  }

  /** Returns the least number of parts of which some come nearest to a fraction. */
  private static int parts(double fraction, int most) {
    int best = 2;
    for (int parts = 3; parts <= most; parts++) {
      if (error(fraction, parts) < error(fraction, best)) {
        best = parts;
      }
    }
    return best;
  }

  private static double error(double fraction, int parts) {
    return Math.abs((double) held(fraction, parts) / parts - fraction);
  }

  private static int held(double fraction, int parts) {
    return Math.max(1, Math.min(parts - 1, (int) Math.rint(fraction * parts)));
  }
}
