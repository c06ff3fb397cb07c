package org.nn4j.losses;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * Hinge loss of classes over scores, max(0, 1 + maxₖ (1 − tₖ)·ŷₖ − Σₖ tₖ·ŷₖ) a row of one-hot
 * targets, averaged over the rows: the right class is to score 1 more than any other. Keras' {@code
 * CategoricalHinge}. Scores are no probabilities; the network ends in identity.
 *
 * <p>The derivative is −t, and 1 − t more for the first k of the greatest (1 − tₖ)·ŷₖ; 0 where the
 * loss is 0.
 *
 * <p>Source: Crammer and Singer, "On the algorithmic implementation of multiclass kernel-based
 * vector machines", 2001, but for a right class whose (1 − t)·ŷ = 0 takes part in the maximum.
 */
public record CategoricalHinge() implements RowLoss {

  @Override
  public String name() {
    return "categorical_hinge";
  }

  @Override
  public String description() {
    return "margin loss of classes; reads scores (identity)";
  }

  @Override
  public double row(
      Matrix output, Matrix target, int row, @Nullable Matrix gradient, double scale) {
    double right = 0;
    double wrong = Double.NEGATIVE_INFINITY;
    int rival = 0;
    for (int c = 0; c < output.columns(); c++) {
      double t = target.get(row, c);
      double other = (1 - t) * output.get(row, c);
      right += t * output.get(row, c);
      if (other > wrong) {
        rival = c;
      }
      wrong = Math.max(wrong, other);
    }
    double loss = Math.max(0, 1 + wrong - right);
    for (int c = 0; gradient != null && c < output.columns(); c++) {
      double t = target.get(row, c);
      double slope = (c == rival ? 1 - t : 0) - t;
      gradient.set(row, c, loss > 0 ? scale * slope : 0);
    }
    return loss;
  }
}
