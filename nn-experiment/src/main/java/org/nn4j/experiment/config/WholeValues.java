package org.nn4j.experiment.config;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.random.RandomStream;

/**
 * Whole numbers.
 *
 * @param count the number of points of a grid, or null for all
 */
record WholeValues(int least, int greatest, @Nullable Integer count) implements SearchValues {
  private static final int MOST = 1000;

  static WholeValues of(RawValue.Range range) {
    RangeBounds bounds = new RangeBounds(range);
    Integer count = bounds.gridSize();
    return new WholeValues(bounds.whole(0), bounds.whole(1), count);
  }

  @Override
  public List<String> extremes() {
    return List.of(String.valueOf(least), String.valueOf(greatest));
  }

  @Override
  public String draw(RandomStream random) {
    return String.valueOf(least + random.nextInt(greatest - least + 1));
  }

  @Override
  public List<String> points() {
    if (count == null && greatest - least >= MOST) {
      throw new IllegalArgumentException(
          "a grid over more than "
              + MOST
              + " whole numbers needs the number of points: [least, greatest, points]");
    }
    int last = count == null ? greatest - least : count - 1;
    return IntStream.rangeClosed(0, last)
        .mapToLong(i -> (long) Math.rint(least + (double) i * (greatest - least) / last))
        .distinct()
        .mapToObj(Long::toString)
        .toList();
  }
}
