package org.nn4j.core.parallel;

import org.nn4j.api.Matrix;

/** Which slice of an operand belongs to a tile of the operation's output; see {@link Grid}. */
enum Slicing {
  /** The tile itself. */
  TILE,
  /** The tile's rows. */
  ROWS,
  /** The tile's columns. */
  COLUMNS,
  /** An output of the tile's columns, which the first band's tiles write and the others discard. */
  COLUMNS_ONCE,
  /** Its columns are the output's rows, as A's are in Aᵀ·Δ. */
  COLUMNS_FOR_ROWS,
  /** Its rows are the output's columns, as W's are in Δ·Wᵀ. */
  ROWS_FOR_COLUMNS;

  /** Whether a matrix can be sliced along a grid. */
  boolean fits(Matrix m, Grid grid) {
    return switch (this) {
      case TILE -> m.rows() == grid.rows() && m.columns() == grid.columns();
      case ROWS -> m.rows() == grid.rows();
      case COLUMNS, COLUMNS_ONCE -> m.columns() == grid.columns();
      case COLUMNS_FOR_ROWS -> m.columns() == grid.rows();
      case ROWS_FOR_COLUMNS -> m.rows() == grid.columns();
    };
  }

  /** Returns the slice of a matrix that the computation of a tile reads or writes. */
  Matrix of(Matrix m, Grid grid, int tile) {
    int fromRow = grid.fromRow(tile);
    int toRow = grid.toRow(tile);
    int from = grid.fromColumn(tile);
    int to = grid.toColumn(tile);
    return switch (this) {
      case TILE -> m.rows(fromRow, toRow).columns(from, to);
      case ROWS -> m.rows(fromRow, toRow);
      case COLUMNS -> m.columns(from, to);
      case COLUMNS_ONCE ->
          fromRow == 0 ? m.columns(from, to) : Matrix.zeros(m.precision(), m.rows(), to - from);
      case COLUMNS_FOR_ROWS -> m.columns(fromRow, toRow);
      case ROWS_FOR_COLUMNS -> m.rows(from, to);
    };
  }
}
