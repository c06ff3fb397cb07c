package org.nn4j.core.layer;

import java.util.Optional;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
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
 */
public record Dropout(double rate) implements Layer {

  /** Creates a layer that drops half. */
  public Dropout() {
    this(0.5);
  }

  /**
   * Checks the rate.
   *
   * @throws IllegalArgumentException unless it is in [0, 1)
   */
  public Dropout {
    Checks.inRange("rate", rate, 0, 1);
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
  public int outputWidth(int inputWidth) {
    return inputWidth;
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(OperatorGraph.of("Identity"));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(rate, context);
  }

  private static final class Bound extends BoundDropout {
    private final BatchBuffer outputs;

    Bound(double rate, LayerContext context) {
      super(rate, 1 / (1 - rate), context);
      this.outputs = Buffers.batch(context, context.inputWidth());
    }

    @Override
    Matrix apply(Matrix mask, Matrix input, Kernels kernels) {
      Matrix output = outputs.rows(input.rows());
      kernels.multiply(input, mask, output);
      return output;
    }
  }
}
