package org.nn4j.losses;

import java.util.Arrays;
import org.nn4j.api.Matrix;
import org.nn4j.api.math.NnMath;

/** The chain rule through an output activation, (E1), from the activation's outputs. */
final class LastDelta {
  private LastDelta() {}

  static Matrix of(String activation, Matrix a, Matrix gradient) {
    double[][] g = gradient.toRows();
    for (int r = 0; r < g.length; r++) {
      double dot = 0;
      double sum = Arrays.stream(g[r]).sum();
      for (int c = 0; c < g[r].length; c++) {
        dot += g[r][c] * a.get(r, c);
      }
      for (int c = 0; c < g[r].length; c++) {
        double p = a.get(r, c);
        g[r][c] =
            switch (activation) {
              case "identity" -> g[r][c];
              case "sigmoid" -> g[r][c] * p * (1 - p);
              case "softmax" -> p * (g[r][c] - dot);
              case "log_softmax" -> g[r][c] - NnMath.exp(p) * sum;
              case "ordered" ->
                  tail(gradient, r, c) * (c == 0 ? 1 : -NnMath.expm1(a.get(r, c - 1) - p));
              case "softplus" -> g[r][c] * -NnMath.expm1(-p);
              default -> throw new IllegalArgumentException(activation);
            };
      }
    }
    return Matrix.of(g);
  }

  /** Returns the sum of a row's gradients from a column on. */
  private static double tail(Matrix gradient, int row, int from) {
    double sum = 0;
    for (int c = from; c < gradient.columns(); c++) {
      sum += gradient.get(row, c);
    }
    return sum;
  }
}
