package org.nn4j.core.training;

import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.core.parallel.SharedTask;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.training.objective.DoubleRanges;
import org.nn4j.core.training.objective.FloatRanges;
import org.nn4j.core.training.objective.SquareSum;

/** {@link GradientClipping} of certain gradients. Allocates nothing after it is made. */
final class GradientClipper implements SharedTask {
  /** The cost of an element in multiply-adds of a product. */
  private static final int COST = 8;

  private final GradientClipping bounds;
  private final Matrix gradients;
  private final WorkerPool pool;
  private final int parts;
  private final SquareSum squares;
  private boolean clamping;
  private double factor;

  /**
   * Prepares.
   *
   * @param gradients 1×P, kept by reference
   * @param pool the worker pool
   */
  GradientClipper(GradientClipping bounds, Matrix gradients, WorkerPool pool) {
    this.bounds = bounds;
    this.gradients = gradients;
    this.pool = pool;
    this.parts = pool.parts((long) gradients.size() * COST);
    this.squares = new SquareSum(gradients, pool);
  }

  /** Clips the gradients in place, first by value, then by norm. */
  void clip() {
    if (bounds.value() > 0) {
      clamping = true;
      pool.run(this, parts);
    }
    if (bounds.norm() > 0) {
      double length = Math.sqrt(squares.compute());
      if (length > bounds.norm()) {
        clamping = false;
        factor = bounds.norm() / length;
        pool.run(this, parts);
      }
    }
  }

  /** Clamps or scales a range. */
  @Override
  public void run(int part) {
    int from = gradients.offset() + start(part);
    int to = gradients.offset() + start(part + 1);
    if (gradients instanceof FloatMatrix floats) {
      if (clamping) {
        FloatRanges.clamp(floats.array(), from, to, (float) bounds.value());
      } else {
        FloatRanges.scale(floats.array(), from, to, (float) factor);
      }
    } else {
      double[] doubles = ((DoubleMatrix) gradients).array();
      if (clamping) {
        DoubleRanges.clamp(doubles, from, to, bounds.value());
      } else {
        DoubleRanges.scale(doubles, from, to, factor);
      }
    }
  }

  private int start(int part) {
    return (int) ((long) gradients.size() * part / parts);
  }
}
