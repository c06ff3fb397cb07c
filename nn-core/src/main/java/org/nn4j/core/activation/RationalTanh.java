package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Optional;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.OperatorGraph;

/**
 * 1.7159·tanh(2z/3) by a rational function: σ(z) = 1.7159·sign(y)·(1 − 1/(1 + |y| + y² +
 * 1.41645·y⁴)) with y = 2z/3, and σ' = 1.7159·⅔·(1 + 2|y| + 4·1.41645·|y|³)/(1 + |y| + y² +
 * 1.41645·y⁴)². DL4J's {@code RATIONALTANH}.
 *
 * <p>Source: Anguita, Parodi and Zunino, "Speed improvement of the back-propagation on
 * current-generation workstations", 1993, for the approximation; LeCun, Bottou, Orr and Müller,
 * "Efficient BackProp", 1998, for the scales.
 */
public record RationalTanh() implements ElementwiseActivation {
  private static final double HEIGHT = 1.7159;
  private static final double STEEPNESS = 2.0 / 3;
  private static final double QUARTIC = 1.41645;

  @Override
  public String name() {
    return "rational_tanh";
  }

  @Override
  public String description() {
    return "1.7159*tanh(2z/3), by a rational function";
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String one = g.constant(1);
              String y = g.apply("Mul", INPUT, g.constant(STEEPNESS));
              String square = g.apply("Mul", y, y);
              String quartic = g.apply("Mul", g.apply("Mul", square, square), g.constant(QUARTIC));
              String rest = g.apply("Add", g.apply("Add", g.apply("Abs", y), square), quartic);
              String size = g.apply("Div", rest, g.apply("Add", rest, one));
              // the sign by a comparison, since y/|y| is none at 0
              String negative = g.apply("Less", y, g.constant(0));
              String signed = g.apply("Where", negative, g.apply("Neg", size), size);
              return g.apply("Mul", signed, g.constant(HEIGHT));
            }));
  }

  @Override
  public double value(double z) {
    return Math.copySign(HEIGHT * (1 - 1 / denominator(Math.abs(STEEPNESS * z))), z);
  }

  @Override
  public double derivative(double z, double a) {
    double y = Math.abs(STEEPNESS * z);
    double denominator = denominator(y);
    if (Double.isInfinite(denominator)) {
      return 0;
    }
    double slope = (1 + 2 * y + 4 * QUARTIC * y * y * y) / denominator / denominator;
    return HEIGHT * STEEPNESS * slope;
  }

  private static double denominator(double y) {
    double square = y * y;
    return 1 + y + square + QUARTIC * square * square;
  }
}
