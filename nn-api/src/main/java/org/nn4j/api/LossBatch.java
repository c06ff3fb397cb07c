package org.nn4j.api;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Checks a loss' arguments and reads its weights and class indices, for authors of losses that are
 * not an {@link ElementwiseLoss}. Allocates nothing unless a check fails.
 */
public final class LossBatch {
  private LossBatch() {}

  /**
   * Checks the shapes and precisions of a call of {@link Loss#value} or {@link Loss#gradient}, and
   * the weights.
   *
   * @param loss the loss, for its {@link Loss#requireShapes} and for messages
   * @param output Ŷ, N×K
   * @param target Y, N×K or N×1
   * @param weights N×1, or null for all 1
   * @param gradient N×K, or null if none is computed
   * @return N, the number of rows, by which Σ wᵢ·ℓᵢ and the gradient are divided; rows of weight 0
   *     count
   * @throws IllegalArgumentException if a shape, a precision or a weight is wrong
   */
  public static double require(
      Loss loss,
      Matrix output,
      Matrix target,
      @Nullable Matrix weights,
      @Nullable Matrix gradient) {
    if (output.size() == 0) {
      throw new IllegalArgumentException(
          loss.shortExpression()
              + ": the output is "
              + output.shape()
              + "; it needs rows and columns");
    }
    loss.requireShapes(output.columns(), target.columns());
    if (target.rows() != output.rows() || target.precision() != output.precision()) {
      throw mismatch(loss, output, "target", target);
    }
    if (gradient != null
        && (gradient.rows() != output.rows()
            || gradient.columns() != output.columns()
            || gradient.precision() != output.precision())) {
      throw mismatch(loss, output, "gradient", gradient);
    }
    if (weights != null) {
      requireWeights(loss, output, weights);
    }
    return output.rows();
  }

  private static void requireWeights(Loss loss, Matrix output, Matrix weights) {
    if (weights.rows() != output.rows() || weights.columns() != 1) {
      throw new IllegalArgumentException(
          loss.shortExpression()
              + ": the weights are "
              + weights.shape()
              + " but the output is "
              + output.shape()
              + "; there must be one weight a row");
    }
    for (int r = 0; r < weights.rows(); r++) {
      double weight = weights.get(r, 0);
      if (!(weight >= 0 && weight <= Double.MAX_VALUE)) {
        throw new IllegalArgumentException(
            loss.shortExpression()
                + ": the weight of row "
                + r
                + " is "
                + weight
                + "; weights are finite and at least 0");
      }
    }
  }

  /**
   * Returns a row's weight.
   *
   * <p>A row of weight 0 is skipped, whatever its numbers; {@link #clearRow} makes its gradient 0.
   *
   * @param weights N×1, or null for all 1
   * @param row the row
   */
  public static double weight(@Nullable Matrix weights, int row) {
    return weights == null ? 1 : weights.get(row, 0);
  }

  /**
   * Returns a row's class index, or −1 if the targets are not class indices but as wide as the
   * output.
   *
   * @param loss the loss, for messages
   * @param output Ŷ, N×K
   * @param target Y, N×K or N×1
   * @param row the row
   * @throws IllegalArgumentException if the index is not a whole number from 0 to K−1
   */
  public static int label(Loss loss, Matrix output, Matrix target, int row) {
    int classes = output.columns();
    if (target.columns() == classes) {
      return -1;
    }
    double index = target.get(row, 0);
    int label = (int) index;
    if (label != index || label < 0 || label >= classes) {
      throw new IllegalArgumentException(
          loss.shortExpression()
              + ": target row "
              + row
              + " is "
              + index
              + "; with "
              + classes
              + " outputs a class index is a whole number from 0 to "
              + (classes - 1));
    }
    return label;
  }

  /** Sets the gradient of a row of weight 0 to 0; does nothing if there is no gradient. */
  public static void clearRow(@Nullable Matrix gradient, int row) {
    if (gradient == null) {
      return;
    }
    int from = gradient.offset() + row * gradient.stride();
    int to = from + gradient.columns();
    if (gradient instanceof FloatMatrix g) {
      Arrays.fill(g.array(), from, to, 0);
    } else if (gradient instanceof DoubleMatrix g) {
      Arrays.fill(g.array(), from, to, 0);
    }
  }

  private static IllegalArgumentException mismatch(
      Loss loss, Matrix output, String what, Matrix matrix) {
    return new IllegalArgumentException(
        loss.shortExpression()
            + ": the output is "
            + output.typedShape()
            + " but the "
            + what
            + " is "
            + matrix.typedShape()
            + "; rows and precision must be equal"
            + (what.equals("gradient") ? ", and columns" : ""));
  }
}
