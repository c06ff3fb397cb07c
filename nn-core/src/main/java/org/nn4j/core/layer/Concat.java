package org.nn4j.core.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.TrainingClock;

/**
 * Branches over the same input whose outputs stand side by side, A = (f₁(X) | f₂(X) | …).
 *
 * @param branches the branches; an empty sequential passes the input through
 */
public record Concat(List<Layer> branches) implements Layer {

  /** Creates a layer with one branch that passes its input through. */
  public Concat() {
    this(List.of(new Sequential()));
  }

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if it is empty
   */
  public Concat {
    branches = List.copyOf(branches);
    if (branches.isEmpty()) {
      throw new IllegalArgumentException("branches must hold at least one layer but is empty");
    }
  }

  @Override
  public String name() {
    return "concat";
  }

  @Override
  public String description() {
    return "branches over one input, outputs side by side";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return Branches.width(
        "concat: its branches have",
        branches.stream().mapToLong(branch -> branch.outputWidth(inputWidth)).sum());
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    return Branches.declare(branches, inputWidth);
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Branches.operators(
        branches, (g, outputs) -> g.apply("Concat", Map.of("axis", 1), outputs));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(branches, context);
  }

  private static final class Bound implements BoundLayer {
    private final Branches branches;
    private final ColumnViews outputs;
    private final BatchBuffer[] gradients;
    private final ColumnViews gradientViews;

    Bound(List<Layer> definitions, LayerContext context) {
      int[] ends = new int[definitions.size()];
      this.branches = new Branches(definitions, context);
      this.gradients = new BatchBuffer[ends.length];
      int end = 0;
      for (int i = 0; i < ends.length; i++) {
        int width = definitions.get(i).outputWidth(context.inputWidth());
        end += width;
        ends[i] = end;
        gradients[i] = Buffers.gradient(context, width);
      }
      this.outputs = new ColumnViews(Buffers.batch(context, end), ends);
      this.gradientViews = new ColumnViews(Buffers.gradient(context, end), ends);
    }

    @Override
    public void adapt(Matrix sample) {
      branches.adapt(sample);
    }

    @Override
    public boolean adapts() {
      return branches.adapts();
    }

    @Override
    public void beginStep(TrainingClock clock) {
      branches.beginStep(clock);
    }

    @Override
    public Matrix forward(Matrix input, boolean training) {
      outputs.select(input.rows());
      for (int i = 0; i < gradients.length; i++) {
        outputs.view(i).copyFrom(branches.forward(i, input, training));
      }
      return outputs.whole();
    }

    @Override
    public @Nullable Matrix backward(Matrix gradient) {
      int rows = gradient.rows();
      gradientViews.select(rows);
      gradientViews.whole().copyFrom(gradient);
      for (int i = 0; i < gradients.length; i++) {
        Matrix own = gradients[i].rows(rows);
        own.copyFrom(gradientViews.view(i));
        branches.backward(i, own);
      }
      return branches.inputGradient(rows);
    }
  }
}
