package org.nn4j.core.diagnosis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.diagnosis.Finding.Kind;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.Trace;

/**
 * Examines what a network computes on some samples: units that do not learn, gradients that vanish
 * or explode. Changes nothing. Activations are those of the network's own dense and activation
 * layers; layers inside a residual, concat or sequential are not examined.
 */
final class NetworkDiagnosis {
  /**
   * The least share of dead units in a layer that is reported. Some units die in networks that
   * learn well; beyond this the layer has lost a good part of what it was given.
   */
  static final double DEAD_SHARE = 0.4;

  /** The least share of saturated units in a layer that is reported: its larger half. */
  static final double SATURATED_SHARE = 0.5;

  /**
   * Deltas below this share of the output's have vanished: 0.25, the greatest slope of sigmoid, to
   * the power of 7. Steps there are negligible beside those of the layers above.
   */
  static final double VANISHED = 1e-4;

  /**
   * Gradients longer than this many times their layer's weights explode: a step at a rate of 0.001,
   * small for any optimizer that follows the gradient, replaces the weights.
   */
  static final double EXPLODED = 1000;

  private final Network network;
  private final boolean untrained;
  private final Trace trace;
  private final List<Finding> findings = new ArrayList<>();

  private NetworkDiagnosis(Network network, boolean untrained, Trace trace) {
    this.network = network;
    this.untrained = untrained;
    this.trace = trace;
  }

  /**
   * Examines a network.
   *
   * @param x N×n features of either precision
   * @param y targets as the loss expects them, of either precision
   * @param untrained whether no step has been taken. A unit may then not be saturated on either
   *     side; later it may be on both, as one that separates two classes is
   * @return what is likely wrong, from input to output
   * @throws IllegalArgumentException if the data do not fit the network or the loss
   */
  public static List<Finding> of(
      Network network, Loss loss, Matrix x, Matrix y, boolean untrained) {
    NetworkDiagnosis diagnosis =
        new NetworkDiagnosis(network, untrained, Trace.of(network, loss, x, y));
    diagnosis.units();
    if (diagnosis.findings.isEmpty()) {
      diagnosis.vanishing(); // otherwise units without slope are the reason
    }
    diagnosis.exploding();
    return List.copyOf(diagnosis.findings);
  }

  /** Returns the activation that a layer ends in, or null. */
  static @Nullable Activation activation(Layer layer) {
    return layer instanceof Dense dense
        ? dense.activation()
        : layer instanceof ActivationLayer single ? single.function() : null;
  }

  private static String name(Trace.Step step) {
    return step.name() + " (" + step.layer().name() + ")";
  }

  private void add(Kind kind, Trace.Step step, String message) {
    findings.add(new Finding(kind, name(step), name(step) + ": " + message));
  }

  /** Examines the hidden layers; a confident output is as it should be. */
  private void units() {
    for (Trace.Step step : trace.steps().subList(0, trace.steps().size() - 1)) {
      ActivationShape shape = ActivationShape.of(activation(step.layer()));
      if (shape != null
          && activation(step.layer()) instanceof ElementwiseActivation function
          && step.preActivation() != null) {
        units(step, shape, UnitDiagnosis.of(function, shape, step.preActivation(), step.output()));
      }
    }
  }

  private void units(Trace.Step step, ActivationShape shape, UnitDiagnosis units) {
    int width = step.output().columns();
    String rows = " of the " + step.output().rows() + " samples looked at";
    int saturated = untrained ? units.saturated() : units.stuck();
    if (!shape.bounded() && units.dead() >= DEAD_SHARE * width) {
      add(
          Kind.DEAD_UNITS,
          step,
          units.dead()
              + " of "
              + width
              + " units are dead: they pass no gradient on any"
              + rows
              + "; try a smaller learning rate, leaky_relu or gelu, or he_normal weights");
    } else if (shape.bounded() && saturated >= SATURATED_SHARE * width) {
      add(
          Kind.SATURATED_UNITS,
          step,
          saturated
              + " of "
              + width
              + " units are saturated, at an end of their range on nearly all"
              + rows
              + "; scale the inputs, take smaller initial weights or a smaller learning rate");
    }
  }

  private void vanishing() {
    List<Trace.Step> trained =
        trace.steps().stream().filter(step -> !step.gradients().isEmpty()).toList();
    if (trained.isEmpty()) {
      return;
    }
    Trace.Step first = trained.get(0);
    Trace.Step last = trained.get(trained.size() - 1);
    double share = rootMeanSquare(first.delta()) / rootMeanSquare(last.delta());
    if (share < VANISHED) {
      add(
          Kind.VANISHING_GRADIENTS,
          first,
          "gradients vanish: the deltas here are "
              + Wording.number(share)
              + " times those of "
              + name(last)
              + "; take fewer layers, relu or gelu, he_normal weights, batch_norm or residual"
              + " layers");
    }
  }

  private void exploding() {
    for (Trace.Step step : trace.steps()) {
      double gradient = 0;
      double weights = 0;
      for (Matrix part : step.gradients().values()) {
        gradient += squares(part);
      }
      for (ParameterSpec spec : network.parameters().specs()) {
        if (spec.trainable() && spec.name().startsWith(step.name() + ".")) {
          weights += squares(network.parameters().value(spec.name()));
        }
      }
      double length = Math.sqrt(gradient);
      if (length > EXPLODED * Math.max(1, Math.sqrt(weights))) {
        add(
            Kind.EXPLODING_GRADIENTS,
            step,
            "gradients explode: their length is "
                + Wording.number(length)
                + ", that of the weights "
                + Wording.number(Math.sqrt(weights))
                + "; scale inputs and targets, take smaller initial weights, clip_norm or a"
                + " smaller learning rate");
      }
    }
  }

  private static double rootMeanSquare(@Nullable Matrix matrix) {
    return matrix == null ? Double.NaN : Math.sqrt(squares(matrix) / matrix.size());
  }

  private static double squares(Matrix matrix) {
    double sum = 0;
    for (int r = 0; r < matrix.rows(); r++) {
      for (int c = 0; c < matrix.columns(); c++) {
        sum = Math.fma(matrix.get(r, c), matrix.get(r, c), sum);
      }
    }
    return sum;
  }
}
