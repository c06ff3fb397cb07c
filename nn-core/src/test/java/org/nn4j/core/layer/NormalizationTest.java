package org.nn4j.core.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** batch_norm and layer_norm against PyTorch's formulas, written down here in plain Java. */
class NormalizationTest {
  private static final double EPS = 1e-5;
  private static final int ROWS = 7;
  private static final int WIDTH = 4;

  private static double[][] transposed(double[][] rows) {
    double[][] columns = new double[rows[0].length][rows.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < columns.length; c++) {
        columns[c][r] = rows[r][c];
      }
    }
    return columns;
  }

  private static double mean(double[] x) {
    double sum = 0;
    for (double v : x) {
      sum += v;
    }
    return sum / x.length;
  }

  private static double squares(double[] x) {
    double mean = mean(x);
    double sum = 0;
    for (double v : x) {
      sum += (v - mean) * (v - mean);
    }
    return sum;
  }

  private static double[] normalized(double[] x) {
    double mean = mean(x);
    double deviation = Math.sqrt(squares(x) / x.length + EPS);
    double[] result = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      result[i] = (x[i] - mean) / deviation;
    }
    return result;
  }

  /** The gradient of Σ hᵢ·x̂ᵢ by x, by the textbook's chain rule over mean and variance. */
  private static double[] backThroughNormalization(double[] x, double[] h) {
    int n = x.length;
    double mean = mean(x);
    double variance = squares(x) / n + EPS;
    double byVariance = 0;
    double byMean = 0;
    for (int i = 0; i < n; i++) {
      byVariance += h[i] * (x[i] - mean) * -0.5 * Math.pow(variance, -1.5);
      byMean -= h[i] / Math.sqrt(variance);
    }
    double[] result = new double[n];
    for (int i = 0; i < n; i++) {
      result[i] = h[i] / Math.sqrt(variance) + byVariance * 2 * (x[i] - mean) / n + byMean / n;
    }
    return result;
  }

  private static void fill(Matrix row, double... values) {
    for (int c = 0; c < values.length; c++) {
      row.set(0, c, values[c]);
    }
  }

  private static double tolerance(Precision precision) {
    return precision == Precision.FLOAT64 ? 1e-12 : 2e-5;
  }

  private static void assertClose(String what, Matrix actual, double[][] expected) {
    double within = tolerance(actual.precision());
    for (int r = 0; r < expected.length; r++) {
      for (int c = 0; c < expected[r].length; c++) {
        assertThat(actual.get(r, c))
            .as("%s [%s,%s], seed %s", what, r, c, Bench.SEED)
            .isCloseTo(expected[r][c], offset(within * (1 + Math.abs(expected[r][c]))));
      }
    }
  }

  private static final double[] GAMMA = {1.5, -0.5, 2, 1};
  private static final double[] BETA = {0.1, 0.2, -0.3, 0};

  private static Bench bench(String expression, Precision precision) {
    Bench bench = new Bench(expression, precision, ROWS, WIDTH, true);
    fill(bench.value("weight"), GAMMA);
    fill(bench.value("bias"), BETA);
    return bench;
  }

  @ParameterizedTest
  @EnumSource
  void batchNormTrainsByTheBatch(Precision precision) {
    Bench bench = bench("batch_norm", precision);
    Matrix x = Bench.batch(precision, ROWS, WIDTH, "x");
    Matrix g = Bench.batch(precision, ROWS, WIDTH, "g");
    double[][] columns = transposed(x.toRows());
    double[][] upstream = transposed(g.toRows());
    double[][] output = new double[WIDTH][ROWS];
    double[][] inputGradient = new double[WIDTH][];
    double[] weightGradient = new double[WIDTH];
    double[] biasGradient = new double[WIDTH];
    double[] runningMean = new double[WIDTH];
    double[] runningVariance = new double[WIDTH];
    for (int c = 0; c < WIDTH; c++) {
      double[] xhat = normalized(columns[c]);
      double[] h = new double[ROWS];
      for (int r = 0; r < ROWS; r++) {
        output[c][r] = GAMMA[c] * xhat[r] + BETA[c];
        weightGradient[c] += upstream[c][r] * xhat[r];
        biasGradient[c] += upstream[c][r];
        h[r] = GAMMA[c] * upstream[c][r];
      }
      inputGradient[c] = backThroughNormalization(columns[c], h);
      runningMean[c] = 0.9 * 0 + 0.1 * mean(columns[c]);
      runningVariance[c] = 0.9 * 1 + 0.1 * squares(columns[c]) / (ROWS - 1);
    }
    assertClose("output", bench.layer.forward(x, true), transposed(output));
    assertClose("input gradient", bench.layer.backward(g), transposed(inputGradient));
    assertClose("weight gradient", bench.gradient("weight"), new double[][] {weightGradient});
    assertClose("bias gradient", bench.gradient("bias"), new double[][] {biasGradient});
    assertClose("running mean", bench.value("running_mean"), new double[][] {runningMean});
    assertClose("running variance", bench.value("running_var"), new double[][] {runningVariance});
  }

  @ParameterizedTest
  @EnumSource
  void batchNormPredictsByTheRunningEstimatesAndLeavesThem(Precision precision) {
    Bench bench = bench("batch_norm(eps=0.01)", precision);
    double[] mean = {0.5, -1, 0, 2};
    double[] variance = {4, 1, 0.25, 9};
    fill(bench.value("running_mean"), mean);
    fill(bench.value("running_var"), variance);
    Matrix x = Bench.batch(precision, 3, WIDTH, "x");
    Matrix g = Bench.batch(precision, 3, WIDTH, "g");
    double[][] output = new double[3][WIDTH];
    double[][] inputGradient = new double[3][WIDTH];
    for (int r = 0; r < 3; r++) {
      for (int c = 0; c < WIDTH; c++) {
        double scale = GAMMA[c] / Math.sqrt(variance[c] + 0.01);
        output[r][c] = (x.get(r, c) - mean[c]) * scale + BETA[c];
        inputGradient[r][c] = g.get(r, c) * scale;
      }
    }
    assertClose("output", bench.layer.forward(x, false), output);
    assertClose("input gradient", bench.layer.backward(g), inputGradient);
    assertThat(bench.value("running_mean").toRows()[0]).containsExactly(mean);
    assertThat(bench.value("running_var").toRows()[0]).containsExactly(variance);
  }

  @Test
  void batchNormMovesItsEstimatesByTheMomentum() {
    Bench bench = new Bench("batch_norm(momentum=0.25)", Precision.FLOAT64, 2, 1, false);
    Matrix x = Matrix.of(new double[] {1}, new double[] {5});
    bench.layer.forward(x, true);
    bench.layer.forward(x, true);
    // The batch's mean is 3, its variance 16/2/(2-1) = 8.
    assertThat(bench.value("running_mean").get(0, 0)).isEqualTo(3 * (1 - 0.75 * 0.75));
    assertThat(bench.value("running_var").get(0, 0)).isEqualTo(0.5625 + 8 * (1 - 0.5625));
  }

  @ParameterizedTest
  @EnumSource
  void aBatchOfOneRowDoesNotSpoilBatchNormsVariance(Precision precision) {
    Bench bench = bench("batch_norm", precision);
    Matrix x = Matrix.of(precision, new double[] {3, 4, -5, 6});
    assertClose("output", bench.layer.forward(x, true), new double[][] {BETA});
    Matrix g = Matrix.of(precision, new double[] {0.1, -0.7, 1.3, 1e-3});
    assertThat(bench.layer.backward(g).toRows()[0]).containsExactly(0, 0, 0, 0);
    assertThat(bench.value("running_var").toRows()[0]).containsExactly(1, 1, 1, 1);
    assertClose("mean", bench.value("running_mean"), new double[][] {{0.3, 0.4, -0.5, 0.6}});
  }

  @ParameterizedTest
  @EnumSource
  void layerNormNormalizesEveryRowAlikeInTrainingAndPrediction(Precision precision) {
    Bench bench = bench("layer_norm", precision);
    Matrix x = Bench.batch(precision, ROWS, WIDTH, "x");
    Matrix g = Bench.batch(precision, ROWS, WIDTH, "g");
    double[][] output = new double[ROWS][WIDTH];
    double[][] inputGradient = new double[ROWS][];
    double[] weightGradient = new double[WIDTH];
    double[] biasGradient = new double[WIDTH];
    for (int r = 0; r < ROWS; r++) {
      double[] row = x.toRows()[r];
      double[] xhat = normalized(row);
      double[] h = new double[WIDTH];
      for (int c = 0; c < WIDTH; c++) {
        output[r][c] = GAMMA[c] * xhat[c] + BETA[c];
        weightGradient[c] += g.get(r, c) * xhat[c];
        biasGradient[c] += g.get(r, c);
        h[c] = GAMMA[c] * g.get(r, c);
      }
      inputGradient[r] = backThroughNormalization(row, h);
    }
    assertClose("prediction", bench.layer.forward(x, false), output);
    assertClose("output", bench.layer.forward(x, true), output);
    assertClose("input gradient", bench.layer.backward(g), inputGradient);
    assertClose("weight gradient", bench.gradient("weight"), new double[][] {weightGradient});
    assertClose("bias gradient", bench.gradient("bias"), new double[][] {biasGradient});
  }
}
