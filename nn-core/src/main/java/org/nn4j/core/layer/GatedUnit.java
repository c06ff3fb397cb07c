package org.nn4j.core.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.ParameterSpec;

/**
 * A layer that multiplies the first half U of its columns by σ of the second half V, A = U ⊙ σ(V):
 * behind a dense layer of twice the units each output has a gate of its own. With g = ∂L/∂A, ∂L/∂U
 * = g ⊙ σ(V) and ∂L/∂V = g ⊙ U ⊙ σ'(V).
 */
interface GatedUnit extends Layer {

  /** Returns σ. */
  Activation activation();

  /**
   * Returns the number of groups of columns.
   *
   * @throws IllegalArgumentException if the columns cannot be divided
   */
  static int share(String layer, int columns, int group) {
    if (columns < group || columns % group != 0) {
      throw new IllegalArgumentException(
          layer
              + ": the input has "
              + columns
              + " columns, which cannot be divided into groups of "
              + group
              + "; give the layer before a multiple of "
              + group
              + " units");
    }
    return columns / group;
  }

  @Override
  default int outputWidth(int inputWidth) {
    return share(name(), inputWidth, 2);
  }

  @Override
  default List<ParameterSpec> declare(int inputWidth) {
    return ActivationUnit.declare(activation(), outputWidth(inputWidth));
  }

  @Override
  default Optional<OperatorGraph> operators() {
    return activation()
        .operators()
        .map(
            sigma ->
                OperatorGraph.build(
                    g -> {
                      String halves = g.apply("Reshape", OperatorGraph.INPUT, g.integers(0, 2, -1));
                      String gate = g.append(sigma, half(g, halves, 1), ActivationUnit.PREFIX);
                      return g.apply("Mul", half(g, halves, 0), gate);
                    }));
  }

  private static String half(OperatorGraph.Builder g, String halves, int index) {
    String half = g.apply("Gather", Map.of("axis", 1), halves, g.integers(index));
    return g.apply("Reshape", half, g.integers(0, -1));
  }

  @Override
  default BoundLayer bind(LayerContext context) {
    return new Bound(activation(), context);
  }

  /** The layer with its memory. */
  final class Bound implements BoundLayer {
    private final Kernels kernels;
    private final ActivationUnit unit;
    private final boolean plain;
    private final int width;

    /** U and V of the last forward pass, apart. */
    private final BatchBuffer values;

    private final BatchBuffer arguments;
    private final BatchBuffer gates;
    private final BatchBuffer outputs;
    private final BatchBuffer argumentGradients;
    private final ColumnViews inputGradients;

    Bound(Activation activation, LayerContext context) {
      this.kernels = context.kernels();
      this.width = context.inputWidth() / 2;
      this.unit = new ActivationUnit(activation, context, width);
      this.plain = unit.isIdentity();
      this.values = Buffers.batch(context, width);
      this.arguments = Buffers.batch(context, width);
      this.gates = plain ? arguments : Buffers.batch(context, width);
      this.outputs = Buffers.batch(context, width);
      this.argumentGradients = Buffers.gradient(context, width);
      this.inputGradients =
          new ColumnViews(Buffers.gradient(context, 2 * width), new int[] {width, 2 * width});
    }

    @Override
    public Matrix forward(Matrix input, boolean training) {
      int rows = input.rows();
      Matrix u = values.rows(rows);
      Matrix v = arguments.rows(rows);
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < width; c++) {
          u.set(r, c, input.get(r, c));
          v.set(r, c, input.get(r, width + c));
        }
      }
      unit.forward(v, gates.rows(rows), training);
      Matrix output = outputs.rows(rows);
      kernels.multiply(u, gates.rows(rows), output);
      return output;
    }

    @Override
    public @Nullable Matrix backward(Matrix gradient) {
      int rows = gradient.rows();
      inputGradients.select(rows);
      Matrix du = inputGradients.view(0);
      Matrix dv = argumentGradients.rows(rows);
      kernels.multiply(gradient, gates.rows(rows), du);
      kernels.multiply(gradient, values.rows(rows), dv);
      unit.backward(arguments.rows(rows), gates.rows(rows), dv);
      inputGradients.view(1).copyFrom(dv);
      return inputGradients.whole();
    }
  }
}
