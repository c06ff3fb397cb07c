package org.nn4j.core.training;

import java.util.Arrays;
import java.util.List;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.DoubleMatrix;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.layer.Chain;
import org.nn4j.core.network.ParameterStore;

/**
 * Finds where the first number that is not finite appeared, once one shows. Reads what the last
 * pass left in memory and computes nothing, so that no random mask is drawn anew.
 */
final class Divergence {
  private final Objective objective;
  private final Batches batches;
  private final int epoch;
  private final int updates;

  /**
   * Looks at a training run.
   *
   * @param updates updates done in this epoch
   */
  Divergence(Objective objective, Batches batches, int epoch, int updates) {
    this.objective = objective;
    this.batches = batches;
    this.epoch = epoch;
    this.updates = updates;
  }

  /**
   * Explains a loss that is not finite: parameters since the update before, inputs, layers and loss
   * in the order of computation.
   */
  DivergenceException ofLoss() {
    for (ParameterSpec spec : specs()) {
      if (!finite(objective.network().parameters().value(spec.name()))) {
        return report(Math.max(1, updates), layerOf(spec.name()), "update", parameter(spec));
      }
    }
    int batch = updates + 1;
    if (!finite(batches.x())) {
      return report(batch, "the data", "input", lines());
    }
    if (!finite(batches.y())) {
      return report(batch, "the targets", "input", lines());
    }
    Chain chain = objective.bound().chain();
    for (int i = 0; i < chain.size(); i++) {
      BoundLayer.LinkedOutput linked = chain.layer(i).linkedOutput();
      if (linked != null && !finite(linked.preActivation())) {
        return report(batch, layer(i), "Z", lines());
      }
      if (!finite(chain.output(i))) {
        return report(batch, layer(i), "A", lines());
      }
    }
    return report(batch, "the loss " + objective.loss().name(), "loss", lines());
  }

  /** Explains parameters that are not finite after an update: by its gradients or by itself. */
  DivergenceException ofUpdate() {
    ParameterStore store = objective.network().parameters();
    for (ParameterSpec spec : specs()) {
      if (spec.trainable() && !finite(store.part(objective.gradients(), spec.name()))) {
        return report(updates, layerOf(spec.name()), "gradient", parameter(spec) + lines());
      }
    }
    return ofLoss();
  }

  /** Tells of a loss that is NaN on the data a network is evaluated on. */
  static DivergenceException ofEvaluation(int epoch, int batch) {
    return new DivergenceException(
        epoch,
        batch,
        "the evaluation after it",
        "loss",
        "; look for values that are not finite or far outside the training data");
  }

  private List<ParameterSpec> specs() {
    return objective.network().parameters().specs();
  }

  private static String parameter(ParameterSpec spec) {
    return ", parameter " + spec.name();
  }

  private DivergenceException report(int batch, String layer, String phase, String detail) {
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
      int from = matrix.offset() + r * matrix.stride();
      int to = from + matrix.columns();
      if (!(matrix instanceof FloatMatrix floats
          ? finite(floats.array(), from, to)
          : finite(((DoubleMatrix) matrix).array(), from, to))) {
        return false;
      }
    }
    return true;
  }

  private static boolean finite(float[] numbers, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Float.isFinite(numbers[i])) {
        return false;
      }
    }
    return true;
  }

  private static boolean finite(double[] numbers, int from, int to) {
    for (int i = from; i < to; i++) {
      if (!Double.isFinite(numbers[i])) {
        return false;
      }
    }
    return true;
  }
}
