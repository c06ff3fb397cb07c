package org.nn4j.losses;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.TargetKind;

/**
 * Tversky's distance between a row's labels and their probabilities, averaged over the rows: 1 − (m
 * + ε)/(m + α·Σ ŷ(1 − t) + β·Σ t(1 − ŷ) + ε) with the match m = Σ t·ŷ and ε = 1e-7. With α = β = ½
 * it is Dice's, 1 − 2m/(Σ t + Σ ŷ). Keras' {@code Tversky} and {@code Dice} with the last axis.
 *
 * <p>With D the denominator and M the numerator, the derivative is −(t·D − M·(t + α·(1 − t) −
 * β·t))/D².
 *
 * <p>Source: Salehi, Erdogmus and Gholipour, "Tversky loss function for image segmentation using 3D
 * fully convolutional deep networks", 2017.
 *
 * @param alpha α, the weight of labels that are predicted but not there; finite, above 0; ½ by
 *     default
 * @param beta β, the weight of labels that are there but not predicted; likewise
 */
public record Tversky(double alpha, double beta) implements RowLoss {
  private static final double EPS = 1e-7;

  /** Creates Dice's loss. */
  public Tversky() {
    this(0.5, 0.5);
  }

  /**
   * Checks the weights.
   *
   * @throws IllegalArgumentException if one is not finite or not above 0
   */
  public Tversky {
    Checks.positive("alpha", alpha);
    Checks.positive("beta", beta);
  }

  @Override
  public String name() {
    return "tversky";
  }

  @Override
  public List<String> aliases() {
    return List.of("dice");
  }

  @Override
  public String description() {
    return "overlap of a row's labels with their probabilities, Dice's by default (sigmoid)";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.PROBABILITY;
  }

  @Override
  public double row(
      Matrix output, Matrix target, int row, @Nullable Matrix gradient, double scale) {
    double match = 0;
    double excess = 0;
    double lack = 0;
    for (int c = 0; c < output.columns(); c++) {
      double y = output.get(row, c);
      double t = target.get(row, c);
      Probabilities.requireOutput(this, y, row, c, "end the network in sigmoid");
      Probabilities.requireLabelTarget(this, t, row, c);
      match += t * y;
      excess += y * (1 - t);
      lack += t * (1 - y);
    }
    double numerator = match + EPS;
    double denominator = numerator + alpha * excess + beta * lack;
    for (int c = 0; gradient != null && c < output.columns(); c++) {
      double t = target.get(row, c);
      double rise = t + alpha * (1 - t) - beta * t;
      double slope = (numerator * rise / denominator - t) / denominator;
      gradient.set(row, c, scale * slope);
    }
    return 1 - numerator / denominator;
  }
}
