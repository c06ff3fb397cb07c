package org.nn4j.core.training;

import java.util.Arrays;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.layer.Chain;
import org.nn4j.core.network.Network;

/** Finds where the first number that is not finite appeared, once a loss or gradient shows one. */
final class Divergence {
  private final Objective objective;
  private final Batches batches;
  private final int epoch;
  private final int batch;

  Divergence(Objective objective, Batches batches, int epoch, int batch) {
    this.objective = objective;
    this.batches = batches;
    this.epoch = epoch;
    this.batch = batch;
  }

  /** Looks through parameters, inputs, layers, loss and gradients in the order of computation. */
  DivergenceException locate() {
    Network network = objective.network();
    for (ParameterSpec spec : network.parameters().specs()) {
      if (!finite(network.parameters().value(spec.name()))) {
        return report(layerOf(spec.name()), "update", ", parameter " + spec.name());
      }
    }
    if (!finite(batches.x())) {
      return report("the data", "input", lines());
    }
    objective.bound().forward(batches.x(), true);
    Chain chain = objective.bound().chain();
    for (int i = 0; i < chain.size(); i++) {
      BoundLayer.LinkedOutput linked = chain.layer(i).linkedOutput();
      if (linked != null && !finite(linked.preActivation())) {
        return report(layer(i), "Z", lines());
      }
      if (!finite(chain.output(i))) {
        return report(layer(i), "A", lines());
      }
    }
    if (Double.isFinite(objective.gradient(batches.x(), batches.y(), batches.w()))) {
      for (ParameterSpec spec : network.parameters().specs()) {
        if (spec.trainable()
            && !finite(network.parameters().part(objective.gradients(), spec.name()))) {
          return report(layerOf(spec.name()), "gradient", ", parameter " + spec.name() + lines());
        }
      }
    }
    return report("the loss " + objective.loss().name(), "loss", lines());
  }

  private DivergenceException report(String layer, String phase, String detail) {
    String advice =
        phase.equals("input")
            ? "; remove such values from the data"
            : "; try a smaller learning rate, gradient clipping or standardized inputs";
    return new DivergenceException(epoch, batch, layer, phase, detail + advice);
  }

  /** Names the layer of a parameter such as {@code layers.0.weight}. */
  private String layerOf(String parameter) {
    int from = parameter.indexOf('.') + 1;
    return layer(Integer.parseInt(parameter.substring(from, parameter.indexOf('.', from))));
  }

  private String layer(int index) {
    return "layers." + index + " (" + objective.network().layers().get(index).name() + ")";
  }

  /** Names the batch's source lines, at most ten of them. */
  private String lines() {
    long[] lines = Arrays.stream(batches.lines()).filter(line -> line > 0).sorted().toArray();
    if (lines.length == 0) {
      return "";
    }
    String shown = Arrays.toString(Arrays.copyOf(lines, Math.min(10, lines.length)));
    String more = lines.length > 10 ? " and " + (lines.length - 10) + " more" : "";
    return " (data lines " + shown.substring(1, shown.length() - 1) + more + ")";
  }

  static boolean finite(Matrix matrix) {
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        if (!Double.isFinite(matrix.get(r, c))) {
          return false;
        }
      }
    }
    return true;
  }
}
