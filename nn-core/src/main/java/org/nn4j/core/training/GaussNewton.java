package org.nn4j.core.training;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.MisfitException;
import org.nn4j.core.MisfitException.Choice;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.training.objective.DoubleRanges;
import org.nn4j.core.training.objective.Objective;

/**
 * The Gauss–Newton matrix of a squared error plus penalties, Σ c·(ŷ − y)²/2 + l2/2·Σw²:
 *
 * <pre>
 * H = Σ c·j·jᵀ + diag(l2),   j = ∂ŷ/∂θ of each output of each row
 * </pre>
 *
 * <p>in float64, row by row in order; the derivatives are those of backward passes of one row in
 * the network's precision. Penalties by l1 have no curvature.
 */
final class GaussNewton {
  /** The most parameters: their matrix has 200 MB then, and a step takes minutes. */
  private static final int MOST_PARAMETERS = 5000;

  private final Network network;
  private final Loss loss;
  private final Kernels kernels;
  private final BoundNetwork bound;
  private final Matrix gradient;
  private final Matrix outputGradient;
  private final Matrix outputs;
  private final Matrix curvatures;
  private final double[] row;
  private final double[] penalties;
  private final DoubleMatrix matrix;

  /**
   * Allocates.
   *
   * @param optimizer its name, for messages
   * @param rows the number of rows
   * @throws MisfitException if the matrix is not defined for the network and the loss, or too large
   */
  GaussNewton(String optimizer, Objective objective, int rows) {
    this.network = objective.network();
    this.loss = objective.loss();
    this.kernels = network.kernels();
    ParameterStore store = network.parameters();
    int size = store.trainable().size();
    if (size > MOST_PARAMETERS) {
      throw new MisfitException(
          optimizer
              + (" solves for all parameters together, at most " + MOST_PARAMETERS + ", but there")
              + (" are " + size + "; take a smaller network, or lbfgs"),
          Choice.OPTIMIZER);
    }
    if (store.statistics().size() > 0 || !objective.bound().randomStreams().isEmpty()) {
      throw new MisfitException(
          optimizer
              + " needs outputs that depend on their own row alone, but batch normalization or"
              + " dropout is among the layers; take them out, or take lbfgs",
          Choice.OPTIMIZER);
    }
    Precision precision = network.precision();
    this.gradient = Matrix.zeros(precision, 1, size);
    this.bound = network.bindForTraining(1, gradient, kernels);
    this.outputGradient = Matrix.zeros(precision, 1, network.outputWidth());
    this.outputs = Matrix.zeros(precision, rows, network.outputWidth());
    this.curvatures = Matrix.zeros(precision, rows, network.outputWidth());
    this.row = new double[size];
    this.penalties = new double[size];
    for (ParameterSpec spec : store.specs()) {
      if (spec.trainable()) {
        int from = store.offset(spec.name());
        Arrays.fill(penalties, from, from + spec.rows() * spec.columns(), spec.regularizer().l2());
      }
    }
    requireSquares(optimizer);
    this.matrix = new DoubleMatrix(new double[size * size], 0, size, size, size);
  }

  /** Requires a loss whose gradient is proportional to ŷ − y. */
  private void requireSquares(String optimizer) {
    boolean squares =
        loss.targetKind() == TargetKind.REAL
            && loss.appliedLink() == OutputLink.NONE
            && loss.quantiles().isEmpty()
            && !(loss instanceof DensityLoss);
    if (squares) {
      Matrix difference = Matrix.zeros(Precision.FLOAT64, 4, 1);
      Matrix target = Matrix.zeros(Precision.FLOAT64, 4, 1);
      Matrix slope = Matrix.zeros(Precision.FLOAT64, 4, 1);
      double[] points = {1, -1, 1e-6, 1e6};
      for (int i = 0; i < points.length; i++) {
        difference.set(i, 0, points[i]);
      }
      loss.gradient(difference, target, null, slope, kernels);
      for (int i = 0; i < points.length; i++) {
        double expected = slope.get(0, 0) * points[i];
        squares &= Math.abs(slope.get(i, 0) - expected) <= 1e-9 * Math.abs(expected);
      }
    }
    if (!squares) {
      throw new MisfitException(
          optimizer
              + " minimizes squares of errors, but the loss is "
              + loss.shortExpression()
              + "; take mse, or lbfgs, which takes any loss");
    }
  }

  /**
   * Computes the matrix at the network's parameters.
   *
   * @param x N×n features
   * @param y N×K targets
   * @param weights N×1 or null
   * @return P×P, all of it set; the caller may change it until the next call
   */
  DoubleMatrix compute(Matrix x, Matrix y, @Nullable Matrix weights) {
    int size = row.length;
    double[] h = matrix.array();
    Arrays.fill(h, 0);
    for (int n = 0; n < x.rows(); n++) {
      for (int k = 0; k < outputs.columns(); k++) {
        outputs.set(n, k, y.get(n, k) + 1);
      }
    }
    loss.gradient(outputs, y, weights, curvatures, kernels);
    Matrix input = bound.input(1);
    for (int n = 0; n < x.rows(); n++) {
      for (int c = 0; c < x.columns(); c++) {
        input.set(0, c, x.get(n, c));
      }
      for (int k = 0; k < outputs.columns(); k++) {
        bound.forward(input, true);
        outputGradient.fill(0);
        outputGradient.set(0, k, 1);
        bound.backward(outputGradient);
        add(h, curvatures.get(n, k));
      }
    }
    for (int i = 0; i < size; i++) {
      h[i * size + i] += penalties[i];
      for (int j = 0; j < i; j++) {
        h[j * size + i] = h[i * size + j];
      }
    }
    return matrix;
  }

  /** Adds c·j·jᵀ to the lower half. */
  private void add(double[] h, double curvature) {
    int size = row.length;
    for (int i = 0; i < size; i++) {
      row[i] = gradient.get(0, i);
    }
    for (int i = 0; i < size; i++) {
      if (row[i] != 0) {
        DoubleRanges.addScaled(row, 0, curvature * row[i], h, i * size, i + 1);
      }
    }
  }
}
