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
 * Layer normalization, A = γ ⊙ (X − μ)/√(σ² + ε) + β with μ and σ² (divided by n) of every row.
 *
 * <p>Source: Ba, Kiros and Hinton, "Layer normalization", 2016; conventions are PyTorch's.
 *
 * @param eps ε; 1e-5 by default
 */
public record LayerNorm(double eps) implements Layer {

  /** Creates a layer with the default ε. */
  public LayerNorm() {
    this(1e-5);
  }

  /**
   * Checks ε.
   *
   * @throws IllegalArgumentException unless it is above 0
   */
  public LayerNorm {
    Checks.positive("eps", eps);
  }

  @Override
  public String name() {
    return "layer_norm";
  }

  @Override
  public String description() {
    return "normalizes each row";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return inputWidth;
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    return List.of(
        ParameterSpec.trainable("weight", 1, inputWidth, new Ones()),
        ParameterSpec.trainable("bias", 1, inputWidth, new Zeros()));
  }

  /** Composed, because the attribute epsilon of {@code LayerNormalization} is float32. */
  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              Map<String, ?> rows = Map.of("axes", List.of(1L));
              String mean = g.apply("ReduceMean", rows, OperatorGraph.INPUT);
              String centred = g.apply("Sub", OperatorGraph.INPUT, mean);
              String variance = g.apply("ReduceMean", rows, g.apply("Mul", centred, centred));
              String root = g.apply("Sqrt", g.apply("Add", variance, g.constant(eps)));
              String scaled = g.apply("Mul", g.apply("Div", centred, root), g.parameter("weight"));
              return g.apply("Add", scaled, g.parameter("bias"));
            }));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new BoundLayerNorm(this, context);
  }
}
