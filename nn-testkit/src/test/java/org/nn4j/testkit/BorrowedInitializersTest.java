package org.nn4j.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Initializer;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Parameters;
import org.nn4j.core.initializer.GlorotUniform;

/** A layer with weights of its own takes nn4j's initializers, though it sees nn-api alone. */
class BorrowedInitializersTest extends LayerContract {

  @Override
  protected Layer instance() {
    return new Projection(3);
  }

  @Test
  void anInitializerOfNn4jIsFoundByItsName() {
    assertThat(Initializer.named("glorot_uniform")).isEqualTo(new GlorotUniform());
    assertThat(Initializer.named("glorot_uniform").with(Parameters.of("gain", 2)))
        .isEqualTo(new GlorotUniform(2));
  }

  @Test
  void anUnknownNameIsRefusedWithTheNamesThatThereAre() {
    assertThatThrownBy(() -> Initializer.named("glorot"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "nn4j has no initializer 'glorot'; there are: constant, data_driven")
        .hasMessageEndingWith(", zeros");
  }

  /** X·W with W of n_in×units. */
  public record Projection(int units) implements Layer {

    public Projection() {
      this(1);
    }

    @Override
    public String name() {
      return "test.projection";
    }

    @Override
    public String description() {
      return "a product with weights of its own";
    }

    @Override
    public int outputWidth(int inputWidth) {
      return units;
    }

    @Override
    public List<ParameterSpec> declare(int inputWidth) {
      return List.of(
          ParameterSpec.trainable(
              "weight", inputWidth, units, Initializer.named("glorot_uniform")));
    }

    @Override
    public BoundLayer bind(LayerContext context) {
      Parameter weight = context.parameter("weight");
      int width = context.inputWidth();
      Matrix none = Matrix.zeros(context.precision(), 1, units);
      Matrix unused = Matrix.zeros(context.precision(), 1, units);
      BatchBuffer outputs = new BatchBuffer(context.precision(), context.maxRows(), units);
      BatchBuffer inputs = new BatchBuffer(context.precision(), context.maxRows(), width);
      BatchBuffer gradients = new BatchBuffer(context.precision(), context.maxRows(), width);
      return new BoundLayer() {
        @Override
        public Matrix forward(Matrix input, boolean training) {
          inputs.rows(input.rows()).copyFrom(input);
          Matrix output = outputs.rows(input.rows());
          context.kernels().affine(input, weight.value(), none, output);
          return output;
        }

        @Override
        public Matrix backward(Matrix gradient) {
          Matrix input = inputs.rows(gradient.rows());
          Matrix inputGradient = gradients.rows(gradient.rows());
          context.kernels().weightGradient(input, gradient, weight.gradient(), unused);
          context.kernels().inputGradient(gradient, weight.value(), inputGradient);
          return context.needsInputGradient() ? inputGradient : null;
        }
      };
    }
  }
}
