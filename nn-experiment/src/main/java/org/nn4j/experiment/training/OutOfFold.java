package org.nn4j.experiment.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.math.NnMath;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.metric.Temperature;
import org.nn4j.core.network.Network;

/**
 * What the members of an ensemble say about rows that they did not learn: their outputs before the
 * function that makes probabilities of them, beside the targets. Several kinds of networks are
 * weighed by it, and their logits calibrated.
 */
final class OutOfFold {
  private static final int PIECE = 1024;

  /** Rounds of the greedy choice: more only divide the weights more finely. */
  private static final int ROUNDS = 20;

  /** What a temperature must gain, as a share of the loss, to be worth leaving 1 for. */
  private static final double LEAST_GAIN = 1e-4;

  private final OutputLink link;
  private final int kinds;
  private final double[][] targets;
  private final double[][][] sums;
  private final int[][] counts;

  /**
   * Creates an empty record.
   *
   * @param link the function that makes probabilities, or none for numbers
   * @param kinds how many kinds of networks there are
   * @param rows the number of training rows
   */
  OutOfFold(OutputLink link, int kinds, int rows) {
    this.link = link;
    this.kinds = kinds;
    this.targets = new double[rows][];
    this.sums = new double[kinds][rows][];
    this.counts = new int[kinds][rows];
  }

  /**
   * Adds the outputs of a member, in the order in which members are numbered.
   *
   * @param network ends before the function that makes probabilities
   * @param places the rows that it did not learn
   * @param samples these rows
   */
  void add(int kind, Network network, int[] places, Dataset samples) {
    int[] order = IntStream.range(0, places.length).toArray();
    for (int from = 0; from < places.length; from += PIECE) {
      int to = Math.min(places.length, from + PIECE);
      Matrix x = Matrix.zeros(network.precision(), to - from, samples.featureWidth());
      samples.features(order, from, to, x);
      Matrix y = Matrix.zeros(network.precision(), to - from, samples.targetWidth());
      samples.targets(order, from, to, y);
      Matrix z = network.predict(x);
      for (int i = from; i < to; i++) {
        int row = places[i];
        targets[row] = row(y, i - from);
        double[] outputs = row(z, i - from);
        double[] sum = sums[kind][row];
        if (sum == null) {
          sums[kind][row] = outputs;
        } else {
          Arrays.setAll(sum, c -> sum[c] + outputs[c]);
        }
        counts[kind][row]++;
      }
    }
  }

  private static double[] row(Matrix matrix, int row) {
    return IntStream.range(0, matrix.columns()).mapToDouble(c -> matrix.get(row, c)).toArray();
  }

  /** Returns the places of the rows that a member of every kind did not learn. */
  int[] rows() {
    return IntStream.range(0, targets.length)
        .filter(row -> IntStream.range(0, kinds).allMatch(kind -> counts[kind][row] > 0))
        .toArray();
  }

  /** Returns the mean outputs of a kind's members for some rows. */
  private double[][] outputs(int kind, int[] rows) {
    return Arrays.stream(rows)
        .mapToObj(
            row -> Arrays.stream(sums[kind][row]).map(sum -> sum / counts[kind][row]).toArray())
        .toArray(double[][]::new);
  }

  /**
   * Chooses how much each kind counts, by adding the one that helps the sum most again and again.
   * Source: Caruana et al., "Ensemble selection from libraries of models", 2004.
   *
   * @return a factor for the outputs of each kind: its weight, the weights' sum being 1, divided by
   *     its temperature
   */
  double[] factors() {
    int[] rows = rows();
    double[][] wanted = Arrays.stream(rows).mapToObj(row -> targets[row]).toArray(double[][]::new);
    double[] temperatures = new double[kinds];
    List<double[][]> outputs = new ArrayList<>();
    for (int kind = 0; kind < kinds; kind++) {
      double[][] own = outputs(kind, rows);
      temperatures[kind] = temperature(own, wanted);
      outputs.add(scaled(own, 1 / temperatures[kind]));
    }
    int[] chosen = new int[kinds];
    double[][] sum = scaled(outputs.get(0), 0);
    for (int round = 1; round <= (kinds == 1 ? 1 : ROUNDS); round++) {
      int best = 0;
      double least = Double.POSITIVE_INFINITY;
      double[][] bestSum = outputs.get(0);
      for (int kind = 0; kind < kinds; kind++) {
        double[][] tried = added(sum, outputs.get(kind));
        double loss = loss(scaled(tried, 1.0 / round), wanted);
        if (loss < least) {
          least = loss;
          best = kind;
          bestSum = tried;
        }
      }
      chosen[best]++;
      sum = bestSum;
    }
    int rounds = Arrays.stream(chosen).sum();
    double whole = temperature(scaled(sum, 1.0 / rounds), wanted);
    return IntStream.range(0, kinds)
        .mapToDouble(kind -> chosen[kind] / (rounds * temperatures[kind] * whole))
        .toArray();
  }

