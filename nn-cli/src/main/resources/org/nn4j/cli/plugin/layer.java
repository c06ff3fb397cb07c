package @package@;

import java.util.List;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Initializer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Parameters;

/**
 * A gain for each column, which training adjusts: A = X ⊙ g. With G = ∂L/∂A, ∂L/∂g = Σ_rows G ⊙ X
 * and ∂L/∂X = G ⊙ g.
 *
 * @param initial the gains before training, finite
 */
public record @class@(double initial) implements Layer {
  private static final String GAIN = "gain";

  /** Starts with gains of 1. */
  public @class@() {
    this(1);
  }

  /**
   * Checks the gain.
   *
   * @throws IllegalArgumentException if it is not finite
   */
  public @class@ {
    Checks.finite("initial", initial);
  }

  @Override
  public String name() {
    return "@name@";
  }

  @Override
  public String description() {
    return "multiplies each column by a trained gain";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return inputWidth;
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    Initializer filled = Initializer.named("constant").with(Parameters.of("value", initial));
    return List.of(ParameterSpec.trainable(GAIN, 1, inputWidth, filled));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(context);
  }

  /** The layer with its memory. */
  private static final class Bound implements BoundLayer {
    private final Kernels kernels;
    private final boolean needsInputGradient;
    private final Parameter gain;
    private final Matrix zeros;
    private final BatchBuffer outputs;
    private Matrix lastInput;

    Bound(LayerContext context) {
      int width = context.inputWidth();
      kernels = context.kernels();
      needsInputGradient = context.needsInputGradient();
      gain = context.parameter(GAIN);
      zeros = Matrix.zeros(context.precision(), 1, width);
      outputs = new BatchBuffer(context.precision(), context.maxRows(), width);
      lastInput = outputs.rows(0);
    }

    @Override
    public Matrix forward(Matrix input, boolean training) {
      lastInput = input;
      Matrix output = outputs.rows(input.rows());
      kernels.scaleShiftColumns(input, gain.value(), zeros, output);
      return output;
    }

    @Override
    public Matrix backward(Matrix gradient) {
      kernels.columnDots(gradient, lastInput, gain.gradient());
      if (!needsInputGradient) {
        return null;
      }
      kernels.scaleShiftColumns(gradient, gain.value(), zeros, gradient);
      return gradient;
    }
  }
}
