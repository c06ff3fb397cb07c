package org.nn4j.explain;

import java.util.Comparator;
import java.util.List;

/**
 * What each column adds to the prediction of a row: from a base, which knows nothing of the row, to
 * the prediction.
 *
 * @param row the row of the table
 * @param method how it was computed
 * @param output what is explained, a single output: where nothing was chosen, the class or label
 *     that is most probable in this row
 * @param base where contributions start: for {@link Method#SHAPLEY} the mean prediction of the
 *     background rows, for {@link Method#INTEGRATED_GRADIENTS} the prediction for the mean of their
 *     inputs
 * @param prediction where they end
 * @param contributions what the columns add, those that add or take most first
 */
public record Attribution(
    int row,
    Method method,
    ExplainedOutput output,
    double base,
    double prediction,
    List<Contribution> contributions) {

  /** How attributions are computed. */
  public enum Method {
    /**
     * The mean contribution of a column over random orders in which the columns of a background row
     * are replaced by the row's; for any model.
     */
    SHAPLEY,
    /**
     * The gradient along the straight line from the mean inputs to the row's, times the way; for
     * networks that are differentiable in their inputs.
     */
    INTEGRATED_GRADIENTS
  }

  /**
   * What a column adds.
   *
   * @param column the column's name
   * @param value the row's value as text
   * @param amount what it adds, in units of the prediction
   * @param error the standard error of a sampled amount; 0 for one that is not sampled
   */
  public record Contribution(String column, String value, double amount, double error) {}

  /** Copies the list, in the order of what contributions amount to. */
  public Attribution {
    contributions =
        contributions.stream()
            .sorted(Comparator.comparingDouble((Contribution c) -> -Math.abs(c.amount)))
            .toList();
  }

  /**
   * Returns by how much base and contributions miss the prediction: rounding for Shapley values,
   * for integrated gradients also what the sum over steps differs from the integral.
   */
  public double gap() {
    double sum = base;
    for (Contribution contribution : contributions) {
      sum += contribution.amount;
    }
    return prediction - sum;
  }
}
