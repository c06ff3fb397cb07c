package org.nn4j.core.activation;

import static org.nn4j.api.OperatorGraph.INPUT;

import java.util.Map;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.OperatorGraph;

/** The kernels' element-wise functions in standard operators. */
final class KernelOperators {
  private KernelOperators() {}

  static OperatorGraph of(ElementwiseFunction function, double alpha) {
    return switch (function) {
      case SIGMOID -> OperatorGraph.of("Sigmoid");
      case TANH -> OperatorGraph.of("Tanh");
      case RELU -> OperatorGraph.of("Relu");
      case RELU6 -> clip(0, 6);
      case LEAKY_RELU -> withAlpha("LeakyRelu", alpha);
      case ELU -> withAlpha("Elu", alpha);
      case SELU -> with("Selu", Map.of("alpha", Selu.ALPHA, "gamma", Selu.LAMBDA));
      case CELU -> withAlpha("Celu", alpha);
      case GELU -> gelu();
      case GELU_TANH -> geluTanh();
      case SILU -> gated("Sigmoid");
      case MISH -> OperatorGraph.of("Mish");
      case SOFTPLUS -> OperatorGraph.of("Softplus");
      case SOFTSIGN -> OperatorGraph.of("Softsign");
      case HARD_TANH -> clip(-1, 1);
      case HARD_SIGMOID -> with("HardSigmoid", Map.of("alpha", 1.0 / 6, "beta", 0.5));
      case HARD_SWISH -> OperatorGraph.of("HardSwish");
      case TANH_SHRINK -> OperatorGraph.build(g -> g.apply("Sub", INPUT, g.apply("Tanh", INPUT)));
    };
  }

  private static OperatorGraph withAlpha(String operator, double alpha) {
    return with(operator, Map.of("alpha", alpha));
  }

  private static OperatorGraph with(String operator, Map<String, ?> attributes) {
    return OperatorGraph.build(g -> g.apply(operator, attributes, INPUT));
  }

  static OperatorGraph clip(double least, double most) {
    return OperatorGraph.build(g -> g.apply("Clip", INPUT, g.constant(least), g.constant(most)));
  }

  private static OperatorGraph gated(String operator) {
    return OperatorGraph.build(g -> g.apply("Mul", INPUT, g.apply(operator, INPUT)));
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
}
