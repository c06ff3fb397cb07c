package org.nn4j.core.gradcheck;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.DifferentiableFunction;

/**
 * Compares a gradient with central differences, in float64.
 *
 * <p>The relative error of a derivative is |a − n| / max(|a|, |n|, 1e-4): below 1e-4 the rounding
 * of the loss, not the derivative, would be measured. Where the error is above the tolerance,
 * smaller and larger steps are tried and the least error counts: near a kink (relu) a large step
 * crosses it, for a wrong derivative no step helps. On a kink, where the one-sided differences
 * disagree by more than rounding, a derivative between them passes and is counted if those a little
 * to the left and right of the kink are right too.
 *
 * <p>The difference has an error of its own. With f(x±h) = f ± h·f' + h²·f''/2 ± h³·f'''/6 + … and
 * values that are rounded by a relative ε, D(h) = (f(x+h) − f(x−h))/(2h) is off by at most
 *
 * <pre>ε·|f|/h + h²·|f'''|/6</pre>
 *
 * <p>which is least at h = (3·ε·|f|/|f'''|)^(1/3): 1e-5 where the loss and its derivatives are
 * around 1. For a loss of 1e10, say of targets in the hundred thousands, rounding at that step is
 * 0.2. The remedy is larger steps, up to 1000 times as large, with (4·D(h) − D(2h))/3, whose error
 * is 3/2·ε·|f|/h + h⁴·|f⁽⁵⁾|/30. They bring rounding down by 1000, so that most derivatives are
 * still held to the tolerance. One that is so small beside the loss that no step resolves it, yet
 * agrees with the best step within that step's error (with ε = 2⁻⁵⁰), is shown neither right nor
 * wrong: it is counted as unresolved. The check passes if no derivative is wrong and at least one
 * was resolved.
 *
 * @param step h of the differences, times |x| for a variable x beyond ±1; 1e-5 balances truncation
 *     and rounding in float64
 * @param tolerance greatest relative error that passes; 1e-6 by default
 * @param perGroup at most so many variables of a group are checked, drawn at random; 0 for all
 * @param seed seed of that draw
 */
public record GradientCheck(double step, double tolerance, int perGroup, long seed) {
  private static final double FLOOR = 1e-4;
  private static final double[] OTHER_STEPS = {0.1, 10, 0.01, 0.001};

  /** Steps for losses whose rounding is large, with the difference of the fourth order. */
  private static final double[] WIDE_STEPS = {10, 100, 1000};

  /** Least relative jump of the one-sided differences that makes a kink. */
  private static final double KINK = 1e-3;

  /** How many steps from a kink the derivatives on both sides of it are looked at. */
  private static final double BESIDE = 20;

  /** Creates a check of all variables with the default step and tolerance. */
  public GradientCheck() {
    this(1e-5, 1e-6, 0, 0);
  }

  /**
   * Checks the numbers.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public GradientCheck {
    Checks.positive("step", step);
    Checks.positive("tolerance", tolerance);
    Checks.atLeast("per_group", perGroup, 0);
  }

  /**
   * Checks a network's gradients on a batch. The network is copied to float64 and not changed;
   * dropout draws the same mask in every evaluation.
   *
   * @param x features, N×n
   * @param y targets as the loss expects them
   * @param weights N×1 sample weights, or null
   */
  public GradientReport check(
      Network network, Loss loss, Matrix x, Matrix y, @Nullable Matrix weights) {
    Network copy = network.withPrecision(Precision.FLOAT64);
    NetworkFunction f = new NetworkFunction(copy, loss, x, y, weights);
    return check(f, f.parameters());
  }

  /**
   * Checks a network's gradients on a data set, all of it in one batch, its weights divided by
   * their mean as in training; see {@link #check(Network, Loss, Matrix, Matrix, Matrix)}.
   *
   * @param data some dozens of samples; the time grows with their number and the parameters'
   */
  public GradientReport check(Network network, Loss loss, Dataset data) {
    int n = data.size();
    int[] order = IntStream.range(0, n).toArray();
    Matrix x = Matrix.zeros(Precision.FLOAT64, n, data.featureWidth());
    Matrix y = Matrix.zeros(Precision.FLOAT64, n, data.targetWidth());
    Matrix weights = data.weighted() ? Matrix.zeros(Precision.FLOAT64, n, 1) : null;
    data.features(order, 0, n, x);
    data.targets(order, 0, n, y);
    if (weights != null) {
      data.weights(order, 0, n, weights);
      double mean = data.meanWeight();
      for (int i = 0; i < n; i++) {
        weights.set(i, 0, weights.get(i, 0) / mean);
      }
    }
    return check(network, loss, x, y, weights);
  }

  /**
   * Measures the errors of all differences over a range of steps for the variables that {@link
   * #check(Network, Loss, Matrix, Matrix, Matrix)} checks.
   *
   * @param x features, N×n
   * @param y targets as the loss expects them
   * @param weights N×1 sample weights, or null
   */
  public List<StepSweep.Row> sweep(
      Network network, Loss loss, Matrix x, Matrix y, @Nullable Matrix weights) {
    Network copy = network.withPrecision(Precision.FLOAT64);
    NetworkFunction f = new NetworkFunction(copy, loss, x, y, weights);
    int[] chosen = choose(f).stream().mapToInt(Integer::intValue).toArray();
    Coordinates some = new Coordinates(f, f.parameters(), chosen);
    return StepSweep.run(some, some.start());
  }

