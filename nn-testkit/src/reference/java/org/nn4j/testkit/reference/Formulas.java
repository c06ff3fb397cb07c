package org.nn4j.testkit.reference;

import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.math.NnMath;

/** The functions and derivatives in StrictMath, by formulas that lose no digits. */
public final class Formulas {
  private static final double SELU_LAMBDA = 1.0507009873554805;
  private static final double SELU_ALPHA = 1.6732632423543772;

  private Formulas() {}

  public static double value(ElementwiseFunction f, double alpha, double z) {
    if (Double.isNaN(z)) {
      return z;
    }
    return switch (f) {
      case SIGMOID -> sigmoid(z);
      case TANH -> StrictMath.tanh(z);
      case RELU -> z > 0 ? z : 0;
      case RELU6 -> z > 6 ? 6 : z > 0 ? z : 0;
      case LEAKY_RELU -> z > 0 ? z : alpha * z;
      case ELU -> z > 0 ? z : alpha * StrictMath.expm1(z);
      case SELU -> SELU_LAMBDA * (z > 0 ? z : SELU_ALPHA * StrictMath.expm1(z));
      case CELU -> z > 0 ? z : alpha * StrictMath.expm1(z / alpha);
      case GELU -> z * NnMath.normalCdf(z);
      case GELU_TANH -> z * sigmoid(2 * geluTanhArgument(z));
      case SILU -> z * sigmoid(z);
      case MISH -> z * StrictMath.tanh(softplus(z));
      case SOFTPLUS -> softplus(z);
      case SOFTSIGN -> z / (1 + Math.abs(z));
      case HARD_TANH -> z < -1 ? -1 : z > 1 ? 1 : z;
      case HARD_SIGMOID -> z < -3 ? 0 : z > 3 ? 1 : (z + 3) / 6;
      case HARD_SWISH -> z < -3 ? 0 : z > 3 ? z : z * (z + 3) / 6;
      case TANH_SHRINK -> z - StrictMath.tanh(z);
      case EXP -> StrictMath.exp(z);
      case EXPM1 -> StrictMath.expm1(z);
      case NORMAL_CDF -> NnMath.normalCdf(z);
    };
  }

  public static double derivative(ElementwiseFunction f, double alpha, double z) {
    double s = sigmoid(z);
    double t = StrictMath.tanh(z);
    return switch (f) {
      case SIGMOID -> s * sigmoid(-z);
      case TANH -> 1 / (StrictMath.cosh(z) * StrictMath.cosh(z));
      case RELU -> z > 0 ? 1 : 0;
      case RELU6 -> z > 0 && z < 6 ? 1 : 0;
      case LEAKY_RELU -> z > 0 ? 1 : alpha;
      case ELU -> z > 0 ? 1 : alpha * StrictMath.exp(z);
      case SELU -> SELU_LAMBDA * (z > 0 ? 1 : SELU_ALPHA * StrictMath.exp(z));
      case CELU -> z > 0 ? 1 : StrictMath.exp(z / alpha);
      case GELU -> NnMath.normalCdf(z) + z * StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
      case GELU_TANH -> {
        double g = sigmoid(2 * geluTanhArgument(z));
        double h = sigmoid(-2 * geluTanhArgument(z));
        double slope = Math.sqrt(2 / Math.PI) * (1 + 3 * 0.044715 * z * z);
        yield g * (1 + 2 * z * h * slope);
      }
      case SILU -> s * (1 + z * sigmoid(-z));
      case MISH -> {
        double tanh = StrictMath.tanh(softplus(z));
        double cosh = StrictMath.cosh(softplus(z));
        yield tanh + z * s / (cosh * cosh);
      }
      case SOFTPLUS -> s;
      case SOFTSIGN -> 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z)));
      case HARD_TANH -> z > -1 && z < 1 ? 1 : 0;
      case HARD_SIGMOID -> z > -3 && z < 3 ? 1f / 6f : 0; // PyTorch's constant
      case HARD_SWISH -> z < -3 ? 0 : z <= 3 ? (2 * z + 3) / 6 : 1;
      case TANH_SHRINK -> t * t;
      case EXP, EXPM1 -> StrictMath.exp(z);
      case NORMAL_CDF -> StrictMath.exp(-z * z / 2) / Math.sqrt(2 * Math.PI);
    };
  }

  private static double sigmoid(double z) {
    return z < 0 ? StrictMath.exp(z) / (1 + StrictMath.exp(z)) : 1 / (1 + StrictMath.exp(-z));
  }

  private static double softplus(double z) {
    return Math.max(z, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(z)));
  }

  private static double geluTanhArgument(double z) {
    return Math.sqrt(2 / Math.PI) * (z + 0.044715 * z * z * z);
  }
}
