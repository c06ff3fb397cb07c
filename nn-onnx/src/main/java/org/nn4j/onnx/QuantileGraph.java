package org.nn4j.onnx;

import java.util.List;
import java.util.Map;
import org.nn4j.core.preprocess.NormalQuantiles;
import org.nn4j.onnx.file.ElementType;
import org.nn4j.onnx.file.Tensor;

/**
 * Adds {@link NormalQuantiles} to a graph, in float64: the share of the training values below each
 * number, by counting quantiles and interpolating between two, and then Φ⁻¹ of the shares; and the
 * way back.
 *
 * <p>Source of Φ⁻¹: Wichura, "Algorithm AS 241: The Percentage Points of the Normal Distribution",
 * 1988.
 */
final class QuantileGraph {
  private static final ElementType TYPE = ElementType.DOUBLE;

  /** −Φ⁻¹(1e-7), beyond which nothing is mapped. */
  private static final double BOUND = 5.199337582192817;

  /** A share whose Φ⁻¹ is beyond the bound, and of which there is a logarithm. */
  private static final double LEAST = 1e-9;

  /** Coefficients of the rational function around the median, highest power first: above, below. */
  private static final double[][] CENTRE = {
    {2.5090809287301226727e3, 5.2264952788528545610e3},
    {3.3430575583588128105e4, 2.8729085735721942674e4},
    {6.7265770927008700853e4, 3.9307895800092710610e4},
    {4.5921953931549871457e4, 2.1213794301586595867e4},
    {1.3731693765509461125e4, 5.3941960214247511077e3},
    {1.9715909503065514427e3, 6.8718700749205790830e2},
    {1.3314166789178437745e2, 4.2313330701600911252e1},
    {3.3871328727963666080, 1}
  };

  /** Those of the tails. */
  private static final double[][] TAIL = {
    {7.74545014278341407640e-4, 1.05075007164441684324e-9},
    {2.27238449892691845833e-2, 5.47593808499534494600e-4},
    {2.41780725177450611770e-1, 1.51986665636164571966e-2},
    {1.27045825245236838258, 1.48103976427480074590e-1},
    {3.64784832476320460504, 6.89767334985100004550e-1},
    {5.76949722146069140550, 1.67638483018380384940},
    {4.63033784615654529590, 2.05319162663775882187},
    {1.42343711074968357734, 1}
  };

  /**
   * e^(y²)·erfc(y)·(4 + y)/4 in t = (4 − y)/(4 + y), the highest power first: the polynomial of
   * {@link org.nn4j.api.math.NnMath#normalCdf(double)}.
   */
  private static final double[] ERFCX = {
    2.567559851381492e-10,
    8.887053607974639e-11,
    -3.8488220180250875e-09,
    -6.354325691737815e-10,
    3.097683140538444e-08,
    1.9477098990824146e-08,
    -2.1148884715154073e-07,
    -3.5651395407324575e-07,
    1.1735731038457777e-06,
    4.715443505059329e-06,
    -9.087833451610938e-07,
    -4.420327130005602e-05,
    -0.00011376317323790623,
    7.023972896167301e-05,
    0.001528013914349795,
    0.0065925133336499344,
    0.019095378727273512,
    0.043502734310073024,
    0.08271289696950646,
    0.1352134578283062,
    0.1933021755663092,
    0.24413718227022052,
    0.27399891525012277
  };

  private static final double FOUR_ROOTS_OF_TWO = 5.656854249492381;

  /** Shares nearer to 0 and 1 than this are the least and the greatest quantile. */
  private static final double LEAST_SHARE = 1e-7;

  private final GraphBuilder graph;
  private final String scope;

  QuantileGraph(GraphBuilder graph, String scope) {
    this.graph = graph;
    this.scope = scope;
  }

  private String op(String type, String... values) {
    return graph.apply(scope, type, values);
  }

  private String number(double value) {
    return graph.scalar(TYPE, value);
  }

