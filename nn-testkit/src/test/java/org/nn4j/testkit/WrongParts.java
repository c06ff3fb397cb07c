package org.nn4j.testkit;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Initializer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Task;
import org.nn4j.api.TrainingClock;

/** Optimizers, schedules, initializers and metrics with one fault each. */
final class WrongParts {
  private WrongParts() {}

  /** Plain gradient descent, right in all. */
  interface Descent extends Optimizer {
    @Override
    default String name() {
      return "test.descent";
    }

    @Override
    default double lr() {
      return 0.1;
    }

    /** Returns what is subtracted from an element. */
    default double change(
        Matrix gradients, OptimizerState state, int i, int from, double rate, long step) {
      return rate * gradients.get(0, i);
    }

    @Override
    default void update(
        Matrix parameters,
        Matrix gradients,
        OptimizerState state,
        int from,
        int to,
        double rate,
        long step) {
      for (int i = from; i < to; i++) {
        double change = change(gradients, state, i, from, rate, step);
        parameters.set(0, i, parameters.get(0, i) - change);
      }
    }
  }

  public record PlainDescent() implements Descent {}

  public record Ascent() implements Descent {
    @Override
    public double change(
        Matrix gradients, OptimizerState state, int i, int from, double rate, long step) {
      return -rate * gradients.get(0, i);
    }
  }

  public record IgnoresTheRate() implements Descent {
    @Override
    public double change(
        Matrix gradients, OptimizerState state, int i, int from, double rate, long step) {
      return lr() * gradients.get(0, i);
    }
  }

  public record LooksAtNeighbours() implements Descent {
    @Override
    public double change(
        Matrix gradients, OptimizerState state, int i, int from, double rate, long step) {
      return rate * (gradients.get(0, i) + 0.01 * gradients.get(0, from));
    }
  }

  /** Keeps its momentum in itself. */
  public record HiddenMomentum(double[] velocity) implements Descent {
    public HiddenMomentum() {
      this(new double[2048]);
    }

    @Override
    public double change(
        Matrix gradients, OptimizerState state, int i, int from, double rate, long step) {
      velocity[i] = 0.9 * velocity[i] + gradients.get(0, i);
      return rate * velocity[i];
    }
  }

  /** Uses a slot that it does not declare. */
  public record UndeclaredSlot() implements Descent {
    @Override
    public double change(
        Matrix gradients, OptimizerState state, int i, int from, double rate, long step) {
      state.slot(0).set(0, i, gradients.get(0, i));
      return rate * gradients.get(0, i);
    }
  }

  public record UnusedSlot() implements Descent {
    @Override
    public int stateSlots() {
      return 1;
    }
  }

  /** A line that falls below 0 after the run. */
  public record FallingSchedule() implements LearningRateSchedule {
    @Override
    public String name() {
      return "test.falling";
    }

    @Override
    public double rate(double baseRate, TrainingClock clock, double[] state) {
      return baseRate * (1 - (double) clock.step() / clock.totalSteps());
    }
  }

  /** Counts its calls. */
  public record CountingSchedule() implements LearningRateSchedule {
    @Override
    public String name() {
      return "test.counting";
    }

    @Override
    public int stateSize() {
      return 1;
    }

    @Override
    public double rate(double baseRate, TrainingClock clock, double[] state) {
      state[0]++;
      return baseRate / state[0];
    }
  }

  public record ForgetsTheLast() implements Initializer {
    @Override
    public String name() {
      return "test.forgets";
    }

    @Override
    public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
      for (int r = 0; r < weights.rows(); r++) {
        for (int c = 0; c < weights.columns() - (r == 2 ? 1 : 0); c++) {
          weights.set(r, c, random.nextDouble());
        }
      }
    }
  }

  public record OwnRandom() implements Initializer {
    @Override
    public String name() {
      return "test.own_random";
    }

    @Override
    public void fill(Matrix weights, int fanIn, int fanOut, RandomGenerator random) {
      for (int r = 0; r < weights.rows(); r++) {
        for (int c = 0; c < weights.columns(); c++) {
          weights.set(r, c, Math.random());
        }
      }
    }
  }

  /** The mean absolute error, right in all if not told otherwise. */
  public record Error(boolean higherIsBetter, boolean weighted) implements Metric {
    public Error() {
      this(false, true);
    }

    @Override
    public String name() {
      return "test.error";
    }

    @Override
    public Task task() {
      return Task.REGRESSION;
    }

    @Override
    public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
      double sum = 0;
      double total = 0;
      for (int r = 0; r < output.rows(); r++) {
        double weight = weights == null || !weighted ? 1 : weights.get(r, 0);
        for (int c = 0; c < output.columns(); c++) {
          double error = Math.abs(output.get(r, c) - target.get(r, c));
          sum += weight * error / output.columns();
        }
        total += weight;
      }
      return sum / total;
    }
  }

  /** Changes its input to sort it. */
  public record SortingMetric() implements Metric {
    @Override
    public String name() {
      return "test.sorting";
    }

    @Override
    public Task task() {
      return Task.REGRESSION;
    }

    @Override
    public boolean higherIsBetter() {
      return true;
    }

    @Override
    public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
      double[] column = new double[output.rows()];
      for (int r = 0; r < column.length; r++) {
        column[r] = output.get(r, 0);
      }
      Arrays.sort(column);
      for (int r = 0; r < column.length; r++) {
        output.set(r, 0, column[r]);
      }
      return 1;
    }
  }

  /** Tells the wrong direction. */
  record Flipped(Metric metric) implements Metric {
    @Override
    public String name() {
      return "test.flipped";
    }

    @Override
    public Task task() {
      return metric.task();
    }

    @Override
    public boolean higherIsBetter() {
      return !metric.higherIsBetter();
    }

    @Override
    public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
      return metric.value(output, target, weights);
    }
  }
}
