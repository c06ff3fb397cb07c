package org.nn4j.core.data;

import java.util.Arrays;

/** The numbers of a column of a cache. */
record CachedNumbers(CachedBlocks blocks, int column, int size) implements NumericValues {
  @Override
  public double get(int row) {
    return blocks.get(row, column);
  }

  @Override
  public Doubles select(int[] rows) {
    return new Doubles(Arrays.stream(rows).mapToDouble(this::get).toArray());
  }
}
