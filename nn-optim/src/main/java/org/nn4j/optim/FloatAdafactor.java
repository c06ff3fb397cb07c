package org.nn4j.optim;

import java.util.Arrays;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.ParameterSpec;

/** {@link Adafactor}'s step of one parameter; sums are in float64, in row order. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatAdafactor implements MatrixOptimizer.Bound {
  /** ε₁, which also bounds the mean of R below, as in PyTorch. */
  private static final double EPS = Math.ulp(1.0f);

  private static final double LEAST = EPS * EPS;

  private final Adafactor rule;
  private final int from;
  private final int rows;
  private final int columns;
  private final boolean matrix;
  private final float[] p;
  private final float[] g;
  private final float[] s;
  private final double[] sums;

  FloatAdafactor(
      Adafactor rule,
      ParameterSpec spec,
      int from,
      Matrix parameters,
      Matrix gradients,
      OptimizerState state) {
    this.rule = rule;
    this.from = from;
    this.rows = spec.rows();
    this.columns = spec.columns();
    this.matrix = rows > 1 && columns > 1;
    this.p = FloatRow.array(parameters);
    this.g = FloatRow.array(gradients);
    this.s = FloatRow.array(state.slot(0));
    this.sums = new double[columns];
  }

  @Override
  public void update(double rate, long step, double decayFactor) {
    double share = Curves.power((double) step, rule.beta2Decay());
    double mean = matrix ? factors(share) : elements(share);
    double size = (double) rows * columns;
    double parameter = 0;
    double change = 0;
    for (int r = 0; r < rows; r++) {
      double factor = factor(r, mean);
      for (int c = 0; c < columns; c++) {
        double theta = p[from + r * columns + c];
        double u = direction(r, c, factor);
        parameter = Math.fma(theta, theta, parameter);
        change = Math.fma(u, u, change);
      }
    }
    double length = Math.max(rule.eps2(), Math.sqrt(parameter / size));
    double bound = Math.max(1, Math.sqrt(change / size) / rule.d());
    double eta = length * Math.min(rate, 1 / Math.sqrt((double) step)) / bound;
    double kept = 1 - rate * (rule.weightDecay() * decayFactor);
    for (int r = 0; r < rows; r++) {
      double factor = factor(r, mean);
      for (int c = 0; c < columns; c++) {
        int i = from + r * columns + c;
        p[i] = (float) (kept * p[i] - eta * direction(r, c, factor));
      }
    }
  }

  /** Advances a vector's mean squares. */
  private double elements(double share) {
    for (int i = from; i < from + rows * columns; i++) {
      s[i] = towards(s[i], (double) g[i] * g[i], share);
    }
    return 1;
  }

  /** Advances the mean squares of rows and columns, and returns the mean of the rows'. */
  private double factors(double share) {
    Arrays.fill(sums, 0);
    double total = 0;
    for (int r = 0; r < rows; r++) {
      double sum = 0;
      for (int c = 0; c < columns; c++) {
        double square = (double) g[from + r * columns + c] * g[from + r * columns + c];
        sum += square;
        sums[c] += square;
      }
      s[from + r] = towards(s[from + r], sum / columns, share);
      total += s[from + r];
    }
    for (int c = 0; c < columns; c++) {
      s[from + rows + c] = towards(s[from + rows + c], sums[c] / rows, share);
    }
    return total / rows;
  }

  private static float towards(float mean, double value, double share) {
    return (float) (mean + share * (value - mean));
  }

  /** Returns what of V is the row's. */
  private double factor(int row, double mean) {
    return matrix ? s[from + row] / Math.max(mean, EPS) : 1;
  }

  /** Returns an element of u. */
  private double direction(int row, int column, double factor) {
    int before = from + (matrix ? rows : row * columns);
    double square = factor * s[before + column];
    return g[from + row * columns + column] / Math.sqrt(Math.max(square, LEAST));
  }
}
