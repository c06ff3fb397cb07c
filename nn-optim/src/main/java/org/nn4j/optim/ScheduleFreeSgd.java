package org.nn4j.optim;

import org.nn4j.api.Checks;
import org.nn4j.api.Matrix;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/**
 * Schedule-free SGD: gradients are taken between a point z that descends and the average x of its
 * way, where the network is evaluated; so there is no schedule to end at 0, and no end to plan
 * (Defazio et al. 2024, "The road less scheduled", equations 3 to 5).
 *
 * <pre>
 * y = (1 − β)·z + β·x                     where g is taken
 * z ← z − η·(g + λy)
 * x ← (1 − c)·x + c·z,  c = ηₜ²/Σᵢ₌₁…ₜ ηᵢ²
 * </pre>
 *
 * <p>The parameters are y, the slots z and x; all are equal before the first step. The scalars are
 * Ση² and c. For a constant rate x is the mean of all z; a rate that warms up counts little at
 * first.
 *
 * @param lr base learning rate η, at least 0
 * @param momentum β, in [0, 1)
 * @param weightDecay λ, at least 0; of y, as the authors recommend
 */
public record ScheduleFreeSgd(double lr, double momentum, double weightDecay)
    implements ScheduleFree {
  /**
   * Creates the optimizer with the defaults of the authors' program. The rate is greater than SGD's
   * because a step of z moves y by about 1 − β of it.
   */
  public ScheduleFreeSgd() {
    this(1, 0.9, 0);
  }

  /**
   * Creates the optimizer.
   *
   * @throws IllegalArgumentException if one is out of range
   */
  public ScheduleFreeSgd {
    Checks.nonNegative("lr", lr);
    Checks.inRange("momentum", momentum, 0, 1);
    Checks.nonNegative("weight_decay", weightDecay);
  }

  @Override
  public String name() {
    return "schedule_free_sgd";
  }

  @Override
  public String description() {
    return "gradient descent, evaluated at the average of its way, without a schedule";
  }

  @Override
  public int stateSlots() {
    return 2;
  }

  @Override
  public void beginStep(OptimizerState state, double rate, long step) {
    ScheduleFree.advance(state, rate);
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
    double share = averageShare(state);
    double decay = weightDecay * decayFactor;
    if (parameters.precision() == Precision.FLOAT32) {
      FloatAveraging.scheduleFree(
          parameters, gradients, state, from, to, rate, step == 1, decay, share, momentum);
    } else {
      DoubleAveraging.scheduleFree(
          parameters, gradients, state, from, to, rate, step == 1, decay, share, momentum);
    }
  }
}
