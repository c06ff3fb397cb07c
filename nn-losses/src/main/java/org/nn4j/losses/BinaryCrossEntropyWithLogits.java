package org.nn4j.losses;

import java.util.List;
import org.nn4j.api.ElementwiseLoss;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;
import org.nn4j.api.math.NnMath;

/**
 * Binary cross-entropy over logits, max(z, 0) − z·t + log(1 + e^−|z|), averaged over rows and
 * columns; PyTorch's {@code BCEWithLogitsLoss}. The derivative is sigmoid(z) − t. Nothing overflows
 * or is clipped: a logit of 1000 for the target 0 costs 1000.
 */
public record BinaryCrossEntropyWithLogits() implements ElementwiseLoss {

  @Override
  public String name() {
    return "binary_cross_entropy_with_logits";
  }

  @Override
  public List<String> aliases() {
    return List.of("bce_with_logits");
  }

  @Override
  public String description() {
    return "cross-entropy of independent labels 0 and 1; reads logits (identity)";
  }

  @Override
  public TargetKind targetKind() {
    return TargetKind.PROBABILITY;
  }

  @Override
  public OutputLink appliedLink() {
    return OutputLink.LOGISTIC;
  }

  @Override
  public double value(double output, double target) {
    return Math.max(output, 0) - output * target + NnMath.log1p(NnMath.exp(-Math.abs(output)));
  }

  @Override
  public double derivative(double output, double target) {
    return NnMath.sigmoid(output) - target;
  }

  @Override
  public void requireDomain(double output, double target, int row, int column) {
    Probabilities.requireLabelTarget(this, target, row, column);
  }
}
