package org.nn4j.optim;

import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.ParameterSpec;

/** {@link Muon}'s step of one weight matrix. */
@SuppressWarnings("cast") // casts that are needed here are redundant in the float64 twin
final class FloatMuon implements MatrixOptimizer.Bound {
  private static final double LEAST_NORM = 1e-7;
  private static final double A = 3.4445;
  private static final double B = -4.7750;
  private static final double C = 2.0315;

  private final Muon rule;
  private final Kernels kernels;
  private final boolean wide;
  private final double factor;
  private final int from;
  private final int size;
  private final float[] p;
  private final float[] g;
  private final float[] m;

  /** X, and after each Newton–Schulz step the other one of the two. */
  private FloatMatrix x;

  private FloatMatrix next;
  private final FloatMatrix gram;
  private final FloatMatrix square;

  /** What kernels add to products of the small matrices, and to those with X. */
  private final FloatMatrix zeros;

  private final FloatMatrix zerosOfX;

  /** Sums of columns, which come with a product and nobody needs. */
  private final FloatMatrix sums;

  FloatMuon(
      Muon rule,
      ParameterSpec spec,
      int from,
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      Kernels kernels) {
    this.rule = rule;
    this.kernels = kernels;
    int rows = spec.rows();
    int columns = spec.columns();
    this.wide = rows <= columns;
    this.factor = rule.adjusted(rows, columns);
    this.from = from;
    this.size = rows * columns;
    this.p = FloatRow.array(parameters);
    this.g = FloatRow.array(gradients);
    this.m = FloatRow.array(state.slot(0));
    int small = Math.min(rows, columns);
    this.x = zeros(rows, columns);
    this.next = zeros(rows, columns);
    this.gram = zeros(small, small);
    this.square = zeros(small, small);
    this.zeros = zeros(1, small);
    this.zerosOfX = zeros(1, columns);
    this.sums = zeros(1, columns);
  }

  private static FloatMatrix zeros(int rows, int columns) {
    return new FloatMatrix(new float[rows * columns], 0, rows, columns, columns);
  }

  @Override
  public void update(double rate, long step, double decayFactor) {
    collect();
    for (int i = 0; i < rule.nsSteps(); i++) {
      iterate();
    }
    float kept = (float) (1 - rate * (rule.weightDecay() * decayFactor));
    float eta = (float) (rate * factor);
    float[] direction = x.array();
    for (int i = 0; i < size; i++) {
      p[from + i] = kept * p[from + i] - eta * direction[i];
    }
  }

  /** Advances the momentum and makes X of it, with a norm of 1. */
  private void collect() {
    float mu = (float) rule.momentum();
    float rest = (float) (1 - rule.momentum());
    float[] u = x.array();
    for (int i = 0; i < size; i++) {
      float mean = mu * m[from + i] + rest * g[from + i];
      m[from + i] = mean;
      u[i] = rule.nesterov() ? mu * mean + rest * g[from + i] : mean;
    }
    double norm = Math.sqrt(FloatVectors.dot(u, u, size));
    FloatVectors.scaled(u, 1 / Math.max(norm, LEAST_NORM), u, size);
  }

  /** Takes a Newton–Schulz step. */
  private void iterate() {
    if (wide) {
      kernels.inputGradient(x, x, gram); // XXᵀ
    } else {
      kernels.weightGradient(x, x, gram, sums); // XᵀX
    }
    kernels.affine(gram, gram, zeros, square);
    float[] polynomial = square.array();
    combine(gram.array(), (float) B, polynomial, (float) C);
    if (wide) {
      kernels.affine(square, x, zerosOfX, next);
    } else {
      kernels.affine(x, square, zeros, next);
    }
    combine(x.array(), (float) A, next.array(), 1);
    FloatMatrix now = next;
    next = x;
    x = now;
  }

  /** Makes y a·x + c·y. */
  private static void combine(float[] x, float a, float[] y, float c) {
    for (int i = 0; i < y.length; i++) {
      y[i] = a * x[i] + c * y[i];
    }
  }
}
