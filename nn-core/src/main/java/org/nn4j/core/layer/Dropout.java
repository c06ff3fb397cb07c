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
 * Dropout: in training each element is zeroed with probability {@code rate} and the others are
 * divided by 1 − rate; in prediction nothing happens.
 *
 * <p>Source: Srivastava et al., "Dropout: a simple way to prevent neural networks from
 * overfitting", 2014 (in the inverted form).
 *
 * @param rate probability of dropping, in [0, 1); 0.5 by default, as in the paper
 * @param schedule what the rate is multiplied with over the training steps, {@code flat_cosine}
 *     say; constant by default, and then left out of an {@link #expression}
 */
public record Dropout(double rate, LearningRateSchedule schedule) implements Layer {

  /** Creates a layer that drops half. */
  public Dropout() {
    this(0.5);
  }

  /**
   * Creates a layer with a rate that stays.
   *
   * @throws IllegalArgumentException unless the rate is in [0, 1)
   */
  public Dropout(double rate) {
    this(rate, LearningRateSchedule.CONSTANT);
  }

  /**
   * Checks the rate and the schedule.
   *
   * @throws IllegalArgumentException unless the rate is in [0, 1) and the schedule depends on time
   *     alone
   */
  public Dropout {
    Checks.inRange("rate", rate, 0, 1);
    schedule = BoundDropout.schedule(schedule);
  }

  @Override
  public String name() {
    return "dropout";
  }

  @Override
  public String description() {
    return "zeroes elements at random in training";
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
    private final BatchBuffer outputs;

    Bound(Dropout definition, LayerContext context) {
      super(definition.rate(), definition.schedule(), context);
      this.outputs = Buffers.batch(context, context.inputWidth());
      use(definition.rate());
    }

    @Override
    double keep(double newRate) {
      return 1 / (1 - newRate);
    }

    @Override
    Matrix apply(Matrix mask, Matrix input, Kernels kernels) {
      Matrix output = outputs.rows(input.rows());
      kernels.multiply(input, mask, output);
      return output;
    }
  }
}
