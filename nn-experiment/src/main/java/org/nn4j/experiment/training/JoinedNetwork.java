package org.nn4j.experiment.training;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.core.activation.Clamp;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.Ensemble;
import org.nn4j.core.layer.Sequential;
import org.nn4j.core.network.Network;

/**
 * One network made of an ensemble's members: the weighted sum of what they compute before the
 * function that makes probabilities of it, if there is one, and then that function.
 *
 * <p>So σ(Σᵢ wᵢ·zᵢ(x)): a mean of logits, that is, the members' geometric mean, which a loss fuses
 * with as it does with a single network's.
 */
final class JoinedNetwork {
  private JoinedNetwork() {}

  /**
   * Joins networks of the same inputs and outputs.
   *
   * @param members the networks, of the same last activation
   * @param weights how much each counts
   * @param range what outputs are kept within, or null
   */
  static Network of(List<Network> members, List<Double> weights, OutOfFold.@Nullable Range range) {
    Network first = members.get(0);
    List<Layer> layers = new ArrayList<>();
    layers.add(
        new Ensemble(
            members.stream().<Layer>map(m -> new Sequential(scores(m).layers())).toList(),
            weights));
    if (endsInLink(first)) {
      layers.add(new ActivationLayer(((Dense) last(first)).activation()));
    }
    if (range != null) {
      layers.add(new ActivationLayer(new Clamp(range.least(), range.greatest())));
    }
    Network joined = like(first, layers);
    int trainable = 0;
    int statistics = 0;
    for (Network member : members) {
      trainable = copy(member.parameters().trainable(), joined.parameters().trainable(), trainable);
      statistics =
          copy(member.parameters().statistics(), joined.parameters().statistics(), statistics);
    }
    return joined;
  }

  private static Network like(Network network, List<Layer> layers) {
    return new Network(
        layers, network.inputWidth(), network.precision(), network.seed(), network.kernels());
  }

  /**
   * Returns what the weighted mean of the members' logits is divided by, 1 if the network is none
   * of several: its weights are those of a mean, which add up to 1, divided by a temperature.
   */
  static double temperature(Network network) {
    return network.layers().get(0) instanceof Ensemble ensemble
        ? 1 / ensemble.weights().stream().mapToDouble(Double::doubleValue).sum()
        : 1;
  }

  /** Returns a network whose members' logits are averaged alone. */
  static Network uncalibrated(Network joined) {
    if (!(joined.layers().get(0) instanceof Ensemble ensemble)) {
      return joined;
    }
    double temperature = temperature(joined);
    List<Layer> layers = new ArrayList<>(joined.layers());
    layers.set(
        0,
        new Ensemble(
            ensemble.members(),
            ensemble.weights().stream().map(weight -> weight * temperature).toList()));
    Network uncalibrated = like(joined, layers);
    copy(joined.parameters().trainable(), uncalibrated.parameters().trainable(), 0);
    copy(joined.parameters().statistics(), uncalibrated.parameters().statistics(), 0);
    return uncalibrated;
  }

  /** Copies one flat range behind what is there, and returns the end of it. */
  private static int copy(Matrix from, Matrix to, int start) {
    int size = from.columns();
    if (size > 0) {
      to.slice(start, 1, size).copyFrom(from);
    }
    return start + size;
  }

  /** Returns a network that ends before its last function, if that makes probabilities. */
  static Network scores(Network network) {
    return endsInLink(network) ? network.logits() : network;
  }

  private static boolean endsInLink(Network network) {
    return network.outputLink() != OutputLink.NONE && last(network) instanceof Dense;
  }

  private static Layer last(Network network) {
    return network.layers().get(network.layers().size() - 1);
  }
}
