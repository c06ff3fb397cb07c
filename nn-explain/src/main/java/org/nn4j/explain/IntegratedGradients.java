package org.nn4j.explain;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.Table;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.FeatureEncoder;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.explain.Attribution.Contribution;
import org.nn4j.explain.Attribution.Method;

/**
 * Integrated gradients, (uᵢ − ūᵢ)·∫₀¹ ∂F/∂uᵢ(ū + α(u − ū)) dα over the network's inputs u from
 * their means ū, added up for the inputs of a column. By the fundamental theorem they add up to
 * F(u) − F(ū) (completeness). The integral is a sum over midpoints, twice as many until it is
 * complete but for a thousandth of the way, or 1,024 are reached.
 *
 * <p>Computed in float64: in float32 the sum over steps would not be complete to that share where a
 * prediction is nearly certain.
 *
 * <p>Source: Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks", 2017.
 */
final class IntegratedGradients {
  private static final int FIRST_STEPS = 64;
  private static final int MOST_STEPS = 1024;
  private static final double COMPLETE = 1e-3;

  /** Step of the central difference through what outputs mean: a link, a scaling. */
  private static final double STEP = 1e-5;

  private final Model model;
  private final FeatureEncoder features;
  private final ExplainedOutput output;
  private final BoundNetwork bound;
  private final Network network;
  private final double[] baseline;

  private IntegratedGradients(
      Model model, FeatureEncoder features, Table table, int[] background, ExplainedOutput output) {
    this.model = model;
    this.features = features;
    this.output = output;
    this.network = model.network().withPrecision(Precision.FLOAT64);
    this.bound = network.bindForInputGradient(FIRST_STEPS);
    this.baseline = means(features.encode(table, background, Precision.FLOAT64));
  }

  /**
   * Explains a row.
   *
   * @param background the rows whose inputs' means are the baseline
   * @param output a single output
   */
  static Attribution of(
      Model model,
      FeatureEncoder features,
      Table table,
      int row,
      int[] background,
      ExplainedOutput output) {
    return new IntegratedGradients(model, features, table, background, output)
        .attribution(table, row);
  }

  private static double[] means(Matrix inputs) {
    double[] means = new double[inputs.columns()];
    for (int c = 0; c < means.length; c++) {
      double sum = 0;
      for (int r = 0; r < inputs.rows(); r++) {
        sum += inputs.get(r, c);
      }
      means[c] = sum / inputs.rows();
    }
    return means;
  }

  private Attribution attribution(Table table, int row) {
    Matrix input = features.encode(table, new int[] {row}, Precision.FLOAT64);
    double base = value(Matrix.of(baseline));
    double prediction = value(input);
    double[] amounts = amounts(input, FIRST_STEPS);
    for (int steps = 2 * FIRST_STEPS;
        steps <= MOST_STEPS && !complete(amounts, prediction - base);
        steps *= 2) {
      amounts = amounts(input, steps);
    }
    Map<String, Double> byColumn = new LinkedHashMap<>(); // of which several steps may be
    int from = 0;
    for (FeatureStep step : features.steps()) {
      double amount = 0;
      for (int i = from; i < from + step.width(); i++) {
        amount += amounts[i];
      }
      from += step.width();
      byColumn.merge(step.column(), amount, Double::sum);
    }
    List<Contribution> contributions = new ArrayList<>();
    byColumn.forEach(
        (name, amount) -> {
          Column column = table.column(name);
          String value = column.missing(row) ? Grid.MISSING : column.text(row);
          contributions.add(new Contribution(column.name(), value, amount, 0));
        });
    return new Attribution(
        row, Method.INTEGRATED_GRADIENTS, output, base, prediction, contributions);
  }

  private static boolean complete(double[] amounts, double way) {
    double sum = 0;
    for (double amount : amounts) {
      sum += amount;
    }
    return Math.abs(way - sum) <= COMPLETE * Math.abs(way);
  }

  private double value(Matrix input) {
    return output.value(model.interpret(network.predict(input)), 0, 0);
  }

  /**
   * Returns the contributions of the inputs by a sum over steps, a multiple of the first number.
   */
  private double[] amounts(Matrix input, int steps) {
    int width = baseline.length;
    double[] sums = new double[width];
    Matrix path = Matrix.zeros(Precision.FLOAT64, FIRST_STEPS, width);
    for (int from = 0; from < steps; from += FIRST_STEPS) {
      for (int s = 0; s < FIRST_STEPS; s++) {
        double alpha = (from + s + 0.5) / steps;
        for (int i = 0; i < width; i++) {
          path.set(s, i, baseline[i] + alpha * (input.get(0, i) - baseline[i]));
        }
      }
      Matrix gradient = gradient(path);
      for (int s = 0; s < FIRST_STEPS; s++) {
        for (int i = 0; i < width; i++) {
          sums[i] += gradient.get(s, i);
        }
      }
    }
    for (int i = 0; i < width; i++) {
      sums[i] *= (input.get(0, i) - baseline[i]) / steps;
    }
    return sums;
  }

  /** Returns ∂F/∂u: through the network by back-propagation, through the meaning by differences. */
  private Matrix gradient(Matrix inputs) {
    Matrix outputs = bound.forward(inputs, false);
    Matrix higher = Matrix.zeros(Precision.FLOAT64, outputs.rows(), outputs.columns());
    Matrix lower = Matrix.zeros(Precision.FLOAT64, outputs.rows(), outputs.columns());
    Matrix delta = Matrix.zeros(Precision.FLOAT64, outputs.rows(), outputs.columns());
    for (int k = 0; k < outputs.columns(); k++) {
      Prediction above = shifted(outputs, higher, k, STEP);
      Prediction below = shifted(outputs, lower, k, -STEP);
      for (int r = 0; r < outputs.rows(); r++) {
        double width = 2 * STEP * size(outputs.get(r, k));
        delta.set(r, k, (output.value(above, r, 0) - output.value(below, r, 0)) / width);
      }
    }
    Matrix gradient = bound.backward(delta);
    if (gradient == null) {
      throw new IllegalStateException(
          "integrated gradients: a layer returns no gradient of its input though it was asked for"
              + " one; Shapley values need none");
    }
    return gradient;
  }

  /**
   * Returns what outputs mean, one of which is moved.
   *
   * @param moved overwritten; the prediction may share it
   */
  private Prediction shifted(Matrix outputs, Matrix moved, int k, double step) {
    moved.copyFrom(outputs);
    for (int r = 0; r < outputs.rows(); r++) {
      double value = outputs.get(r, k);
      moved.set(r, k, value + step * size(value));
    }
    return model.interpret(moved);
  }

  private static double size(double value) {
    return Math.max(1, Math.abs(value));
  }
}
