package org.nn4j.optim;

import java.util.Arrays;
import org.nn4j.api.Matrix;
import tools.jackson.databind.JsonNode;

/** The network of the optimizers' golden runs: tanh, tanh, identity, mean squared error. */
final class TanhNetwork {
  private final int[] sizes;
  private final double[][] x;
  private final double[][] y;

  TanhNetwork(JsonNode golden) {
    sizes = Arrays.stream(Golden.numbers(golden.get("sizes"))).mapToInt(n -> (int) n).toArray();
    x = rows(golden.get("x"));
    y = rows(golden.get("y"));
  }

  /** Returns weights and biases, layer by layer, as one row. */
  static double[] flatten(JsonNode holder) {
    int layers = holder.get("weights").size();
    double[] flat = {};
    for (int l = 0; l < layers; l++) {
      flat = join(flat, Golden.numbers(holder.get("weights").get(l)));
      flat = join(flat, Golden.numbers(holder.get("biases").get(l)));
    }
    return flat;
  }

  /** Computes the loss over all samples and overwrites the gradient with its own. */
  double gradient(Matrix parameters, Matrix gradient) {
    int layers = sizes.length - 1;
    double[] sum = new double[parameters.columns()];
    double loss = 0;
    int elements = y.length * sizes[layers];
    for (int sample = 0; sample < x.length; sample++) {
      double[][] a = forward(parameters, x[sample]);
      double[] delta = new double[sizes[layers]];
      for (int j = 0; j < delta.length; j++) {
        double error = a[layers][j] - y[sample][j];
        loss += error * error / elements;
        delta[j] = 2 * error / elements;
      }
      backward(parameters, a, delta, sum);
    }
    for (int i = 0; i < sum.length; i++) {
      gradient.set(0, i, sum[i]);
    }
    return loss;
  }

  private double[][] forward(Matrix parameters, double[] input) {
    double[][] a = new double[sizes.length][];
    a[0] = input;
    int at = 0;
    for (int l = 1; l < sizes.length; l++) {
      a[l] = new double[sizes[l]];
      int biases = at + sizes[l - 1] * sizes[l];
      for (int j = 0; j < sizes[l]; j++) {
        double z = parameters.get(0, biases + j);
        for (int i = 0; i < sizes[l - 1]; i++) {
          z += a[l - 1][i] * parameters.get(0, at + i * sizes[l] + j);
        }
        a[l][j] = l < sizes.length - 1 ? Math.tanh(z) : z;
      }
      at = biases + sizes[l];
    }
    return a;
  }

  private void backward(Matrix parameters, double[][] a, double[] last, double[] sum) {
    double[] delta = last;
    int end = sum.length;
    for (int l = sizes.length - 1; l > 0; l--) {
      int biases = end - sizes[l];
      int at = biases - sizes[l - 1] * sizes[l];
      double[] before = new double[sizes[l - 1]];
      for (int j = 0; j < sizes[l]; j++) {
        sum[biases + j] += delta[j];
        for (int i = 0; i < sizes[l - 1]; i++) {
          int weight = at + i * sizes[l] + j;
          sum[weight] += a[l - 1][i] * delta[j];
          before[i] += delta[j] * parameters.get(0, weight);
        }
      }
      for (int i = 0; i < before.length; i++) {
        before[i] *= 1 - a[l - 1][i] * a[l - 1][i];
      }
      delta = before;
      end = at;
    }
  }

  private static double[][] rows(JsonNode node) {
    return node.valueStream().map(Golden::numbers).toArray(double[][]::new);
  }

  private static double[] join(double[] a, double[] b) {
    double[] joined = Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, joined, a.length, b.length);
    return joined;
  }
}
