package org.nn4j.core.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.initializer.Ones;

/**
 * Normalization by the root mean square, A = γ ⊙ X/√(mean(X²) + ε) with the mean over every row: as
 * {@link LayerNorm}, without centring and without a shift.
 *
 * <p>With x̂ = X/r, r the root, and h = γ ⊙ g, ∂L/∂γ = Σ g ⊙ x̂ over the rows and ∂L/∂X = (h −
 * x̂·mean(h ⊙ x̂))/r in every row.
 *
 * <p>Source: Zhang and Sennrich, "Root mean square layer normalization", 2019.
 *
 * @param eps ε; 1e-6 by default, as in Keras
 */
public record RmsNorm(double eps) implements Layer {

  /** Creates a layer with the default ε. */
  public RmsNorm() {
    this(1e-6);
  }

  /**
   * Checks ε.
   *
   * @throws IllegalArgumentException unless it is above 0
   */
  public RmsNorm {
    Checks.positive("eps", eps);
  }

  @Override
  public String name() {
    return "rms_norm";
  }

  @Override
  public String description() {
    return "divides each row by its root mean square";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return inputWidth;
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    return List.of(ParameterSpec.trainable("weight", 1, inputWidth, new Ones()));
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String squares = g.apply("Mul", OperatorGraph.INPUT, OperatorGraph.INPUT);
              String mean = g.apply("ReduceMean", Map.of("axes", List.of(1L)), squares);
              String root = g.apply("Sqrt", g.apply("Add", mean, g.constant(eps)));
              String scaled = g.apply("Div", OperatorGraph.INPUT, root);
              return g.apply("Mul", scaled, g.parameter("weight"));
            }));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(eps, context);
  }

  private static final class Bound implements BoundLayer {
    private final double eps;
    private final boolean needsInputGradient;
    private final Kernels kernels;
    private final Parameter weight;
    private final BatchBuffer normalized;
    private final BatchBuffer outputs;
    private final BatchBuffer inverses;
    private final BatchBuffer scales;
    private final BatchBuffer zeroRows;
    private final Matrix zeroColumns;
    private Matrix xhat;

    Bound(double eps, LayerContext context) {
      int width = context.inputWidth();
      this.eps = eps;
      this.needsInputGradient = context.needsInputGradient();
      this.kernels = context.kernels();
      this.weight = context.parameter("weight");
      this.normalized = Buffers.batch(context, width);
      this.outputs = Buffers.batch(context, width);
      this.inverses = Buffers.batch(context, 1);
      this.scales = Buffers.batch(context, 1);
      this.zeroRows = Buffers.batch(context, 1);
      this.zeroColumns = Buffers.row(context, width);
      this.xhat = normalized.rows(0);
    }

    @Override
    public Matrix forward(Matrix input, boolean training) {
      int rows = input.rows();
      xhat = normalized.rows(rows);
      Matrix inverse = inverses.rows(rows);
      kernels.rowDots(input, input, inverse);
      for (int i = 0; i < rows; i++) {
        inverse.set(i, 0, 1 / Math.sqrt(inverse.get(i, 0) / input.columns() + eps));
      }
      kernels.scaleShiftRows(input, inverse, zeroRows.rows(rows), xhat);
      Matrix output = outputs.rows(rows);
      kernels.scaleShiftColumns(xhat, weight.value(), zeroColumns, output);
      return output;
    }

    @Override
    public @Nullable Matrix backward(Matrix gradient) {
      kernels.columnDots(gradient, xhat, weight.gradient());
      if (!needsInputGradient) {
        return null;
      }
      int rows = gradient.rows();
      Matrix scale = scales.rows(rows);
      Matrix inverse = inverses.rows(rows);
      Matrix zeros = zeroRows.rows(rows);
      kernels.scaleShiftColumns(gradient, weight.value(), zeroColumns, gradient);
      kernels.rowDots(gradient, xhat, scale);
      for (int i = 0; i < rows; i++) {
        scale.set(i, 0, -scale.get(i, 0) / gradient.columns() * inverse.get(i, 0));
      }
      kernels.scaleShiftRows(gradient, inverse, zeros, gradient);
      kernels.scaleShiftRows(xhat, scale, zeros, xhat);
      kernels.add(gradient, xhat, gradient);
      return gradient;
    }
  }
}
