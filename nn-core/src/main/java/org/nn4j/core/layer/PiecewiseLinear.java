package org.nn4j.core.layer;

import java.util.List;
import java.util.Optional;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.initializer.Uniform;

/**
 * Piecewise-linear embeddings of numbers: a function of each column that is linear in every bin of
 * its values and trained. Each of the first columns x becomes {@code size} columns, e(x)·W + b,
 * with W of bins×size and b each column's own; the further columns follow unchanged.
 *
 * <p>With bounds b₀ ≤ … ≤ b_T the elements of e(x) are (x − bₜ₋₁)/(bₜ − bₜ₋₁), held in [0, 1]: 1
 * for bins to the left of x, a fraction for its own, and 0 for those to the right. The first
 * element may be below 0 and the last above 1, so that the function goes on as a line. A bin
 * without width, as a value that is frequent makes them, has element 0; the first and last are
 * those of the others.
 *
 * <p>The bounds are statistics: {@link BoundLayer#adapt} sets them to the quantiles t/T of each
 * column's sample, linearly interpolated. Before that they stand evenly from −2 to 2, as for
 * columns of deviation 1. W and b start in U[−1, 1)/√bins, and decay as other weights do.
 *
 * <p>Source: Gorishniy, Rubachev and Babenko, "On embeddings for numerical features in tabular deep
 * learning", 2022 (there Q-L).
 *
 * @param columns how many of the first columns are embedded, at least 0; 0, the default, for all
 * @param bins T, at least 1; 16 by default
 * @param size number of columns that each becomes, at least 1; 8 by default
 */
public record PiecewiseLinear(int columns, int bins, int size) implements Layer {
  /** The bounds of the bins, a row for each column. */
  static final String BOUNDS = "bounds";

  /** W of all columns, one below the other. */
  static final String WEIGHT = "weight";

  /** b, a row for each column. */
  static final String BIAS = "bias";

  /** A bin has a width if it is at least this, in either precision; its reciprocal is finite. */
  static final double LEAST_WIDTH = Float.MIN_NORMAL;

  /** Creates a layer that embeds all columns. */
  public PiecewiseLinear() {
    this(0, 16, 8);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public PiecewiseLinear {
    Checks.atLeast("columns", columns, 0);
    Checks.atLeast("bins", bins, 1);
    Checks.atLeast("size", size, 1);
  }

  @Override
  public String name() {
    return "piecewise_linear";
  }

  @Override
  public String description() {
    return "embeds numbers by lines between their quantiles";
  }

  @Override
  public int outputWidth(int inputWidth) {
    long embedded = embedded(inputWidth);
    return Branches.width("piecewise_linear: its output has", inputWidth + embedded * (size - 1));
  }

  /** Returns the number of embedded columns. */
  int embedded(int inputWidth) {
    return Branches.first("piecewise_linear", columns, inputWidth);
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    int embedded = embedded(inputWidth);
    int rows = Branches.width("piecewise_linear: its bins have", (long) embedded * bins);
    Uniform uniform = new Uniform(-1 / Math.sqrt(bins), 1 / Math.sqrt(bins));
    return List.of(
        ParameterSpec.trainable(WEIGHT, rows, size, uniform),
        ParameterSpec.trainable(BIAS, embedded, size, uniform),
        ParameterSpec.statistic(BOUNDS, embedded, bins + 1, new EvenBounds()));
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        ColumnOperators.of(
            columns,
            (g, x) -> ColumnOperators.affine(g, elements(g, x), WEIGHT, BIAS, bins, size)));
  }

  /** Adds the operators of e(x); those that read the bounds alone are constant. */
  private String elements(OperatorGraph.Builder g, String x) {
    String zero = g.constant(0);
    String one = g.constant(1);
    String bounds = ColumnOperators.matrices(g, BOUNDS, 1, bins + 1);
    String lower = slice(g, bounds, 0, bins);
    String upper = slice(g, bounds, 1, bins + 1);
    String width = g.apply("Sub", upper, lower);
    String narrow = g.apply("Less", width, g.constant(LEAST_WIDTH));
    String scale = g.apply("Div", one, g.apply("Where", narrow, one, width));
    String isFirst = g.apply("Equal", lower, slice(g, bounds, 0, 1));
    String isLast = g.apply("Equal", upper, slice(g, bounds, bins, bins + 1));
    String least = g.apply("Where", isFirst, g.constant(Double.NEGATIVE_INFINITY), zero);
    String most = g.apply("Where", isLast, g.constant(Double.POSITIVE_INFINITY), one);
    String line = g.apply("Mul", g.apply("Sub", x, lower), scale);
    String low = g.apply("Min", line, g.apply("Where", narrow, zero, most));
    return g.apply("Max", low, g.apply("Where", narrow, zero, least));
  }

  private static String slice(OperatorGraph.Builder g, String value, long from, long to) {
    return g.apply("Slice", value, g.integers(from), g.integers(to), g.integers(2));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return context.precision() == Precision.FLOAT32
        ? new FloatPiecewiseLinear(this, context)
        : new DoublePiecewiseLinear(this, context);
  }
}
