package org.nn4j.core.parallel;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * An operation on certain matrices, cut into tiles. A training step calls the kernels with the same
 * matrices as the step before, so the views of their tiles are created once.
 */
final class TiledOperation implements SharedTask {
  private final Operation operation;
  private final Kernels kernels;
  private final Matrix[] operands;
  private final int asked;
  private final Matrix[][] tiles;
  private ElementwiseFunction function = ElementwiseFunction.SIGMOID;
  private double alpha;

  TiledOperation(Operation operation, Kernels kernels, Matrix[] operands, int parts) {
    this.operation = operation;
    this.kernels = kernels;
    this.operands = operands;
    this.asked = parts;
    this.tiles = operation.cut(operands, parts);
  }

  /**
   * Whether this is that operation in at most that many parts on these operands, the very same
   * objects.
   */
  boolean is(
      Operation other, int parts, Matrix m0, Matrix m1, @Nullable Matrix m2, @Nullable Matrix m3) {
    return operation == other
        && asked == parts
        && operands[0] == m0
        && operands[1] == m1
        && (m2 == null || operands[2] == m2)
        && (m3 == null || operands[3] == m3);
  }

  /** Sets the function for the next run. */
  void use(ElementwiseFunction newFunction, double newAlpha) {
    function = newFunction;
    alpha = newAlpha;
  }

  /** Returns the number of tiles, 0 if the operands do not fit one another. */
  int parts() {
    return tiles.length;
  }

  @Override
  public void run(int part) {
    operation.run(kernels, function, alpha, tiles[part]);
  }
}
