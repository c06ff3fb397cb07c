package org.nn4j.core.layer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.OperatorGraph;
import org.nn4j.api.OutputLink;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.TrainingClock;

/** Bound layers one after the other; child i's parameters have the prefix {@code i.}. */
public final class Chain implements BoundLayer, BoundLayer.LinkedOutput {
  private final BoundLayer[] layers;
  private final Matrix[] outputs;
  private final @Nullable Matrix[] gradients;
  private IntConsumer passed = layer -> {};

  Chain(List<Layer> definitions, LayerContext context) {
    this.layers = new BoundLayer[definitions.size()];
    this.outputs = new Matrix[definitions.size()];
    this.gradients = new Matrix[definitions.size()];
    int width = context.inputWidth();
    boolean needsGradient = context.needsInputGradient();
    for (int i = 0; i < layers.length; i++) {
      Layer layer = definitions.get(i);
      layers[i] = layer.bind(context.child(prefix(i), width, needsGradient));
      if (i > 0
          && layers[i] instanceof BoundDense dense
          && layers[i - 1] instanceof BoundDense before) {
        dense.follow(before);
      }
      outputs[i] = Matrix.zeros(context.precision(), 0, layer.outputWidth(width));
      needsGradient |= hasTrainable(layer.declare(width));
      width = layer.outputWidth(width);
    }
  }

  static String prefix(int child) {
    return child + ".";
  }

  private static boolean hasTrainable(List<ParameterSpec> specs) {
    return specs.stream().anyMatch(ParameterSpec::trainable);
  }

  static int outputWidth(List<Layer> layers, int inputWidth) {
    int width = inputWidth;
    for (Layer layer : layers) {
      width = layer.outputWidth(width);
    }
    return width;
  }

  /** Describes the layers one after the other; empty if one cannot be described. */
  static Optional<OperatorGraph> operators(List<Layer> layers) {
    List<Optional<OperatorGraph>> graphs = layers.stream().map(Layer::operators).toList();
    if (!graphs.stream().allMatch(Optional::isPresent)) {
      return Optional.empty();
    }
    return Optional.of(
        OperatorGraph.build(
            g -> {
              String value = OperatorGraph.INPUT;
              for (int i = 0; i < graphs.size(); i++) {
                value = g.append(graphs.get(i).orElseThrow(), value, prefix(i));
              }
              return value;
            }));
  }

  static List<ParameterSpec> declare(List<Layer> layers, int inputWidth) {
    List<ParameterSpec> specs = new ArrayList<>();
    int width = inputWidth;
    for (int i = 0; i < layers.size(); i++) {
      String childPrefix = prefix(i);
      layers.get(i).declare(width).forEach(spec -> specs.add(spec.prefixed(childPrefix)));
      width = layers.get(i).outputWidth(width);
    }
    return specs;
  }

  @Override
  public void adapt(Matrix sample) {
    Matrix a = sample;
    for (int i = 0; i < layers.length; i++) {
      layers[i].adapt(a);
      if (i < layers.length - 1) {
        a = layers[i].forward(a, false);
      }
    }
  }

  @Override
  public boolean adapts() {
    for (BoundLayer layer : layers) {
      if (layer.adapts()) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void beginStep(TrainingClock clock) {
    for (BoundLayer layer : layers) {
      layer.beginStep(clock);
    }
  }

  @Override
  public Matrix forward(Matrix input, boolean training) {
    return forward(input, training, layers.length);
  }

  private Matrix forward(Matrix input, boolean training, int count) {
    Matrix a = input;
    for (int i = 0; i < count; i++) {
      a = layers[i].forward(a, training);
      outputs[i] = a;
    }
    return a;
  }

  @Override
  public void forwardToLink(Matrix input, boolean training) {
    int last = layers.length - 1;
    layers[last].forwardToLink(forward(input, training, last), training);
    outputs[last] = preActivation();
  }

  @Override
  public @Nullable Matrix backward(Matrix gradient) {
    return backward(gradient, layers.length - 1);
  }

  private @Nullable Matrix backward(Matrix gradient, int last) {
    @Nullable Matrix g = gradient;
    for (int i = last; i >= 0 && g != null; i--) {
      gradients[i] = g;
      g = layers[i].backward(g);
      passed.accept(i);
    }
    return g;
  }

  @Override
  public @Nullable LinkedOutput linkedOutput() {
    return layers.length > 0 && layers[layers.length - 1].linkedOutput() != null ? this : null;
  }

  @Override
  public OutputLink link() {
    return last().link();
  }

  @Override
  public Matrix preActivation() {
    return last().preActivation();
  }

  @Override
  public @Nullable Matrix backwardFromLink(Matrix gradient) {
    gradients[layers.length - 1] = gradient;
    Matrix g = last().backwardFromLink(gradient);
    passed.accept(layers.length - 1);
    return g == null ? null : backward(g, layers.length - 2);
  }

  private LinkedOutput last() {
    LinkedOutput linked = layers[layers.length - 1].linkedOutput();
    if (linked == null) {
      throw new IllegalStateException("the last layer has no linked output");
    }
    return linked;
  }

  /**
   * Sets what is notified during a backward pass of each layer that it has passed, by index from
   * the last on: the gradients of its parameters are there.
   */
  public void onBackward(IntConsumer listener) {
    passed = listener;
  }

  /** Returns the number of layers. */
  public int size() {
    return layers.length;
  }

  /** Returns a layer. */
  public BoundLayer layer(int index) {
    return layers[index];
  }

  /**
   * Returns the output of a layer in the last forward pass, for traces and diagnosis; for the last
   * layer Z, if the pass ended there.
   */
  public Matrix output(int index) {
    return outputs[index];
  }

  /**
   * Returns the gradient that a layer was given in the last backward pass, as the pass left it: Δ
   * for layers that end in an activation, which turn it into that in place. Null if none arrived.
   */
  public @Nullable Matrix gradient(int index) {
    return gradients[index];
  }
}
