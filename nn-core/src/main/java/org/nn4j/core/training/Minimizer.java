package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.AveragingOptimizer;
import org.nn4j.api.Checks;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.MisfitException;
import org.nn4j.core.MisfitException.Choice;
import org.nn4j.core.initializer.Zeros;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.registry.KernelsSelector;

/**
 * Gradient descent on any differentiable function, with any optimizer and schedule, in float64.
 *
 * <p>A step counts as an epoch for the schedule. A value that is not finite ends the descent, since
 * later points mean nothing. Immutable and thread-safe.
 *
 * @param optimizer the update rule
 * @param schedule the rate over the steps
 * @param maxSteps greatest number of steps, at least 1
 * @param tolerance stop after a step by which f changes by less than this; 0 never stops early
 */
public record Minimizer(
    Optimizer optimizer, LearningRateSchedule schedule, int maxSteps, double tolerance) {

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Minimizer {
    Checks.atLeast("max_steps", maxSteps, 1);
    Checks.nonNegative("tolerance", tolerance);
  }

  /**
   * A point on the way; of an {@link AveragingOptimizer} the average.
   *
   * @param step number of steps taken, 0 at the start
   * @param x the point
   * @param value f there
   */
  public record Point(int step, List<Double> x, double value) {}

  /**
   * The way from the start to the end.
   *
   * @param points every point, the start included
   * @param converged whether the tolerance stopped it, or the optimizer has converged
   */
  public record Path(List<Point> points, boolean converged) {
    /** Returns the last point. */
    public Point end() {
      return points.get(points.size() - 1);
    }
  }

  /**
   * Minimizes a function.
   *
   * @param start where to start; not changed
   * @throws IllegalArgumentException if the start's length is not the function's dimension
   * @throws MisfitException if the optimizer is for sums of squares, whose terms it has to know, or
   *     the schedule has no factor for a step
   */
  public Path minimize(DifferentiableFunction f, double... start) {
    if (start.length != f.dimension()) {
      throw new IllegalArgumentException(
          "minimize: the start has " + start.length + " numbers, the function " + f.dimension());
    }
    double[] x = start.clone();
    double[] gradient = new double[x.length];
    DoubleMatrix gradients = new DoubleMatrix(gradient, 0, 1, x.length, x.length);
    Updater updater = updater(f, x, gradients);
    boolean averages = optimizer instanceof AveragingOptimizer;
    double[] reached = averages ? x.clone() : x;
    Clock clock = new Clock(1, maxSteps);
    List<Point> points = new ArrayList<>();
    points.add(point(0, x, f.value(x)));
    while (clock.step() < maxSteps && Double.isFinite(points.get(points.size() - 1).value())) {
      f.gradient(x, gradient);
      updater.update(clock);
      clock.finishStep();
      clock.finishEpoch();
      if (averages) {
        updater.copyAverage(new DoubleMatrix(reached, 0, 1, x.length, x.length));
      }
      double before = points.get(points.size() - 1).value();
      double after = f.value(reached);
      points.add(point((int) clock.step(), reached, after));
      updater.observe(after);
      if (updater.converged() || (tolerance > 0 && Math.abs(before - after) < tolerance)) {
        return new Path(List.copyOf(points), true);
      }
    }
    return new Path(List.copyOf(points), false);
  }

  private Updater updater(DifferentiableFunction f, double[] x, DoubleMatrix gradients) {
    DoubleMatrix parameters = new DoubleMatrix(x, 0, 1, x.length, x.length);
    Updater updater =
        new Updater(
            optimizer,
            schedule,
            LearningRateSchedule.CONSTANT,
            parameters,
            gradients,
            x.length == 0
                ? List.of()
                : List.of(ParameterSpec.trainable("x", 1, x.length, new Zeros())),
            KernelsSelector::standard,
            new WorkerPool(1));
    if (optimizer instanceof FullBatchOptimizer) {
      updater.minimizes(new Objective(optimizer.name(), f, parameters, gradients));
    }
    return updater;
  }

  /** The function, for optimizers that evaluate it themselves. */
  private record Objective(
      String optimizer, DifferentiableFunction f, DoubleMatrix parameters, DoubleMatrix gradients)
      implements FullBatchOptimizer.Objective {
    @Override
    public double loss() {
      return f.value(parameters.array());
    }

    @Override
    public double evaluate() {
      f.gradient(parameters.array(), gradients.array());
      return loss();
    }

    @Override
    public Matrix gaussNewton() {
      throw new MisfitException(
          optimizer
              + " minimizes sums of squares, whose terms it has to know, but a function is one"
              + " number; take one that needs the gradient alone, such as lbfgs",
          Choice.OPTIMIZER);
    }
  }

  private static Point point(int step, double[] x, double value) {
    List<Double> copy = new ArrayList<>();
    for (double v : x) {
      copy.add(v);
    }
    return new Point(step, List.copyOf(copy), value);
  }
}
