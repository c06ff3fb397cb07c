package org.nn4j.core.activation;

import java.util.Optional;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;

/**
 * Numbers kept within bounds: σ(z) = min(max(least, z), greatest); σ' = 1 between them, else 0.
 * PyTorch's {@code Hardtanh(min_val, max_val)}. A network whose predictions must not leave the
 * range of what it has seen ends in it; to train through it is hard, as there is no gradient
 * outside.
 *
 * @param least the least output, finite
 * @param greatest the greatest, above the least
 */
public record Clamp(double least, double greatest) implements ElementwiseActivation {

  /** Keeps numbers between 0 and 1. */
  public Clamp() {
    this(0, 1);
  }

  /**
   * Checks the bounds.
   *
   * @throws IllegalArgumentException if they are not finite or do not ascend
   */
  public Clamp {
    Checks.finite("least", least);
    Checks.finite("greatest", greatest);
    if (least >= greatest) {
      throw new IllegalArgumentException(
          "clamp: least must be below greatest but they are " + least + " and " + greatest);
    }
  }

  @Override
  public String name() {
    return "clamp";
  }

  @Override
  public String description() {
    return "min(max(least, z), greatest)";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(KernelOperators.clip(least, greatest));
  }

  @Override
  public double value(double z) {
    return Math.min(Math.max(least, z), greatest);
  }

  @Override
  public double derivative(double z, double a) {
    return z > least && z < greatest ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {least, greatest};
  }
}
