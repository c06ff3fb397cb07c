package org.nn4j.api;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A loss L(Y, Ŷ) over a batch, and its gradient with respect to the outputs: the first factor of
 * (E1).
 *
 * <p>A batch's loss is Σᵢ wᵢ·ℓ(yᵢ, ŷᵢ) / N over its N rows, with every wᵢ = 1 where no weights are
 * given: PyTorch's {@code (w * loss(reduction="none")).mean()}, Keras' {@code sum_over_batch_size}.
 * Each loss says whether ℓ sums or averages over the columns. The gradient carries that wᵢ/N, so
 * that (E2) and (E3) are plain products and sums. Sums run in row order in float64, whatever the
 * precision of the matrices.
 *
 * <p>Doubling the weights doubles the loss and its gradient. Training passes weights whose mean
 * over the whole training set is 1, so that an epoch's batches add up to the weighted mean of all
 * its samples, whatever the batch size. A row of weight 0 counts as a row but is skipped, whatever
 * its numbers: its loss and its gradient are 0.
 */
public interface Loss extends Component {

  /**
   * Computes the loss.
   *
   * @param output Ŷ, N×K with N ≥ 1; not changed
   * @param target Y, encoded as {@link #targetKind()} says; N×K, or for losses over classes also
   *     N×1 holding class indices; not changed
   * @param weights N×1 non-negative sample weights, or null for all 1; not changed
   * @param kernels the kernels to compute with
   * @return the loss; NaN if an output is NaN in a row of weight above 0, 0 if all weights are 0
   * @throws IllegalArgumentException if a shape or value is outside this loss' domain
   */
  double value(Matrix output, Matrix target, @Nullable Matrix weights, Kernels kernels);

  /**
   * Computes the loss and its gradient with respect to the outputs.
   *
   * @param output Ŷ, N×K with N ≥ 1; not changed
   * @param target Y as for {@link #value}; not changed
   * @param weights N×1 sample weights, or null; not changed
   * @param gradient N×K, overwritten with ∂L/∂Ŷ; shares no memory with the others
   * @param kernels the kernels to compute with
   * @return the loss, the same bits as {@link #value} returns
   * @throws IllegalArgumentException if a shape or value is outside this loss' domain
   */
  double gradient(
      Matrix output, Matrix target, @Nullable Matrix weights, Matrix gradient, Kernels kernels);

  /**
   * Returns a loss that reads pre-activations instead of outputs and whose gradient is ∂L/∂Z, if
   * there is one for that link; it computes both without cancellation or overflow.
   */
  default Optional<Loss> fusedWith(OutputLink link) {
    return Optional.empty();
  }

  /**
   * Returns the link that this loss itself applies to the outputs: LOGISTIC and SOFTMAX for losses
   * over logits, EXPONENTIAL for those over log-probabilities. Prediction and metrics apply it to
   * obtain probabilities.
   */
  default OutputLink appliedLink() {
    return OutputLink.NONE;
  }

  /** Returns what the targets of this loss mean. */
  default TargetKind targetKind() {
    return TargetKind.REAL;
  }

  /**
   * Returns the levels of the quantiles that the outputs estimate, ascending and between 0 and 1: a
   * column for each level, or one level for all columns. Empty, the default, where outputs are
   * other things.
   */
  default List<Double> quantiles() {
    return List.of();
  }

  /**
   * Checks that a network's output can be compared with the targets, before training starts: equal
   * widths, or one column of class indices where the targets are a {@link TargetKind#DISTRIBUTION}.
   *
   * @param outputWidth K, the columns of Ŷ
   * @param targetWidth the columns of Y
   * @throws IllegalArgumentException if this loss cannot be computed from them
   */
  default void requireShapes(int outputWidth, int targetWidth) {
    boolean overClasses = targetKind() == TargetKind.DISTRIBUTION;
    if (outputWidth != targetWidth && !(overClasses && targetWidth == 1)) {
      throw new IllegalArgumentException(
          shortExpression()
              + ": the network has "
              + outputWidth
              + " outputs but the targets have "
              + targetWidth
              + " columns; they must be equal"
              + (overClasses ? ", or the targets one column of class indices" : ""));
    }
  }

  @Override
  default Loss with(Parameters changes) {
    return (Loss) RecordParameters.rebuild(this, changes);
  }
}
