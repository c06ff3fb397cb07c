package org.nn4j.core.layer;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.InputException;

/** What kinds of dropout share: a random mask in training, and the input itself in prediction. */
abstract class BoundDropout implements BoundLayer {
  /** The state of a schedule that depends on time alone. */
  private static final double[] STATELESS = {};

  private final double baseRate;
  private final LearningRateSchedule schedule;
  private final Kernels kernels;
  private final DropMask random;
  private final BatchBuffer masks;
  private @Nullable Matrix mask;
  private double rate = Double.NaN;
  private double kept;

  /**
   * Allocates a mask. The layer's constructor ends with {@link #use}.
   *
   * @param baseRate probability of 0 in the mask, before the schedule
   */
  BoundDropout(double baseRate, LearningRateSchedule schedule, LayerContext context) {
    this.baseRate = baseRate;
    this.schedule = schedule;
    this.kernels = context.kernels();
    this.random = new DropMask(context);
    this.masks = Buffers.batch(context, context.inputWidth());
  }

  /**
   * Returns a schedule, as {@link LearningRateSchedule#CONSTANT} if it is constant.
   *
   * @throws IllegalArgumentException if it depends on the loss, which layers do not learn of
   */
  static LearningRateSchedule schedule(LearningRateSchedule given) {
    if (given.stateSize() > 0) {
      throw new IllegalArgumentException(
          "schedule must depend on time alone but "
              + given.shortExpression()
              + " depends on the loss; take flat_cosine, cosine or another");
    }
    return given.name().equals(LearningRateSchedule.CONSTANT.name())
        ? LearningRateSchedule.CONSTANT
        : given;
  }

  /** Drops at a rate from now on. */
  final void use(double newRate) {
    if (newRate != rate) {
      rate = newRate;
      kept = keep(newRate);
    }
  }

  @Override
  public final void beginStep(TrainingClock clock) {
    double scheduled;
    try {
      scheduled = schedule.rate(baseRate, clock, STATELESS);
    } catch (IllegalArgumentException e) {
      throw new InputException("dropout: the schedule has no rate: " + e.getMessage(), e);
    }
    if (!(scheduled >= 0 && scheduled < 1)) {
      throw new InputException(
          "dropout: the rate must be in [0, 1) but is "
              + scheduled
              + " in step "
              + (clock.step() + 1)
              + ", "
              + baseRate
              + " by the schedule "
              + schedule.expression());
    }
    use(scheduled);
  }

  /** Makes ready for a rate and returns the mask's other value. */
  abstract double keep(double newRate);

  /** Applies a mask to an input and returns the output. */
  abstract Matrix apply(Matrix mask, Matrix input, Kernels kernels);

  @Override
  public final Matrix forward(Matrix input, boolean training) {
    if (!training || rate == 0) {
      mask = null;
      return input;
    }
    Matrix drawn = masks.rows(input.rows());
    mask = drawn;
    random.draw(drawn, rate, kept);
    return apply(drawn, input, kernels);
  }

  @Override
  public final Matrix backward(Matrix gradient) {
    if (mask != null) {
      kernels.multiply(gradient, mask, gradient);
    }
    return gradient;
  }
}
