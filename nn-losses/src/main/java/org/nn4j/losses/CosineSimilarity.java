package org.nn4j.losses;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * One minus the cosine of the angle between a row's outputs and its targets, 1 − Σ ŷ·t/(‖ŷ‖·‖t‖),
 * averaged over the rows; it does not depend on their lengths. A row without a direction, of length
 * 0, costs 1. PyTorch's {@code CosineEmbeddingLoss} of pairs that belong together, and 1 more than
 * Keras' {@code CosineSimilarity}.
 *
 * <p>The derivative is (ŷ·cos/‖ŷ‖ − t/‖t‖)/‖ŷ‖. Lengths are at least 1e-12, so that it stays
 * finite.
 */
public record CosineSimilarity() implements RowLoss {
  private static final double LEAST = 1e-12;

  @Override
  public String name() {
    return "cosine_similarity";
  }

  @Override
  public String description() {
    return "1 - cosine between outputs and targets, whatever their lengths";
  }

  @Override
  public double row(
      Matrix output, Matrix target, int row, @Nullable Matrix gradient, double scale) {
    double outputs = 0;
    double targets = 0;
    double product = 0;
    for (int c = 0; c < output.columns(); c++) {
      double y = output.get(row, c);
      double t = target.get(row, c);
      outputs += y * y;
      targets += t * t;
      product += y * t;
    }
    double length = Math.max(Math.sqrt(outputs), LEAST);
    double targetLength = Math.max(Math.sqrt(targets), LEAST);
    double cosine = product / length / targetLength;
    for (int c = 0; gradient != null && c < output.columns(); c++) {
      double along = output.get(row, c) / length * cosine;
      gradient.set(row, c, scale * (along - target.get(row, c) / targetLength) / length);
    }
    return 1 - cosine;
  }
}
