package org.nn4j.core.parallel;

import static org.nn4j.core.parallel.Slicing.COLUMNS;
import static org.nn4j.core.parallel.Slicing.COLUMNS_FOR_ROWS;
import static org.nn4j.core.parallel.Slicing.COLUMNS_ONCE;
import static org.nn4j.core.parallel.Slicing.ROWS;
import static org.nn4j.core.parallel.Slicing.ROWS_FOR_COLUMNS;
import static org.nn4j.core.parallel.Slicing.TILE;

import java.util.List;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.core.parallel.Grid.Direction;

/**
 * The operations of {@link Kernels}: how each operand is sliced, and how a tile is computed.
 *
 * <p>Element-wise functions are cut into the same tiles as products, so that a thread goes on with
 * the tile that it has just computed.
 */
@SuppressWarnings("ImmutableEnumChecker") // bodies have no state, and the lists are copies
enum Operation {
  AFFINE(
      Direction.COLUMNS_FIRST,
      (k, f, x, m) -> k.affine(m[0], m[1], m[2], m[3]),
      ROWS,
      COLUMNS,
      COLUMNS,
      TILE),
  WEIGHT_GRADIENT(
      Direction.COLUMNS_FIRST,
      (k, f, x, m) -> k.weightGradient(m[0], m[1], m[2], m[3]),
      COLUMNS_FOR_ROWS,
      COLUMNS,
      TILE,
      COLUMNS_ONCE),
  INPUT_GRADIENT(
      Direction.COLUMNS_FIRST,
      (k, f, x, m) -> k.inputGradient(m[0], m[1], m[2]),
      ROWS,
      ROWS_FOR_COLUMNS,
      TILE),
  APPLY(Direction.COLUMNS_FIRST, (k, f, x, m) -> k.apply(f, x, m[0], m[1]), TILE, TILE),
  APPLY_GRADIENT(
      Direction.COLUMNS_FIRST,
      (k, f, x, m) -> k.applyGradient(f, x, m[0], m[1], m[2]),
      TILE,
      TILE,
      TILE),
  SOFTMAX(Direction.ROWS, (k, f, x, m) -> k.softmax(m[0], m[1]), TILE, TILE),
  SOFTMAX_GRADIENT(Direction.ROWS, (k, f, x, m) -> k.softmaxGradient(m[0], m[1]), TILE, TILE),
  LOG_SOFTMAX(Direction.ROWS, (k, f, x, m) -> k.logSoftmax(m[0], m[1]), TILE, TILE),
  LOG_SOFTMAX_GRADIENT(
      Direction.ROWS, (k, f, x, m) -> k.logSoftmaxGradient(m[0], m[1]), TILE, TILE),
  ADD(Direction.ROWS_FIRST, (k, f, x, m) -> k.add(m[0], m[1], m[2]), TILE, TILE, TILE),
  MULTIPLY(Direction.ROWS_FIRST, (k, f, x, m) -> k.multiply(m[0], m[1], m[2]), TILE, TILE, TILE),
  SCALE_SHIFT_COLUMNS(
      Direction.ROWS_FIRST,
      (k, f, x, m) -> k.scaleShiftColumns(m[0], m[1], m[2], m[3]),
      TILE,
      COLUMNS,
      COLUMNS,
      TILE),
  SCALE_SHIFT_ROWS(
      Direction.ROWS_FIRST,
      (k, f, x, m) -> k.scaleShiftRows(m[0], m[1], m[2], m[3]),
      TILE,
      ROWS,
      ROWS,
      TILE),
  COLUMN_SUMS(Direction.COLUMNS, (k, f, x, m) -> k.columnSums(m[0], m[1]), TILE, COLUMNS),
  COLUMN_DOTS(
      Direction.COLUMNS, (k, f, x, m) -> k.columnDots(m[0], m[1], m[2]), TILE, TILE, COLUMNS),
  ROW_SUMS(Direction.ROWS, (k, f, x, m) -> k.rowSums(m[0], m[1]), TILE, ROWS),
  ROW_DOTS(Direction.ROWS, (k, f, x, m) -> k.rowDots(m[0], m[1], m[2]), TILE, TILE, ROWS);

  private final Direction direction;
  private final Body body;
  private final List<Slicing> slicings;

  Operation(Direction direction, Body body, Slicing... slicings) {
    this.direction = direction;
    this.body = body;
    this.slicings = List.of(slicings);
  }

  /** TiledOperations the kernels' method. */
  private interface Body {
    void run(Kernels kernels, ElementwiseFunction function, double alpha, Matrix[] operands);
  }

  /** Computes one tile. */
  void run(Kernels kernels, ElementwiseFunction function, double alpha, Matrix[] operands) {
    body.run(kernels, function, alpha, operands);
  }

  /**
   * Cuts operands into tiles.
   *
   * @param operands the operands in the order of the kernels' method
   * @param parts greatest number of tiles
   * @return each tile's operands; none if the operands do not fit one another
   */
  Matrix[][] cut(Matrix[] operands, int parts) {
    Matrix shape = operands[slicings.indexOf(TILE)];
    Grid grid = Grid.of(shape.rows(), shape.columns(), parts, direction);
    for (int i = 0; i < operands.length; i++) {
      if (!slicings.get(i).fits(operands[i], grid)) {
        return new Matrix[0][];
      }
    }
    Matrix[][] tiles = new Matrix[grid.tiles()][operands.length];
    for (int tile = 0; tile < tiles.length; tile++) {
      for (int i = 0; i < operands.length; i++) {
        tiles[tile][i] = slicings.get(i).of(operands[i], grid, tile);
      }
    }
    return tiles;
  }
}