  /**
   * Checks a function's gradient at a point.
   *
   * @param x the point; restored before returning
   * @throws IllegalArgumentException if its length is not the function's dimension
   */
  public GradientReport check(DifferentiableFunction f, double[] x) {
    if (x.length != f.dimension()) {
      throw new IllegalArgumentException(
          "gradient check: the point has " + x.length + " numbers, the function " + f.dimension());
    }
    double[] analytic = new double[x.length];
    f.gradient(x, analytic);
    double size = Math.abs(f.value(x));
    Map<String, GradientReport.Deviation> worst = new LinkedHashMap<>();
    Map<String, GradientReport.Deviation> excused = new LinkedHashMap<>();
    int kinks = 0;
    int unresolved = 0;
    List<Integer> chosen = choose(f);
    for (int i : chosen) {
      GradientReport.Deviation deviation = deviation(f, x, i, analytic[i]);
      boolean right = deviation.relativeError() <= tolerance;
      boolean kink = !right && onKink(f, x, i, analytic[i], size);
      boolean open = !right && !kink && isUnresolved(f, x, i, analytic[i], size);
      kinks += kink ? 1 : 0;
      unresolved += open ? 1 : 0;
      (kink || open ? excused : worst)
          .merge(
              f.group(i),
              deviation,
              (a, b) -> GradientReport.worse(a.relativeError(), b.relativeError()) ? a : b);
    }
    boolean passed = worst.values().stream().allMatch(d -> d.relativeError() <= tolerance);
    return new GradientReport(
        passed && !worst.isEmpty(),
        tolerance,
        chosen.size(),
        kinks,
        unresolved,
        new ArrayList<>((worst.isEmpty() ? excused : worst).values()));
  }

  private List<Integer> choose(DifferentiableFunction f) {
    Map<String, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < f.dimension(); i++) {
      groups.computeIfAbsent(f.group(i), g -> new ArrayList<>()).add(i);
    }
    List<Integer> chosen = new ArrayList<>();
    RandomStream random = new RandomStream(seed, "gradcheck");
    for (List<Integer> members : groups.values()) {
      int[] order = members.stream().mapToInt(Integer::intValue).toArray();
      if (perGroup > 0 && perGroup < order.length) {
        random.shuffle(order, order.length);
      }
      int count = perGroup == 0 ? order.length : Math.min(perGroup, order.length);
      for (int i = 0; i < count; i++) {
        chosen.add(order[i]);
      }
    }
    return chosen;
  }

  private double step(double x) {
    return step * Math.max(1, Math.abs(x));
  }

  private GradientReport.Deviation deviation(
      DifferentiableFunction f, double[] x, int i, double analytic) {
    double h = step(x[i]);
    GradientReport.Deviation best =
        deviation(f, i, analytic, Difference.CENTRAL.derivative(f, x, i, h));
    for (int s = 0; s < OTHER_STEPS.length && !(best.relativeError() <= tolerance); s++) {
      double numeric = Difference.CENTRAL.derivative(f, x, i, h * OTHER_STEPS[s]);
      best = better(best, deviation(f, i, analytic, numeric));
    }
    for (int s = 0; s < WIDE_STEPS.length && !(best.relativeError() <= tolerance); s++) {
      double numeric = Difference.extrapolated(f, x, i, h * WIDE_STEPS[s]);
      best = better(best, deviation(f, i, analytic, numeric));
    }
    return best;
  }

  private static GradientReport.Deviation better(
      GradientReport.Deviation a, GradientReport.Deviation b) {
    return GradientReport.worse(a.relativeError(), b.relativeError()) ? b : a;
  }

  private static GradientReport.Deviation deviation(
      DifferentiableFunction f, int i, double analytic, double numeric) {
    double scale = Math.max(FLOOR, Math.max(Math.abs(analytic), Math.abs(numeric)));
    double error = Math.abs(analytic - numeric) / scale;
    return new GradientReport.Deviation(f.group(i), f.variable(i), analytic, numeric, error);
  }

  /** Returns whether differences neither confirm nor refute a derivative. */
  private boolean isUnresolved(
      DifferentiableFunction f, double[] x, int i, double analytic, double size) {
    Estimate estimate = Estimate.of(f, x, i, size, step(x[i]));
    return Math.abs(analytic - estimate.value()) <= estimate.uncertainty();
  }

  private boolean onKink(
      DifferentiableFunction f, double[] x, int i, double analytic, double size) {
    double h = step(x[i]) * 0.01;
    double right = Difference.FORWARD.derivative(f, x, i, h);
    double left = Difference.BACKWARD.derivative(f, x, i, h);
    double steepest = Math.max(Math.abs(right), Math.abs(left));
    double rounding = Estimate.rounding(size, h);
    double slack = tolerance * Math.max(1, steepest) + rounding;
    return Math.abs(right - left) > KINK * Math.max(FLOOR, steepest) + 2 * rounding
        && analytic >= Math.min(left, right) - slack
        && analytic <= Math.max(left, right) + slack
        && passesAt(f, x, i, BESIDE * step(x[i]), size)
        && passesAt(f, x, i, -BESIDE * step(x[i]), size);
  }

  /** Returns whether a derivative passes at a point beside {@code x}. */
  private boolean passesAt(DifferentiableFunction f, double[] x, int i, double shift, double size) {
    double[] beside = x.clone();
    beside[i] += shift;
    double[] analytic = new double[x.length];
    f.gradient(beside, analytic);
    return deviation(f, beside, i, analytic[i]).relativeError() <= tolerance
        || isUnresolved(f, beside, i, analytic[i], size);
  }
}
