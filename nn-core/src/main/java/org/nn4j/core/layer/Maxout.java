package org.nn4j.core.layer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;

/**
 * The greatest of every group of neighbouring columns, aⱼ = max(x₍ⱼₚ₎, …, x₍ⱼₚ₊ₚ₋₁₎) with p the
 * pieces: behind a dense layer of p times the units a convex function of p straight pieces. The
 * gradient goes to the first of the greatest.
 *
 * <p>Source: Goodfellow, Warde-Farley, Mirza, Courville and Bengio, "Maxout networks", 2013.
 *
 * @param pieces p, columns a group, at least 1; 2 by default
 */
public record Maxout(int pieces) implements Layer {

  /** Creates a layer of two pieces. */
  public Maxout() {
    this(2);
  }

  /**
   * Checks the pieces.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Maxout {
    Checks.atLeast("pieces", pieces, 1);
  }

  @Override
  public String name() {
    return "maxout";
  }

  @Override
  public String description() {
    return "the greatest of every group of neighbouring columns";
  }

  @Override
  public int outputWidth(int inputWidth) {
    return GatedUnit.share(name(), inputWidth, pieces);
  }

  @Override
  public Optional<OperatorGraph> operators() {
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String groups = g.apply("Reshape", OperatorGraph.INPUT, g.integers(0, -1, pieces));
              Map<String, ?> axis = Map.of("axes", List.of(2L), "keepdims", 0);
              return g.apply("ReduceMax", axis, groups);
            }));
  }

  @Override
  public BoundLayer bind(LayerContext context) {
    return new Bound(pieces, context);
  }

  private static final class Bound implements BoundLayer {
    private final int pieces;
    private final BatchBuffer outputs;
    private final @Nullable BatchBuffer inputGradients;
    private Matrix input;

    Bound(int pieces, LayerContext context) {
      this.pieces = pieces;
      this.outputs = Buffers.batch(context, context.inputWidth() / pieces);
      this.inputGradients = Buffers.inputGradient(context);
      this.input = Matrix.zeros(context.precision(), 0, context.inputWidth());
    }

    @Override
    public Matrix forward(Matrix newInput, boolean training) {
      input = newInput;
      Matrix output = outputs.rows(newInput.rows());
      for (int r = 0; r < output.rows(); r++) {
        for (int c = 0; c < output.columns(); c++) {
          double greatest = newInput.get(r, c * pieces);
          for (int k = 1; k < pieces; k++) {
            greatest = Math.max(greatest, newInput.get(r, c * pieces + k));
          }
          output.set(r, c, greatest);
        }
      }
      return output;
    }

    @Override
    public @Nullable Matrix backward(Matrix gradient) {
      if (inputGradients == null) {
        return null;
      }
      Matrix inputGradient = inputGradients.rows(gradient.rows());
      inputGradient.fill(0);
      for (int r = 0; r < gradient.rows(); r++) {
        for (int c = 0; c < gradient.columns(); c++) {
          int greatest = c * pieces;
          for (int k = 1; k < pieces; k++) {
            int next = c * pieces + k;
            greatest = input.get(r, next) > input.get(r, greatest) ? next : greatest;
          }
          inputGradient.set(r, greatest, gradient.get(r, c));
        }
      }
      return inputGradient;
    }
  }
}
