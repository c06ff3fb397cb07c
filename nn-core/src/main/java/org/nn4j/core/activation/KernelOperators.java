package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.function.Function;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.OperatorGraph;

/**
 * The kernels' element-wise functions in standard operators: in those that runtimes have in float64
 * too, where ONNX's own {@code Elu}, {@code Softplus} and so on are often float32 only. There is no
 * such form of erf.
 */
final class KernelOperators {
  /** From here on tanh(softplus(z)) is 1 in both precisions, and e^2z finite in both. */
  private static final double MISH_LINEAR = 20;

  private KernelOperators() {}

  static OperatorGraph of(ElementwiseFunction function, double alpha) {
    return switch (function) {
      case SIGMOID -> OperatorGraph.of("Sigmoid");
      case TANH -> OperatorGraph.of("Tanh");
      case RELU -> OperatorGraph.of("Relu");
      case RELU6 -> clip(0, 6);
      case LEAKY_RELU -> leakyRelu(g -> g.constant(alpha));
      case ELU -> OperatorGraph.build(g -> elu(g, alpha, 1));
      case SELU ->
          OperatorGraph.build(g -> g.apply("Mul", elu(g, Selu.ALPHA, 1), g.constant(Selu.LAMBDA)));
      case CELU -> OperatorGraph.build(g -> elu(g, alpha, alpha));
      case GELU -> gelu();
      case GELU_TANH -> geluTanh();
      case SILU -> silu();
      case MISH -> mish();
      case SOFTPLUS -> OperatorGraph.build(g -> softplus(g, INPUT));
      case SOFTSIGN -> softsign();
      case HARD_TANH -> clip(-1, 1);
      case HARD_SIGMOID -> OperatorGraph.build(KernelOperators::hardSigmoid);
      case HARD_SWISH -> OperatorGraph.build(g -> g.apply("Mul", INPUT, hardSigmoid(g)));
      case TANH_SHRINK -> OperatorGraph.build(g -> g.apply("Sub", INPUT, g.apply("Tanh", INPUT)));
      case EXP -> OperatorGraph.of("Exp");
      case EXPM1 -> OperatorGraph.build(g -> g.apply("Sub", g.apply("Exp", INPUT), g.constant(1)));
      case NORMAL_CDF -> OperatorGraph.build(KernelOperators::normalCdf);
    };
  }

  static OperatorGraph clip(double least, double most) {
    return OperatorGraph.build(g -> g.apply("Clip", INPUT, g.constant(least), g.constant(most)));
  }

  /** max(z, 0) + slope·min(z, 0). */
  static OperatorGraph leakyRelu(Function<OperatorGraph.Builder, String> slope) {
    return OperatorGraph.build(
        g -> {
          String left = g.apply("Mul", g.apply("Min", INPUT, g.constant(0)), slope.apply(g));
          return g.apply("Add", g.apply("Relu", INPUT), left);
        });
  }

  /** max(z, 0) + alpha·(e^(min(z, 0)/width) − 1). */
  private static String elu(OperatorGraph.Builder g, double alpha, double width) {
    String left = g.apply("Min", INPUT, g.constant(0));
    String exponent = width == 1 ? left : g.apply("Div", left, g.constant(width));
    String step = g.apply("Sub", g.apply("Exp", exponent), g.constant(1));
    String scaled = alpha == 1 ? step : g.apply("Mul", step, g.constant(alpha));
    return g.apply("Add", g.apply("Relu", INPUT), scaled);
  }

  /** (1 + erf(z/√2))/2. */
  private static String normalCdf(OperatorGraph.Builder g) {
    String erf = g.apply("Erf", g.apply("Div", INPUT, g.constant(Math.sqrt(2))));
    return g.apply("Mul", g.apply("Add", erf, g.constant(1)), g.constant(0.5));
  }

  /** z·(1 + erf(z/√2))/2; ONNX has a Gelu of its own only from operator set 20 on. */
  private static OperatorGraph gelu() {
    return OperatorGraph.build(
        g -> {
          String erf = g.apply("Erf", g.apply("Div", INPUT, g.constant(Math.sqrt(2))));
          return halfGate(g, erf);
        });
  }

  /** z·(1 + tanh(√(2/π)·(z + 0.044715·z³)))/2. */
  private static OperatorGraph geluTanh() {
    return OperatorGraph.build(
        g -> {
          String square = g.apply("Mul", INPUT, INPUT);
          String cubic = g.apply("Mul", g.apply("Mul", square, INPUT), g.constant(0.044715));
          String inner =
              g.apply("Mul", g.apply("Add", INPUT, cubic), g.constant(Math.sqrt(2 / Math.PI)));
          return halfGate(g, g.apply("Tanh", inner));
        });
  }

  /** z·(1 + t)/2. */
  private static String halfGate(OperatorGraph.Builder g, String t) {
    String gate = g.apply("Mul", g.apply("Add", t, g.constant(1)), g.constant(0.5));
    return g.apply("Mul", INPUT, gate);
  }

  /** z/(1 + e^−z): ONNX Runtime makes z·Sigmoid(z) an operator that it has in float32 alone. */
  private static OperatorGraph silu() {
    return OperatorGraph.build(
        g -> {
          String exp = g.apply("Exp", g.apply("Neg", INPUT));
          return g.apply("Div", INPUT, g.apply("Add", exp, g.constant(1)));
        });
  }

  /** z·n/(n + 2) with n = e^z·(e^z + 2), which is z·tanh(log(1 + e^z)) without cancellation. */
  private static OperatorGraph mish() {
    return OperatorGraph.build(
        g -> {
          String two = g.constant(2);
          String exp = g.apply("Exp", g.apply("Min", INPUT, g.constant(MISH_LINEAR)));
          String n = g.apply("Mul", exp, g.apply("Add", exp, two));
          return g.apply("Mul", INPUT, g.apply("Div", n, g.apply("Add", n, two)));
        });
  }

  /** max(z, 0) + log(1 + e^−|z|). */
  static String softplus(OperatorGraph.Builder g, String z) {
    String exp = g.apply("Exp", g.apply("Neg", g.apply("Abs", z)));
    return g.apply("Add", g.apply("Relu", z), g.apply("Log", g.apply("Add", exp, g.constant(1))));
  }

  /** z/(1 + |z|). */
  private static OperatorGraph softsign() {
    return OperatorGraph.build(
        g -> g.apply("Div", INPUT, g.apply("Add", g.apply("Abs", INPUT), g.constant(1))));
  }

  /** min(max(z + 3, 0), 6)/6. */
  private static String hardSigmoid(OperatorGraph.Builder g) {
    String six = g.constant(6);
    String raised = g.apply("Add", INPUT, g.constant(3));
    return g.apply("Div", g.apply("Clip", raised, g.constant(0), six), six);
  }
}
