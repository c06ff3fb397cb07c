package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.Chain;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.objective.OutputHead;

/**
 * Every number that a network computes on the way from a batch's features to its gradients, for
 * teaching and for finding faults. Layers behave as in prediction, so that a trace shows what a
 * prediction is made of; penalties are left out.
 *
 * @param steps a step for each layer, from input to output
 * @param loss the batch's loss, or NaN if no targets were given
 */
public record Trace(List<Step> steps, double loss) {

  /** Copies the list. */
  public Trace {
    steps = List.copyOf(steps);
  }

  /**
   * What one layer computed; all matrices are copies.
   *
   * @param name what its parameters' names start with, such as {@code layers.0}
   * @param layer its definition
   * @param input A(l−1), N×n_in
   * @param preActivation Z(l), N×n_out, or null if the layer has none
   * @param output A(l), N×n_out
   * @param delta Δ(l) = ∂L/∂Z(l), N×n_out; for a layer without Z ∂L/∂A(l); null without targets
   * @param gradients the gradient of each parameter by its name within the layer; empty without
   *     targets
   */
  public record Step(
      String name,
      Layer layer,
      Matrix input,
      @Nullable Matrix preActivation,
      Matrix output,
      @Nullable Matrix delta,
      Map<String, Matrix> gradients) {
    /** Copies the map, keeping its order. */
    public Step {
      gradients = Collections.unmodifiableMap(new LinkedHashMap<>(gradients));
    }
  }

  /**
   * Traces a prediction.
   *
   * @param x N×n features of either precision
   */
  public static Trace of(Network network, Matrix x) {
    return new Tracer(network, x).forward();
  }

  /**
   * Traces a prediction and the way back, (E1) to (E4).
   *
   * @param x N×n features of either precision
   * @param y targets as the loss expects them, of either precision
   */
  public static Trace of(Network network, Loss loss, Matrix x, Matrix y) {
    loss.requireShapes(network.outputWidth(), y.columns());
    return new Tracer(network, x).backward(loss, y);
  }

  /** Runs a network layer by layer. */
  private static final class Tracer {
    private final Network network;
    private final Matrix gradients;
    private final BoundNetwork bound;
    private final Matrix x;
    private final Matrix output;

    Tracer(Network network, Matrix x) {
      network.requireWidth("trace", x);
      this.network = network;
      this.gradients =
          Matrix.zeros(network.precision(), 1, network.parameters().trainable().size());
      this.bound = network.bindForTraining(x.rows(), gradients);
      this.x = copy(x);
      this.output = bound.forward(this.x, false);
    }

    private Matrix copy(Matrix matrix) {
      Matrix copy = Matrix.zeros(network.precision(), matrix.rows(), matrix.columns());
      copy.copyFrom(matrix);
      return copy;
    }

    Trace forward() {
      return trace(new Matrix[bound.chain().size()], Double.NaN);
    }

    Trace backward(Loss loss, Matrix y) {
      OutputHead head = new OutputHead(bound, loss, network.kernels());
      Chain chain = bound.chain();
      Matrix[] deltas = new Matrix[chain.size()];
      Matrix start = copy(output);
      final double value = head.gradient(output, copy(y), null, start);
      @Nullable Matrix gradient = start;
      for (int l = chain.size() - 1; l >= 0 && gradient != null; l--) {
        BoundLayer layer = chain.layer(l);
        BoundLayer.LinkedOutput linked = layer.linkedOutput();
        Matrix arriving = gradient;
        Matrix before = copy(arriving);
        boolean fused = l == chain.size() - 1 && head.fused() && linked != null;
        gradient =
            fused && linked != null ? linked.backwardFromLink(arriving) : layer.backward(arriving);
        deltas[l] = leavesDelta(network.layers().get(l)) ? copy(arriving) : before;
      }
      return trace(deltas, value);
    }

    /** Returns whether a layer turns the gradient it is given into Δ(l) in place. */
    private static boolean leavesDelta(Layer layer) {
      return layer instanceof Dense || layer instanceof ActivationLayer;
    }

    private Trace trace(@Nullable Matrix[] deltas, double loss) {
      Chain chain = bound.chain();
      List<Step> steps = new ArrayList<>();
      for (int l = 0; l < chain.size(); l++) {
        BoundLayer.LinkedOutput linked = chain.layer(l).linkedOutput();
        String name = "layers." + l;
        steps.add(
            new Step(
                name,
                network.layers().get(l),
                copy(l == 0 ? x : chain.output(l - 1)),
                linked == null ? null : copy(linked.preActivation()),
                copy(chain.output(l)),
                deltas[l],
                deltas[l] == null ? Map.of() : gradients(name + ".")));
      }
      return new Trace(steps, loss);
    }

    private Map<String, Matrix> gradients(String prefix) {
      Map<String, Matrix> parts = new LinkedHashMap<>();
      for (ParameterSpec spec : network.parameters().specs()) {
        if (spec.trainable() && spec.name().startsWith(prefix)) {
          parts.put(
              spec.name().substring(prefix.length()),
              copy(network.parameters().part(gradients, spec.name())));
        }
      }
      return parts;
    }
  }
}
