package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;

/**
 * Limited-memory BFGS with a line search for the strong Wolfe conditions: a quasi-Newton method for
 * small networks and data, where it reaches losses that no first-order method comes near (Nocedal
 * and Wright, "Numerical Optimization", 2nd ed., algorithms 7.4 and 7.5; {@code
 * LBFGS(line_search_fn="strong_wolfe")} in PyTorch, {@code solver="lbfgs"} in scikit-learn).
 *
 * <pre>
 * s = θ(k+1) − θ(k),  y = g(k+1) − g(k),  ρ = 1/(y·s)       of the last m steps, newest first
 * q ← g;   α ← ρ·(s·q),  q ← q − α·y                        from the newest to the oldest
 * r ← γ·q, γ = (s·y)/(y·y) of the newest
 * β ← ρ·(y·r),  r ← r + (α − β)·s                           from the oldest to the newest
 * θ ← θ − t·r
 * </pre>
 *
 * <p>A line search finds t; the first one tried is η, which should stay 1, since quasi-Newton steps
 * have the right length by themselves, and before there is a pair (s, y) η·min(1, 1/Σ|g|). Both
 * gradients of y are of one step's objective, with the same masks of dropout. A pair is left out
 * unless y·s &gt; ε·y·y with ε = 2⁻⁵² (Byrd, Lu, Nocedal, Zhu 1995), so that r descends. If a
 * search finds nothing lower, the pairs are forgotten and the next step goes down the gradient.
 *
 * <p>The slots are θ(k), g(k) and −r, then m of s and m of y, which are overwritten in turn; the
 * scalars their number, the place of the next, γ, and ρ and α of each. A step runs on one thread
 * but for the evaluations, and costs 4mP multiplications besides them.
 *
 * @param lr η, at least 0; 1 by default
 * @param history m, the pairs remembered, at least 1; 10 by default, as in scikit-learn
 * @param toleranceGrad training ends when no gradient is greater, at least 0; 1e-7 by default, as
 *     in PyTorch
 * @param toleranceChange training ends when no parameter changes by more in a step, at least 0;
 *     1e-9 by default, as in PyTorch
 */
public record Lbfgs(double lr, int history, double toleranceGrad, double toleranceChange)
    implements FullBatchOptimizer {
  private static final double CURVATURE = 0x1p-52;
  private static final int START = 0;
  private static final int GRADIENT = 1;
  private static final int DIRECTION = 2;
  private static final int PAIRS = 3;
  private static final int COUNT = 0;
  private static final int NEXT = 1;
  private static final int GAMMA = 2;

  /** Creates the optimizer with its defaults. */
  public Lbfgs() {
    this(1, 10, 1e-7, 1e-9);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public Lbfgs {
    Checks.nonNegative("lr", lr);
    Checks.atLeast("history", history, 1);
    Checks.nonNegative("tolerance_grad", toleranceGrad);
    Checks.nonNegative("tolerance_change", toleranceChange);
  }

  @Override
  public String name() {
    return "lbfgs";
  }

  @Override
  public String description() {
    return "quasi-Newton steps with a line search, over all rows; for small networks";
  }

  @Override
  public int stateSlots() {
    return PAIRS + 2 * history;
  }

  @Override
  public int stateScalars() {
    return PAIRS + 2 * history;
  }

  @Override
  public boolean step(Objective objective, OptimizerState state, double rate, long step) {
    Matrix parameters = objective.parameters();
    Matrix gradients = objective.gradients();
    if (rate == 0) {
      return true;
    }
    if (Vectors.largest(gradients) <= toleranceGrad) {
      return false;
    }
    Matrix start = state.slot(START);
    Matrix gradient = state.slot(GRADIENT);
    Matrix direction = state.slot(DIRECTION);
    start.copyFrom(parameters);
    gradient.copyFrom(gradients);
    double[] scalars = state.scalars();
    double slope = direct(state);
    if (!(slope < 0)) {
      scalars[COUNT] = 0;
      slope = direct(state);
    }
    boolean fresh = scalars[COUNT] == 0;
    double first = fresh ? rate * Math.min(1, 1 / Vectors.magnitudes(gradient)) : rate;
    double length =
        StrongWolfe.ofThread().search(objective, start, direction, slope, first, toleranceChange);
    if (length == 0) {
      scalars[COUNT] = 0;
      return !fresh;
    }
    remember(parameters, gradients, state);
    return length * Vectors.largest(direction) > toleranceChange;
  }

  /** Computes the direction −r and returns its product with the gradient. */
  private double direct(OptimizerState state) {
    Matrix direction = state.slot(DIRECTION);
    double[] scalars = state.scalars();
    int count = (int) scalars[COUNT];
    int oldest = (int) scalars[NEXT] - count + history;
    Vectors.scaled(state.slot(GRADIENT), -1, direction);
    for (int i = count - 1; i >= 0; i--) {
      int pair = (oldest + i) % history;
      double alpha = scalars[PAIRS + pair] * Vectors.dot(state.slot(PAIRS + pair), direction);
      scalars[PAIRS + history + pair] = alpha;
      Vectors.sum(direction, -alpha, state.slot(PAIRS + history + pair), direction);
    }
    if (count > 0) {
      Vectors.scaled(direction, scalars[GAMMA], direction);
    }
    for (int i = 0; i < count; i++) {
      int pair = (oldest + i) % history;
      double beta =
          scalars[PAIRS + pair] * Vectors.dot(state.slot(PAIRS + history + pair), direction);
      double alpha = scalars[PAIRS + history + pair];
      Vectors.sum(direction, alpha - beta, state.slot(PAIRS + pair), direction);
    }
    return Vectors.dot(state.slot(GRADIENT), direction);
  }

  /** Keeps the step's pair in the place of the oldest, unless its curvature is not positive. */
  private void remember(Matrix parameters, Matrix gradients, OptimizerState state) {
    double[] scalars = state.scalars();
    int place = (int) scalars[NEXT];
    // The place may still be in use, so the pair is made of what the next step overwrites anyway.
    Matrix s = state.slot(START);
    Matrix y = state.slot(GRADIENT);
    Vectors.sum(parameters, -1, s, s);
    Vectors.sum(gradients, -1, y, y);
    double curvature = Vectors.dot(y, s);
    double square = Vectors.dot(y, y);
    if (curvature > CURVATURE * square) {
      state.slot(PAIRS + place).copyFrom(s);
      state.slot(PAIRS + history + place).copyFrom(y);
      scalars[PAIRS + place] = 1 / curvature;
      scalars[GAMMA] = curvature / square;
      scalars[NEXT] = (place + 1) % history;
      scalars[COUNT] = Math.min(history, scalars[COUNT] + 1);
    }
  }
}
