package org.nn4j.core.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.initializer.Ones;
import org.nn4j.core.initializer.Zeros;

/**
 * Batch normalization, A = γ ⊙ (X − μ)/√(σ² + ε) + β for every column.
 *
 * <p>In training μ and σ² (divided by N) are the batch's; running estimates move towards them by
 * {@code momentum} (the variance's divided by N − 1 there) and serve in prediction.
 *
 * <p>A training batch of one row, as the last of an epoch can be, has no variance: its output is β,
 * nothing flows back through it, and the running variance stays as it is. PyTorch refuses it.
 *
 * <p>Source: Ioffe and Szegedy, "Batch normalization", 2015; conventions are PyTorch's.
 *
 * @param momentum weight of the new batch in the running estimates, in [0, 1); 0.1 by default
 * @param eps ε; 1e-5 by default
 */
public record BatchNorm(double momentum, double eps) implements Layer {

  /** Creates a layer with the default momentum and ε. */
  public BatchNorm() {
    this(0.1, 1e-5);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public BatchNorm {
    Checks.inRange("momentum", momentum, 0, 1);
    Checks.positive("eps", eps);
  }

  @Override
  public String name() {
    return "batch_norm";
  }

  @Override
  public String description() {
    return "normalizes each column over the batch";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return inputWidth;
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    return List.of(
        ParameterSpec.trainable("weight", 1, inputWidth, new Ones()),
        ParameterSpec.trainable("bias", 1, inputWidth, new Zeros()),
        ParameterSpec.statistic("running_mean", 1, inputWidth, new Zeros()),
        ParameterSpec.statistic("running_var", 1, inputWidth, new Ones()));
  }

  /** ε is added to the variances because the operator's own, an attribute, is float32. */
  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String variance = g.apply("Add", g.parameter("running_var"), g.constant(eps));
              return g.apply(
                  "BatchNormalization",
                  Map.of("epsilon", 0.0),
                  OperatorGraph.INPUT,
                  g.parameter("weight"),
                  g.parameter("bias"),
                  g.parameter("running_mean"),
                  variance);
            }));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new BoundBatchNorm(this, context);
  }
}
