package org.nn4j.core.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Kernels;
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
    long width = branches.stream().mapToLong(branch -> branch.outputWidth(inputWidth)).sum();
    if (width > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "concat: its branches have " + width + " columns; one array holds at most 2147483647");
    }
    return (int) width;
  }

  @Override
  public List<ParameterSpec> declare(int inputWidth) {
    List<ParameterSpec> specs = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      String prefix = Chain.prefix(i);
      branches.get(i).declare(inputWidth).forEach(spec -> specs.add(spec.prefixed(prefix)));
    }
    return specs;
  }

  @Override
  public Optional<OperatorGraph> operators() {
    List<Optional<OperatorGraph>> graphs = branches.stream().map(Layer::operators).toList();
    if (!graphs.stream().allMatch(Optional::isPresent)) {
      return Optional.empty();
    }
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String[] outputs = new String[graphs.size()];
              for (int i = 0; i < outputs.length; i++) {
                outputs[i] =
                    g.append(graphs.get(i).orElseThrow(), OperatorGraph.INPUT, Chain.prefix(i));
              }
              return g.apply("Concat", Map.of("axis", 1), outputs);
            }));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(branches, context);
  }

  private static final class Bound implements BoundLayer {
    private final Kernels kernels;
    private final BoundLayer[] branches;
    private final ColumnViews outputs;
    private final BatchBuffer[] gradients;
    private final ColumnViews gradientViews;
    private final @Nullable BatchBuffer inputGradients;

    Bound(List<Layer> definitions, LayerContext context) {
      int[] ends = new int[definitions.size()];
      this.kernels = context.kernels();
      this.branches = new BoundLayer[ends.length];
      this.gradients = new BatchBuffer[ends.length];
      int end = 0;
      for (int i = 0; i < ends.length; i++) {
        Layer branch = definitions.get(i);
        int width = branch.outputWidth(context.inputWidth());
        end += width;
        ends[i] = end;
        branches[i] =
            branch.bind(
                context.child(Chain.prefix(i), context.inputWidth(), context.needsInputGradient()));
        gradients[i] = Buffers.gradient(context, width);
      }
      this.outputs = new ColumnViews(Buffers.batch(context, end), ends);
      this.gradientViews = new ColumnViews(Buffers.gradient(context, end), ends);
      this.inputGradients = Buffers.inputGradient(context);
    }

    @Override
    public void adapt(Matrix sample) {
      for (BoundLayer branch : branches) {
        branch.adapt(sample);
      }
    }

    @Override
    public void beginStep(TrainingClock clock) {
      for (BoundLayer branch : branches) {
        branch.beginStep(clock);
      }
    }

    @Override
    public Matrix forward(Matrix input, boolean training) {
      outputs.select(input.rows());
      for (int i = 0; i < branches.length; i++) {
        outputs.view(i).copyFrom(branches[i].forward(input, training));
      }
      return outputs.whole();
    }

    @Override
    public @Nullable Matrix backward(Matrix gradient) {
      int rows = gradient.rows();
      gradientViews.select(rows);
      gradientViews.whole().copyFrom(gradient);
      @Nullable Matrix sum = inputGradients == null ? null : inputGradients.rows(rows);
      for (int i = 0; i < branches.length; i++) {
        Matrix own = gradients[i].rows(rows);
        own.copyFrom(gradientViews.view(i));
        Matrix through = branches[i].backward(own);
        if (sum != null && through != null) {
          if (i == 0) {
            sum.copyFrom(through);
          } else {
            kernels.add(sum, through, sum);
          }
        }
      }
      return sum;
    }
  }
}
