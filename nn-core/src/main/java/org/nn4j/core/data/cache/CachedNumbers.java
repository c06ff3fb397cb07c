package org.nn4j.core.data.cache;

import java.util.Arrays;
import org.nn4j.core.data.NumericValues;

/** The numbers of a column of a cache. */
public record CachedNumbers(CachedBlocks blocks, int column, int size) implements NumericValues {
  @Override
  public double get(int row) {
    return blocks.get(row, column);
  }

  @Override
  public NumericValues select(int[] rows) {
    return new NumericValues.Doubles(Arrays.stream(rows).mapToDouble(this::get).toArray());
  }
}
