package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.List;
import java.util.Optional;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;

/**
 * A threshold: σ(z) = z for z &gt; θ, else a value; σ' = 1 for z &gt; θ, else 0. σ jumps at θ,
 * unless the value is θ. PyTorch's {@code Threshold} and Keras' {@code threshold}; with the value 0
 * the thresholded relu of DL4J.
 *
 * <p>Source: Konda, Memisevic and Krueger, "Zero-bias autoencoders and the benefits of co-adapting
 * features", 2015.
 *
 * @param threshold θ, finite; 1 by default, as in the source
 * @param value σ up to θ, finite; 0 by default
 */
public record Threshold(double threshold, double value) implements ElementwiseActivation {

  /** Creates one with θ = 1 and the value 0. */
  public Threshold() {
    this(1, 0);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is not finite
   */
  public Threshold {
    Checks.finite("threshold", threshold);
    Checks.finite("value", value);
  }

  @Override
  public String name() {
    return "threshold";
  }

  @Override
  public List<String> aliases() {
    return List.of("thresholded_relu");
  }

  @Override
  public String description() {
    return "z above the threshold, else a value";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String above = g.apply("Less", g.constant(threshold), INPUT);
              return g.apply("Where", above, INPUT, g.constant(value));
            }));
  }

  @Override
  public double value(double z) {
    return z <= threshold ? value : z;
  }

  @Override
  public double derivative(double z, double a) {
    return z > threshold ? 1 : 0;
  }

  @Override
  public double[] kinks() {
    return new double[] {threshold};
  }
}
