package org.nn4j.core.layer;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
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
 * Layers side by side over one input, which get its gradients' sum; branch i's parameters have the
 * prefix {@code i.}, as in a {@link Chain}.
 */
final class Branches {
  private final Kernels kernels;
  private final BoundLayer[] branches;
  private final @Nullable BatchBuffer inputGradients;

  Branches(List<Layer> definitions, LayerContext context) {
    this.kernels = context.kernels();
    this.branches = new BoundLayer[definitions.size()];
    for (int i = 0; i < branches.length; i++) {
      branches[i] =
          definitions
              .get(i)
              .bind(
                  context.child(
                      Chain.prefix(i), context.inputWidth(), context.needsInputGradient()));
    }
    this.inputGradients = Buffers.inputGradient(context);
  }

  static List<ParameterSpec> declare(List<Layer> branches, int inputWidth) {
    List<ParameterSpec> specs = new ArrayList<>();
    for (int i = 0; i < branches.size(); i++) {
      String prefix = Chain.prefix(i);
      branches.get(i).declare(inputWidth).forEach(spec -> specs.add(spec.prefixed(prefix)));
    }
    return specs;
  }

  /**
   * Describes the branches and how their outputs are joined; empty if one cannot be described.
   *
   * @param join adds the operators that join outputs of these names, and returns the result's name
   */
  static Optional<OperatorGraph> operators(
      List<Layer> branches, BiFunction<OperatorGraph.Builder, String[], String> join) {
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
              return join.apply(g, outputs);
            }));
  }

  /**
   * Returns a number of columns as an int.
   *
   * @param what whose columns they are, the start of the message
   * @throws IllegalArgumentException if it is too large
   */
  static int width(String what, long columns) {
    if (columns > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          what + " " + columns + " columns; one array holds at most 2147483647");
    }
    return (int) columns;
  }

  /**
   * Returns how many of the first columns a layer changes.
   *
   * @param columns their number, 0 for all
   * @throws IllegalArgumentException if there are not as many
   */
  static int first(String layer, int columns, int inputWidth) {
    if (columns > inputWidth) {
      throw new IllegalArgumentException(
          layer
              + ": the first "
              + columns
              + " columns are to be embedded, but the input has "
              + inputWidth
              + "; give at most that many, or 0 for all");
    }
    return columns == 0 ? inputWidth : columns;
  }

  void adapt(Matrix sample) {
    for (BoundLayer branch : branches) {
      branch.adapt(sample);
    }
  }

  boolean adapts() {
    return Arrays.stream(branches).anyMatch(BoundLayer::adapts);
  }

  void beginStep(TrainingClock clock) {
    for (BoundLayer branch : branches) {
      branch.beginStep(clock);
    }
  }

  Matrix forward(int branch, Matrix input, boolean training) {
    return branches[branch].forward(input, training);
  }

  /**
   * Propagates a gradient through a branch and adds up what comes out; in the branches' order, each
   * once.
   *
   * @param gradient ∂L/∂output of the branch, which may overwrite it
   */
  void backward(int branch, Matrix gradient) {
    Matrix through = branches[branch].backward(gradient);
    if (inputGradients == null || through == null) {
      return;
    }
    Matrix sum = inputGradients.rows(through.rows());
    if (branch == 0) {
      sum.copyFrom(through);
    } else {
      kernels.add(sum, through, sum);
    }
  }

  /** Returns the sum, ∂L/∂input, or null if it is not needed. */
  @Nullable Matrix inputGradient(int rows) {
    return inputGradients == null ? null : inputGradients.rows(rows);
  }
}
