package org.nn4j.core.layer;

import java.util.Optional;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;

/**
 * Alpha dropout, which keeps mean 0 and variance 1 behind selu: dropped elements become α' = −λα
 * and the result is a·x + b with a = (q + α'²·q·(1−q))^(−1/2), b = −a·α'·(1−q), q = 1 − rate.
 *
 * <p>Source: Klambauer et al., "Self-normalizing neural networks", 2017.
 *
 * @param rate probability of dropping, in [0, 1); 0.5 by default, as in the field
 * @param schedule what the rate is multiplied with over the training steps, {@code flat_cosine}
 *     say; constant by default, and then left out of an {@link #expression}
 */
public record AlphaDropout(double rate, LearningRateSchedule schedule) implements Layer {
  /** −λ·α of selu, the value selu saturates at. */
  private static final double SATURATED = -1.7580993408473766;

  /** Creates a layer that drops half. */
  public AlphaDropout() {
    this(0.5);
  }

  /**
   * Creates a layer with a rate that stays.
   *
   * @throws IllegalArgumentException unless the rate is in [0, 1)
   */
  public AlphaDropout(double rate) {
    this(rate, LearningRateSchedule.CONSTANT);
  }

  /**
   * Checks the rate and the schedule.
   *
   * @throws IllegalArgumentException unless the rate is in [0, 1) and the schedule depends on time
   *     alone
   */
  public AlphaDropout {
    Checks.inRange("rate", rate, 0, 1);
    schedule = BoundDropout.schedule(schedule);
  }

  @Override
  public String name() {
    return "alpha_dropout";
  }

  @Override
  public String description() {
    return "dropout that keeps mean and variance, for selu";
  }

  @Override
  public String expression() {
    return schedule == LearningRateSchedule.CONSTANT
        ? name() + "(rate=" + rate + ")"
        : Layer.super.expression();
  }

  @Override
  public int outputWidth(int inputWidth) {
    return inputWidth;
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(OperatorGraph.of("Identity"));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(this, context);
  }

  private static final class Bound extends BoundDropout {
    private final BatchBuffer products;
    private final BatchBuffer outputs;
    private final Matrix columnScale;
    private final Matrix columnShift;

    Bound(AlphaDropout definition, LayerContext context) {
      super(definition.rate(), definition.schedule(), context);
      int width = context.inputWidth();
      this.products = Buffers.batch(context, width);
      this.outputs = Buffers.batch(context, width);
      // a·(m·x + α'·(1−m)) + b = (a·m)·x + (−α')·(a·m) + (a·α' + b), where a·m is the mask drawn
      this.columnScale = Buffers.row(context, width, -SATURATED);
      this.columnShift = Buffers.row(context, width);
      use(definition.rate());
    }

    /** Returns a, and sets a·α' + b. */
    @Override
    double keep(double newRate) {
      double kept = 1 - newRate;
      double scale = 1 / Math.sqrt(kept + SATURATED * SATURATED * kept * newRate);
      columnShift.fill(scale * SATURATED * (1 - newRate));
      return scale;
    }

    @Override
    Matrix apply(Matrix mask, Matrix input, Kernels kernels) {
      Matrix output = outputs.rows(input.rows());
      kernels.scaleShiftColumns(mask, columnScale, columnShift, output);
      Matrix product = products.rows(input.rows());
      kernels.multiply(input, mask, product);
      kernels.add(product, output, output);
      return output;
    }
  }
}
