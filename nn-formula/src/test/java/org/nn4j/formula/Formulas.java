package org.nn4j.formula;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.nn4j.api.math.NnMath;

/** Activations as formulas, and the same written by hand. */
final class Formulas {
  private Formulas() {}

  /**
   * A formula, and what a record of the same activation would compute.
   *
   * @param term the size of the terms that cancel in the derivative, or 0 if none do
   */
  record ByHand(
      String formula, DoubleUnaryOperator value, DoubleUnaryOperator derivative, double term) {
    ByHand(String formula, DoubleUnaryOperator value, DoubleUnaryOperator derivative) {
      this(formula, value, derivative, 0);
    }

    @Override
    public String toString() {
      return formula;
    }
  }

  private static double s(double z) {
    return NnMath.sigmoid(z);
  }

  private static double t(double z) {
    return NnMath.tanh(z);
  }

  private static double e(double z) {
    return NnMath.exp(z);
  }

  private static double phi(double z) {
    return NnMath.normalCdf(z);
  }

  private static double density(double z) {
    return 0.3989422804014327 * e(-0.5 * (z * z));
  }

  private static double step(double z) {
    return z > 0 ? 1 : 0;
  }

  static List<ByHand> all() {
    List<ByHand> all = new ArrayList<>();
    all.add(new ByHand("z", z -> z, z -> 1));
    all.add(new ByHand("2*z - 3", z -> 2 * z - 3, z -> 2));
    all.add(new ByHand("relu(z)", z -> Math.max(z, 0), z -> step(z)));
    all.add(new ByHand("max(z, 0.01*z)", z -> z > 0 ? z : 0.01 * z, z -> z > 0 ? 1 : 0.01));
    all.add(
        new ByHand(
            "clamp(z, 0, 6)", z -> Math.min(Math.max(z, 0), 6), z -> z > 0 && z < 6 ? 1 : 0));
    all.add(
        new ByHand(
            "clamp(z, -1, 1)", z -> Math.min(Math.max(z, -1), 1), z -> z > -1 && z < 1 ? 1 : 0));
    all.add(new ByHand("abs(z)", Math::abs, Math::signum));
    all.add(new ByHand("z^2", z -> z * z, z -> 2 * z));
    all.add(new ByHand("z^3", z -> z * z * z, z -> 3 * (z * z)));
    all.add(new ByHand("relu(z)^2", z -> Math.max(z, 0) * Math.max(z, 0), z -> 2 * Math.max(z, 0)));
    all.add(new ByHand("sigmoid(z)", z -> s(z), z -> s(z) * (1 - s(z))));
    all.add(new ByHand("1/(1 + e^-z)", z -> s(z), z -> s(z) * (1 - s(z))));
    all.add(new ByHand("tanh(z)", z -> t(z), z -> 1 - t(z) * t(z)));
    all.add(
        new ByHand(
            "1.7159*tanh(0.6667*z)",
            z -> 1.7159 * t(0.6667 * z),
            z -> 1.7159 * 0.6667 * (1 - t(0.6667 * z) * t(0.6667 * z))));
    all.add(new ByHand("softplus(z)", NnMath::softplus, z -> s(z)));
    all.add(new ByHand("log(1 + exp(z))", NnMath::softplus, z -> s(z)));
    all.add(new ByHand("-log(sigmoid(-z))", NnMath::softplus, z -> s(z)));
    all.add(new ByHand("z*sigmoid(z)", z -> z * s(z), z -> s(z) + z * (s(z) * (1 - s(z)))));
    all.add(
        new ByHand(
            "z*sigmoid(1.702*z)",
            z -> z * s(1.702 * z),
            z -> s(1.702 * z) + 1.702 * (z * (s(1.702 * z) * (1 - s(1.702 * z))))));
    all.add(new ByHand("z*normal_cdf(z)", z -> z * phi(z), z -> phi(z) + z * density(z), 1));
    all.add(
        new ByHand("z*(1 + erf(z/sqrt(2)))/2", z -> z * phi(z), z -> phi(z) + z * density(z), 1));
    all.add(new ByHand("z*tanh(z)", z -> z * t(z), z -> t(z) + z * (1 - t(z) * t(z))));
    all.add(new ByHand("z - tanh(z)", z -> z - t(z), z -> t(z) * t(z)));
    all.add(
        new ByHand(
            "z/(1 + abs(z))",
            z -> z / (1 + Math.abs(z)),
            z -> 1 / ((1 + Math.abs(z)) * (1 + Math.abs(z)))));
    all.add(
        new ByHand(
            "where(z > 0, z, exp(z) - 1)",
            z -> z > 0 ? z : NnMath.expm1(z),
            z -> z > 0 ? 1 : e(z)));
    all.add(
        new ByHand(
            "relu(z) + expm1(min(z, 0))", z -> z > 0 ? z : NnMath.expm1(z), z -> z > 0 ? 1 : e(z)));
    all.add(
        new ByHand(
            "1.0507*where(z > 0, z, 1.6733*expm1(z))",
            z -> 1.0507 * (z > 0 ? z : 1.6733 * NnMath.expm1(z)),
            z -> 1.0507 * (z > 0 ? 1 : 1.6733 * e(z))));
    all.add(
        new ByHand(
            "z*clamp(z + 3, 0, 6)/6",
            z -> z * Math.min(Math.max(z + 3, 0), 6) / 6,
            z -> z <= -3 ? 0 : z >= 3 ? 1 : ((z + 3) + z) / 6,
            1));
    all.add(new ByHand("exp(-z^2)", z -> e(-(z * z)), z -> -2 * (z * e(-(z * z)))));
    all.add(
        new ByHand(
            "z*exp(-z^2)", z -> z * e(-(z * z)), z -> e(-(z * z)) - 2 * (z * z * e(-(z * z))), 1));
    all.add(new ByHand("sin(z)", StrictMath::sin, StrictMath::cos));
    all.add(
        new ByHand(
            "z + sin(z)^2",
            z -> z + NnMath.sin(z) * NnMath.sin(z),
            z -> 1 + 2 * (NnMath.sin(z) * NnMath.cos(z))));
    all.add(new ByHand("cos(z)", StrictMath::cos, z -> -NnMath.sin(z)));
    all.add(
        new ByHand(
            "(sqrt(z^2 + 1) - 1)/2 + z",
            z -> (Math.sqrt(z * z + 1) - 1) / 2 + z,
            z -> z / (2 * Math.sqrt(z * z + 1)) + 1));
    all.add(
        new ByHand(
            "z/sqrt(1 + z^2)",
            z -> z / Math.sqrt(1 + z * z),
            z -> (1 - z / Math.sqrt(1 + z * z) * (z / Math.sqrt(1 + z * z))) / Math.sqrt(1 + z * z),
            1));
    all.add(
        new ByHand(
            "sign(z)*log1p(abs(z))",
            z -> Math.signum(z) * NnMath.log1p(Math.abs(z)),
            z -> 1 / (1 + Math.abs(z))));
    all.add(new ByHand("log(z^2 + 1)", z -> NnMath.log1p(z * z), z -> 2 * z / (1 + z * z)));
    all.add(new ByHand("erf(z)", NnMath::erf, z -> 1.1283791670955126 * e(-(z * z))));
    all.add(
        new ByHand(
            "2^z", z -> e(z * NnMath.log(2.0)), z -> e(z * NnMath.log(2.0)) * NnMath.log(2.0)));
    all.add(
        new ByHand(
            "where(z <= -1, -1, where(z < 1, z, 1))",
            z -> Math.min(Math.max(z, -1), 1),
            z -> z > -1 && z < 1 ? 1 : 0));
    all.add(
        new ByHand("softplus(z) - log(2)", z -> NnMath.softplus(z) - NnMath.log(2.0), z -> s(z)));
    return all;
  }
}