  /** Numbers, least and greatest. */
  record Range(double least, double greatest) {}

  /**
   * Returns the range of the targets, for one output of numbers, if predictions are better when
   * they are kept within it, else null.
   *
   * @param factors what {@link #factors} returned
   */
  @Nullable Range range(double[] factors) {
    int[] rows = rows();
    if (link != OutputLink.NONE || rows.length == 0 || targets[rows[0]].length != 1) {
      return null;
    }
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double[] target : targets) {
      least = target == null ? least : Math.min(least, target[0]);
      greatest = target == null ? greatest : Math.max(greatest, target[0]);
    }
    double free = 0;
    double kept = 0;
    for (int row : rows) {
      double output = 0;
      for (int kind = 0; kind < kinds; kind++) {
        output += factors[kind] * sums[kind][row][0] / counts[kind][row];
      }
      double error = output - targets[row][0];
      double keptError = Math.max(least, Math.min(greatest, output)) - targets[row][0];
      free += error * error;
      kept += keptError * keptError;
    }
    return kept < free && least < greatest ? new Range(least, greatest) : null;
  }

  private static double[][] scaled(double[][] outputs, double factor) {
    return Arrays.stream(outputs)
        .map(row -> Arrays.stream(row).map(z -> z * factor).toArray())
        .toArray(double[][]::new);
  }

  private static double[][] added(double[][] a, double[][] b) {
    return IntStream.range(0, a.length)
        .mapToObj(
            row ->
                IntStream.range(0, a[row].length).mapToDouble(c -> a[row][c] + b[row][c]).toArray())
        .toArray(double[][]::new);
  }

  /** Returns the temperature of least loss, or 1 if it gains nothing. */
  private double temperature(double[][] outputs, double[][] wanted) {
    boolean probabilities = link == OutputLink.SOFTMAX || link == OutputLink.LOGISTIC;
    if (!probabilities || outputs.length == 0) {
      return 1;
    }
    double best = Temperature.least(temperature -> loss(scaled(outputs, 1 / temperature), wanted));
    return loss(scaled(outputs, 1 / best), wanted) < loss(outputs, wanted) * (1 - LEAST_GAIN)
        ? best
        : 1;
  }

  private double loss(double[][] outputs, double[][] wanted) {
    double sum = 0;
    for (int row = 0; row < outputs.length; row++) {
      double[] z = outputs[row];
      double[] y = wanted[row];
      // As with Platt (1999), a target gives way a little, the less the more rows there are:
      // probabilities of 0 and 1 cannot be known from a few that are all right. It is as if there
      // were one row more, of every class alike.
      double given = outputs.length / (outputs.length + 1.0);
      sum +=
          switch (link) {
            case SOFTMAX -> softmaxLoss(z, y, given);
            case LOGISTIC -> logisticLoss(z, y, given);
            default -> squaredError(z, y);
          };
    }
    return outputs.length == 0 ? 0 : sum / outputs.length;
  }

  /** Computes log Σₖ e^zₖ − Σₖ yₖ·zₖ, where the share 1 − given of y is spread over all classes. */
  private static double softmaxLoss(double[] z, double[] y, double given) {
    double most = Double.NEGATIVE_INFINITY;
    double all = 0;
    double own = 0;
    for (int k = 0; k < z.length; k++) {
      most = Math.max(most, z[k]);
      all += z[k];
      own += y.length == 1 ? (k == (int) y[0] ? z[k] : 0) : y[k] * z[k];
    }
    double sum = 0;
    for (double each : z) {
      sum += StrictMath.exp(each - most);
    }
    return StrictMath.log(sum) + most - given * own - (1 - given) * all / z.length;
  }

  private static double logisticLoss(double[] z, double[] y, double given) {
    double sum = 0;
    for (int k = 0; k < z.length; k++) {
      double soft = given * y[k] + (1 - given) / 2;
      sum += soft * NnMath.softplus(-z[k]) + (1 - soft) * NnMath.softplus(z[k]);
    }
    return sum;
  }

  private static double squaredError(double[] z, double[] y) {
    double sum = 0;
    for (int k = 0; k < y.length; k++) {
      sum += (z[k] - y[k]) * (z[k] - y[k]);
    }
    return sum;
  }
}
