package org.nn4j.core.parallel;

/**
 * The tiles that an output is cut into.
 *
 * @param rows the output's rows
 * @param columns the output's columns
 * @param bands parts of the rows
 * @param stripes parts of the columns
 */
record Grid(int rows, int columns, int bands, int stripes) {
  /** Columns that kernels compute together; stripes are multiples of it. */
  private static final int BLOCK = 32;

  /** Columns below which kernels lose more on narrow rows than by packing an operand twice. */
  private static final int WIDE = 128;

  /** Along which axes an output may be cut. */
  enum Direction {
    /** Rows alone. */
    ROWS,
    /** Columns alone. */
    COLUMNS,
    /** Both, rows if there are enough: they lie one after the other. */
    ROWS_FIRST,
    /** Both, columns if stripes stay wide: a product then packs no column twice. */
    COLUMNS_FIRST
  }

  /** Cuts an output into at most {@code parts} tiles of which the largest is as small as can be. */
  static Grid of(int rows, int columns, int parts, Direction direction) {
    int blocks = (columns + BLOCK - 1) / BLOCK;
    int mostBands = direction == Direction.COLUMNS ? 1 : Math.min(parts, rows);
    int mostStripes = direction == Direction.ROWS ? 1 : Math.min(parts, blocks);
    Grid best = new Grid(rows, columns, 1, 1);
    for (int bands = 1; bands <= mostBands; bands++) {
      Grid grid = new Grid(rows, columns, bands, Math.min(parts / bands, mostStripes));
      boolean narrow = direction == Direction.ROWS_FIRST || columns < WIDE * best.stripes;
      if (grid.largest() < best.largest() || (narrow && grid.largest() == best.largest())) {
        best = grid;
      }
    }
    return best;
  }

  private long largest() {
    int blocks = (columns + BLOCK - 1) / BLOCK;
    return (long) ((rows + bands - 1) / bands) * ((blocks + stripes - 1) / stripes);
  }

  int tiles() {
    return bands * stripes;
  }

  int fromRow(int tile) {
    return row(tile / stripes);
  }

  int toRow(int tile) {
    return row(tile / stripes + 1);
  }

  int fromColumn(int tile) {
    return column(tile % stripes);
  }

  int toColumn(int tile) {
    return column(tile % stripes + 1);
  }

  private int row(int band) {
    return (int) ((long) rows * band / bands);
  }

  private int column(int stripe) {
    long blocks = (columns + BLOCK - 1L) / BLOCK;
    return (int) Math.min(columns, blocks * stripe / stripes * BLOCK);
  }
}
