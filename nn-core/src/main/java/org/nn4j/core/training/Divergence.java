package org.nn4j.core.training;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.data.RowPlace;
import org.nn4j.core.layer.Chain;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.training.DivergenceException.TensorRange;
import org.nn4j.core.training.objective.Finite;
import org.nn4j.core.training.objective.Objective;

/**
 * Finds where the first number that is not finite appeared, once one shows. Reads what the last
 * pass left in memory and computes nothing, so that no random mask is drawn anew.
 */
final class Divergence {
  private static final String INPUT = "input";

  /** How many of a batch's lines a message names; the exception holds all. */
  private static final int SHOWN = 10;

  private final Objective objective;
  private final Batches batches;
  private final IntFunction<RowPlace[]> placesOf;
  private final int epoch;
  private final int updates;

  /**
   * Looks at a training run.
   *
   * @param batches the batch of the last pass
   * @param placesOf where the samples of a batch came from, by its number in the epoch from 0
   * @param updates updates done in this epoch
   */
  Divergence(
      Objective objective,
      Batches batches,
      IntFunction<RowPlace[]> placesOf,
      int epoch,
      int updates) {
    this.objective = objective;
    this.batches = batches;
    this.placesOf = placesOf;
    this.epoch = epoch;
    this.updates = updates;
  }

  /**
   * Explains a loss that is not finite: parameters since the update before, inputs, layers and loss
   * in the order of computation.
   */
  DivergenceException ofLoss() {
    for (ParameterSpec spec : specs()) {
      Matrix value = objective.network().parameters().value(spec.name());
      if (!Finite.all(value)) {
        return report(updates, layerOf(spec.name()), "update", parameter(spec), value);
      }
    }
    int batch = updates + 1;
    if (!Finite.all(batches.x())) {
      return report(batch, "the data", INPUT, "", batches.x());
    }
    if (!Finite.all(batches.y())) {
      return report(batch, "the targets", INPUT, "", batches.y());
    }
    Chain chain = objective.bound().chain();
    for (int i = 0; i < chain.size(); i++) {
      BoundLayer.LinkedOutput linked = chain.layer(i).linkedOutput();
      if (linked != null && !Finite.all(linked.preActivation())) {
        return report(batch, layer(i), "Z", "", linked.preActivation());
      }
      if (!Finite.all(chain.output(i))) {
        return report(batch, layer(i), "A", "", chain.output(i));
      }
    }
    return report(batch, "the loss " + objective.loss().shortExpression(), "loss", "", null);
  }

  /**
   * Explains parameters that are not finite after an update: by the deltas and gradients it took,
   * in the order of back-propagation, or by itself.
   */
  DivergenceException ofUpdate() {
    Chain chain = objective.bound().chain();
    for (int i = chain.size() - 1; i >= 0; i--) {
      Matrix delta = chain.gradient(i);
      // A layer without Z (dropout) passes on the memory in which the layer before computes its Δ.
      boolean own =
          chain.layer(i).linkedOutput() != null || i == 0 || delta != chain.gradient(i - 1);
      if (delta != null && own && !Finite.all(delta)) {
        return report(updates, layer(i), "Δ", "", delta);
      }
      DivergenceException found = ofGradients(i);
      if (found != null) {
        return found;
      }
    }
    return ofLoss();
  }

  private @Nullable DivergenceException ofGradients(int layer) {
    ParameterStore store = objective.network().parameters();
    for (ParameterSpec spec : specs()) {
      if (spec.trainable() && index(spec.name()) == layer) {
        Matrix gradient = store.part(objective.gradients(), spec.name());
        if (!Finite.all(gradient)) {
          return report(updates, layer(layer), "gradient", parameter(spec), gradient);
        }
      }
    }
    return null;
  }

  /** Explains a loss that is NaN on the data that a network is evaluated on. */
  static DivergenceException ofEvaluation(int epoch, int batch) {
    return new DivergenceException(
        epoch,
        batch,
        "the evaluation after it",
        "loss",
        "; look for values that are not finite or far outside the training data",
        null);
  }

  /** Explains a loss that is not finite on the rows of another process, which knows more. */
  static DivergenceException ofAnotherProcess(int epoch, int batch) {
    return new DivergenceException(
        epoch, batch, "the rows of another process", "loss", "; its own message says where", null);
  }

  private List<ParameterSpec> specs() {
    return objective.network().parameters().specs();
  }

  private static String parameter(ParameterSpec spec) {
    return ", parameter " + spec.name();
  }

  private DivergenceException report(
      int batch, String layer, String phase, String detail, @Nullable Matrix tensor) {
    RowPlace[] ofRows = batch > 0 ? placesOf.apply(batch - 1) : new RowPlace[0];
    RowPlace[] places = Stream.of(ofRows).filter(RowPlace::known).sorted().toArray(RowPlace[]::new);
    TensorRange range = tensor == null ? null : TensorRange.of(tensor);
    boolean rowsAreSamples = detail.isEmpty();
    String advice =
        phase.equals(INPUT)
            ? "; remove such values from the data"
            : "; try a smaller learning rate, gradient clipping or standardized inputs";
    return new DivergenceException(
        epoch,
        Math.max(1, batch),
        layer,
        phase,
        detail
            + shown(places)
            + (range == null ? "" : ": " + range + place(range, rowsAreSamples ? ofRows : null))
            + advice,
        range,
        places);
  }

  /** Describes where the first non-finite element is: the line of its sample, or its indices. */
  private static String place(TensorRange range, RowPlace @Nullable [] places) {
    return places != null && places[range.row()].known()
        ? "; first in " + places[range.row()].inWords()
        : "; first at [" + range.row() + ", " + range.column() + "]";
  }

  /** Returns the index of the layer of a parameter such as {@code layers.0.weight}. */
  private static int index(String parameter) {
    int from = parameter.indexOf('.') + 1;
    return Integer.parseInt(parameter.substring(from, parameter.indexOf('.', from)));
  }

  private String layerOf(String parameter) {
    return layer(index(parameter));
  }

  private String layer(int index) {
    return "layers." + index + " (" + objective.network().layers().get(index).name() + ")";
  }

  /** Names the batch's source lines, at most ten of them. */
  private static String shown(RowPlace[] places) {
    if (places.length == 0) {
      return "";
    }
    String first = Stream.of(places).limit(SHOWN).map(RowPlace::toString).collect(joining(", "));
    String more = places.length > SHOWN ? " and " + (places.length - SHOWN) + " more" : "";
    return " (data lines " + first + more + ")";
  }
}
