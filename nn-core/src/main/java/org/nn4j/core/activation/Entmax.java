package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Map;
import java.util.Optional;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.math.NnMath;

/**
 * Sparse probabilities of classes, between softmax (α → 1) and {@link Sparsemax} (α = 2): aᵢ =
 * max((α − 1)·zᵢ − τ, 0)^(1/(α−1)) with the τ for which the row sums to 1. Classes far below the
 * best have the probability 0.
 *
 * <p>With sᵢ = aᵢ^(2−α) where aᵢ &gt; 0, else 0, the Jacobian-vector product is ∂L/∂zᵢ = sᵢ·(gᵢ −
 * Σⱼ sⱼ·gⱼ / Σⱼ sⱼ).
 *
 * <p>The row's sum is a convex and falling function of τ, so that Newton's method climbs to the
 * root from below, from the greatest (α − 1)·z less 1, and stops where a step no longer climbs: no
 * sorting and no memory, and for α = 2 the very sums of a sorted row. In double, in the order of
 * the columns.
 *
 * <p>Source: Peters, Niculae and Martins, "Sparse sequence-to-sequence models", 2019.
 *
 * @param alpha α, above 1 and at most 2; 1.5 by default, as in the source
 */
public record Entmax(double alpha) implements Activation {

  /** Creates one with α = 1.5. */
  public Entmax() {
    this(1.5);
  }

  /**
   * Checks α.
   *
   * @throws IllegalArgumentException unless it is above 1 and at most 2
   */
  public Entmax {
    if (!(alpha > 1 && alpha <= 2)) {
      throw new IllegalArgumentException(
          "alpha must be above 1 and at most 2 but is " + alpha + "; softmax is its limit at 1");
    }
  }

  @Override
  public String name() {
    return "entmax";
  }

  @Override
  public String description() {
    return "probabilities of classes, 0 far below the best; between softmax and sparsemax";
  }

  /** Describes α = 1.5 and 2; others have no closed form of τ. */
  @Override
  public Optional<OperatorGraph> operators() {
    return alpha == 1.5 || alpha == 2 ? Optional.of(operators(alpha == 2)) : Optional.empty();
  }

  @Override
  public void forward(Matrix z, Matrix a, Kernels kernels) {
    forward(alpha, z, a);
  }

  @Override
  public void backward(Matrix z, Matrix a, Matrix gradient, Kernels kernels) {
    backward(alpha, a, gradient);
  }

  static void forward(double alpha, Matrix z, Matrix a) {
    double power = 1 / (alpha - 1);
    for (int r = 0; r < z.rows(); r++) {
      double greatest = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < z.columns(); c++) {
        greatest = Math.max(greatest, z.get(r, c));
      }
      double tau = tau(alpha, power, z, r, greatest);
      for (int c = 0; c < z.columns(); c++) {
        double rest = (alpha - 1) * (z.get(r, c) - greatest) - tau;
        a.set(r, c, rest <= 0 ? 0 : pow(rest, power));
      }
    }
  }

  /** Returns the root for the row less its greatest element. */
  private static double tau(double alpha, double power, Matrix z, int row, double greatest) {
    double tau = Double.NaN;
    double next = -1;
    while (!(next <= tau)) {
      tau = next;
      double sum = 0;
      double slope = 0;
      for (int c = 0; c < z.columns(); c++) {
        double rest = (alpha - 1) * (z.get(row, c) - greatest) - tau;
        if (rest > 0) {
          double value = pow(rest, power);
          sum += value;
          slope += power * value / rest;
        }
      }
      next = tau + (sum - 1) / slope;
      if (Double.isNaN(next)) {
        return next;
      }
    }
    return tau;
  }

  private static double pow(double base, double power) {
    return power == 1 ? base : power == 2 ? base * base : NnMath.exp(power * NnMath.log(base));
  }

  static void backward(double alpha, Matrix a, Matrix gradient) {
    for (int r = 0; r < a.rows(); r++) {
      double sum = 0;
      double total = 0;
      for (int c = 0; c < a.columns(); c++) {
        double weight = weight(alpha, a.get(r, c));
        sum += weight * gradient.get(r, c);
        total += weight;
      }
      for (int c = 0; c < a.columns(); c++) {
        double weight = weight(alpha, a.get(r, c));
        gradient.set(r, c, weight * (gradient.get(r, c) - sum / total));
      }
    }
  }

  private static double weight(double alpha, double a) {
    if (a == 0) {
      return 0;
    }
    return alpha == 2 ? 1 : alpha == 1.5 ? Math.sqrt(a) : pow(a, 2 - alpha);
  }

  /**
   * Of x = (α − 1)·z an element counts where those above it leave something: Σⱼ max(xⱼ − xᵢ,
   * 0)^(1/(α−1)) &lt; 1. From those τ follows, by a linear equation for α = 2 and by a quadratic
   * one for α = 1.5.
   */
  static OperatorGraph operators(boolean linear) {
    return OperatorGraph.build(
        g -> {
          String none = g.constant(0);
          String one = g.constant(1);
          String x = linear ? INPUT : g.apply("Mul", INPUT, g.constant(0.5));
          String others = g.apply("Reshape", x, g.integers(0, -1, 1));
          String each = g.apply("Reshape", x, g.integers(0, 1, -1));
          String above = g.apply("Relu", g.apply("Sub", others, each));
          String taken = linear ? above : g.apply("Mul", above, above);
          String axis = g.integers(1);
          String sum = g.apply("ReduceSum", Map.of("keepdims", 0), taken, axis);
          String counts = g.apply("Less", sum, one);
          String count = g.apply("ReduceSum", g.apply("Where", counts, one, none), axis);
          String total = g.apply("ReduceSum", g.apply("Where", counts, x, none), axis);
          if (linear) {
            String tau = g.apply("Div", g.apply("Sub", total, one), count);
            return g.apply("Relu", g.apply("Sub", x, tau));
          }
          String mean = g.apply("Div", total, count);
          String centred = g.apply("Where", counts, g.apply("Sub", x, mean), none);
          String squares = g.apply("ReduceSum", g.apply("Mul", centred, centred), axis);
          String root = g.apply("Sqrt", g.apply("Div", g.apply("Sub", one, squares), count));
          String rest = g.apply("Relu", g.apply("Add", g.apply("Sub", x, mean), root));
          return g.apply("Mul", rest, rest);
        });
  }
}
