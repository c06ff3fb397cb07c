package org.nn4j.core.activation;

import java.util.Map;
import java.util.Optional;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/**
 * Outputs that ascend in each row, for quantiles, which then cannot cross: a₁ = z₁ and aₖ = aₖ₋₁ +
 * log(1 + e^zₖ). Rounding keeps the order, so that aₖ ≥ aₖ₋₁ always.
 *
 * <p>With sₖ = Σⱼ≥ₖ gⱼ the Jacobian-vector product is ∂L/∂z₁ = s₁ and ∂L/∂zₖ = sₖ/(1 + e^−zₖ).
 *
 * <p>Steps that cannot be negative leave nothing to check; sorting the outputs has kinks where they
 * cross, and a penalty on crossing does not prevent it. Source: the incremental quantile functions
 * of Park, Maddix, Aubet, Kan, Gasthaus and Wang, "Learning quantile functions without quantile
 * crossing for distribution-free time series forecasting", 2022.
 */
public record Ordered() implements Activation {
  @Override
  public String name() {
    return "ordered";
  }

  @Override
  public String description() {
    return "outputs that ascend by steps log(1 + e^z), for quantiles that do not cross";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String one = g.integers(1); // the second column, and the axis of columns
              String end = g.integers(Long.MAX_VALUE);
              String first = g.apply("Slice", OperatorGraph.INPUT, g.integers(0), one, one);
              String rest = g.apply("Slice", OperatorGraph.INPUT, one, end, one);
              String steps =
                  g.apply("Concat", Map.of("axis", 1), first, KernelOperators.softplus(g, rest));
              return g.apply("CumSum", steps, g.apply("Squeeze", one));
            }));
  }

  @Override
  public void forward(Matrix z, Matrix a, Kernels kernels) {
    for (int r = 0; r < z.rows(); r++) {
      double sum = z.get(r, 0);
      a.set(r, 0, sum);
      for (int c = 1; c < z.columns(); c++) {
        sum += NnMath.softplus(z.get(r, c));
        a.set(r, c, sum);
      }
    }
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    for (int r = 0; r < z.rows(); r++) {
      double sum = 0;
      for (int c = z.columns() - 1; c > 0; c--) {
        sum += gradient.get(r, c);
        gradient.set(r, c, sum * NnMath.sigmoid(z.get(r, c)));
      }
      gradient.set(r, 0, sum + gradient.get(r, 0));
    }
  }
}
