package org.nn4j.core.layer;

import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.api.LayerContext;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.InputException;
import org.nn4j.core.random.RandomStream;

/** What kinds of dropout share: a random mask in training, and the input itself in prediction. */
abstract class BoundDropout implements BoundLayer {
  /** The state of a schedule that depends on time alone. */
  private static final double[] STATELESS = {};

  private final double baseRate;
  private final LearningRateSchedule schedule;
  private final Kernels kernels;
  private final RandomStream random;
  private final long[] draws = new long[512];
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
    this.random = (RandomStream) context.random();
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
              + given.name()
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
    double scheduled = schedule.rate(baseRate, clock, STATELESS);
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
    draw(drawn);
    return apply(drawn, input, kernels);
  }

  @Override
  public final Matrix backward(Matrix gradient) {
    if (mask != null) {
      kernels.multiply(gradient, mask, gradient);
    }
    return gradient;
  }

  /**
   * Sets each element to 0 with probability {@code rate}; one draw per element, in row order.
   *
   * <p>A draw's upper 53 bits are {@link RandomStream#nextDouble} in units of 2⁻⁵³, so that {@code
   * nextDouble() < rate} is a comparison of integers; its outcome selects bits, because a branch
   * that nobody can predict costs more than all the rest.
   */
  private void draw(Matrix drawn) {
    long least = (long) Math.ceil(rate * 0x1.0p53);
    int end = drawn.offset() + drawn.size();
    for (int from = drawn.offset(); from < end; from += draws.length) {
      int count = Math.min(draws.length, end - from);
      random.nextLongs(draws, count);
      if (drawn instanceof FloatMatrix floats) {
        select(floats.array(), from, count, least, Float.floatToRawIntBits((float) kept));
      } else {
        double[] array = ((DoubleMatrix) drawn).array();
        select(array, from, count, least, Double.doubleToRawLongBits(kept));
      }
    }
  }

  private void select(float[] mask, int from, int count, long least, int bits) {
    for (int i = 0; i < count; i++) {
      int all = (int) ((least - 1 - (draws[i] >>> 11)) >> 63);
      mask[from + i] = Float.intBitsToFloat(all & bits);
    }
  }

  private void select(double[] mask, int from, int count, long least, long bits) {
    for (int i = 0; i < count; i++) {
      long all = (least - 1 - (draws[i] >>> 11)) >> 63;
      mask[from + i] = Double.longBitsToDouble(all & bits);
    }
  }
}
