package org.nn4j.optim;

import org.nn4j.api.AveragingOptimizer;
import org.nn4j.api.Checks;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * Lookahead: another optimizer walks k steps ahead, then the parameters go a part of that way from
 * where they were and it sets out anew, with its state as it is (Zhang, Lucas, Hinton, Ba 2019,
 * "Lookahead optimizer: k steps forward, 1 step back").
 *
 * <pre>
 * θ ← the other optimizer's step
 * φ ← φ + α·(θ − φ),  θ ← φ               in every k-th step
 * </pre>
 *
 * <p>The slots are those of the other optimizer and φ, the parameters before the first step; the
 * scalars are the other's. Rate and weight decay are the other's.
 *
 * @param optimizer the optimizer that walks ahead, of those that update ranges
 * @param k steps ahead, at least 1
 * @param alpha α, the part of the way, above 0 and at most 1
 */
public record Lookahead(Optimizer optimizer, int k, double alpha) implements DecayingOptimizer {
  /** Creates the optimizer with the paper's defaults around {@link Adam}. */
  public Lookahead() {
    this(new Adam(), 5, 0.5);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if a number is out of range, or the optimizer one that
   *     evaluates the loss itself, updates whole matrices or has an average of its own
   */
  public Lookahead {
    Checks.atLeast("k", k, 1);
    Checks.positive("alpha", alpha);
    if (alpha > 1) {
      throw new IllegalArgumentException("alpha must be at most 1 but is " + alpha);
    }
    require(!(optimizer instanceof FullBatchOptimizer), "one that takes batches", optimizer);
    require(
        !(optimizer instanceof MatrixOptimizer),
        "one that updates elements by themselves",
        optimizer);
    require(
        !(optimizer instanceof AveragingOptimizer),
        "one that is evaluated where it goes on from",
        optimizer);
  }

  private static void require(boolean holds, String rule, Optimizer given) {
    if (!holds) {
      throw new IllegalArgumentException(
          "optimizer must be " + rule + ", such as adam, but is " + given.shortExpression());
    }
  }

  @Override
  public String name() {
    return "lookahead";
  }

  @Override
  public String description() {
    return "steps of another optimizer, of which every k-th goes part of the way";
  }

  @Override
  public double lr() {
    return optimizer.lr();
  }

  @Override
  public int stateSlots() {
    return optimizer.stateSlots() + 1;
  }

  @Override
  public int stateScalars() {
    return optimizer.stateScalars();
  }

  @Override
  public void beginStep(OptimizerState state, double rate, long step) {
    optimizer.beginStep(state, rate, step);
  }

  @Override
  public void update(
      Matrix parameters,
      Matrix gradients,
      OptimizerState state,
      int from,
      int to,
      double rate,
      long step,
      double decayFactor) {
    Matrix slow = state.slot(optimizer.stateSlots());
    boolean wide = parameters.precision() == Precision.FLOAT64;
    if (step == 1) {
      if (wide) {
        DoubleLookahead.copy(parameters, slow, from, to);
      } else {
        FloatLookahead.copy(parameters, slow, from, to);
      }
    }
    optimizer.update(parameters, gradients, state, from, to, rate, step, decayFactor);
    if (step % k == 0) {
      if (wide) {
        DoubleLookahead.approach(parameters, slow, from, to, alpha);
      } else {
        FloatLookahead.approach(parameters, slow, from, to, alpha);
      }
    }
  }
}