  /** Adds the share of the quantiles below numbers, N×1. */
  String share(String x, List<Double> quantiles) {
    int last = quantiles.size() - 1;
    String table = graph.constant(scope + "/quantiles", Tensor.vector(TYPE, quantiles));
    String below = count(op("Less", table, x));
    String upTo = count(op("LessOrEqual", table, x));
    String middle = op("Mul", op("Sub", op("Add", below, upTo), number(1)), number(0.5));
    String above = op("Clip", below, number(1), number(last));
    String under = op("Sub", above, number(1));
    String low = half(at(table, under));
    String step = op("Sub", half(at(table, above)), low);
    String between = op("Add", under, op("Div", op("Sub", half(x), low), step));
    String rank = op("Where", op("Greater", upTo, below), middle, between);
    String share = op("Div", rank, number(last));
    String least = op("LessOrEqual", x, number(quantiles.get(0)));
    String most = op("GreaterOrEqual", x, number(quantiles.get(last)));
    return op("Where", most, number(1), op("Where", least, number(0), share));
  }

  private String half(String x) {
    return op("Mul", x, number(0.5));
  }

  private String count(String truths) {
    return graph.apply(
        scope,
        "ReduceSum",
        Map.of("keepdims", 1L),
        graph.cast(scope, truths, TYPE),
        graph.integers(1));
  }

  private String at(String table, String place) {
    String index = graph.cast(scope, place, ElementType.INT64);
    return graph.apply(scope, "Gather", Map.of("axis", 0L), table, index);
  }

  /** Adds Φ⁻¹ of shares, held within the bound. */
  String normal(String shares) {
    String share = op("Clip", shares, number(LEAST), number(1 - LEAST));
    String q = op("Sub", share, number(0.5));
    String centre = op("Mul", q, ratio(op("Sub", number(0.180625), op("Mul", q, q)), CENTRE));
    String rare = op("Min", share, op("Sub", number(1), share));
    String root = op("Sqrt", op("Neg", op("Log", rare)));
    String tail = ratio(op("Sub", root, number(1.6)), TAIL);
    String signed = op("Where", op("Less", q, number(0)), op("Neg", tail), tail);
    String near = op("LessOrEqual", op("Abs", q), number(0.425));
    String value = op("Where", near, centre, signed);
    return op("Clip", value, number(-BOUND), number(BOUND));
  }

  /** Adds Φ of numbers. */
  private String distribution(String x) {
    String a = op("Abs", x);
    String t =
        op("Div", op("Sub", number(FOUR_ROOTS_OF_TWO), a), op("Add", number(FOUR_ROOTS_OF_TWO), a));
    String value = number(ERFCX[0]);
    for (int i = 1; i < ERFCX.length; i++) {
      value = op("Add", op("Mul", value, t), number(ERFCX[i]));
    }
    String bell = op("Exp", op("Mul", op("Mul", a, a), number(-0.5)));
    String quarter = op("Mul", op("Add", t, number(1)), number(0.25));
    String tail = op("Mul", op("Mul", bell, quarter), value);
    return op("Where", op("Less", x, number(0)), tail, op("Sub", number(1), tail));
  }

  /** Adds the numbers that became others by {@link #share} and {@link #normal}. */
  String inverse(String normal, List<Double> quantiles) {
    int last = quantiles.size() - 1;
    String table = graph.constant(scope + "/quantiles", Tensor.vector(TYPE, quantiles));
    String share = distribution(normal);
    String rank = op("Mul", share, number(last));
    String below = op("Clip", op("Floor", rank), number(0), number(last - 1));
    String part = op("Sub", rank, below);
    String low = op("Mul", at(table, below), op("Sub", number(1), part));
    String high = op("Mul", at(table, op("Add", below, number(1))), part);
    String value = op("Add", low, high);
    String most = op("GreaterOrEqual", share, number(1 - LEAST_SHARE));
    String least = op("LessOrEqual", share, number(LEAST_SHARE));
    value = op("Where", most, number(quantiles.get(last)), value);
    return op("Where", least, number(quantiles.get(0)), value);
  }

  /**
   * Adds the ratio of two polynomials by Horner's rule, both at once in a last dimension of two.
   */
  private String ratio(String x, double[][] coefficients) {
    String wide = op("Unsqueeze", x, graph.integers(-1));
    String value = pair(coefficients[0]);
    for (int i = 1; i < coefficients.length; i++) {
      value = op("Add", op("Mul", value, wide), pair(coefficients[i]));
    }
    return op("Div", part(value, 0), part(value, 1));
  }

  private String pair(double... values) {
    return graph.constant(scope + "/coefficients", Tensor.of(TYPE, values.clone(), values.length));
  }

  private String part(String value, long index) {
    return graph.apply(
        scope, "Gather", Map.of("axis", -1L), value, graph.scalar(ElementType.INT64, index));
  }
}
