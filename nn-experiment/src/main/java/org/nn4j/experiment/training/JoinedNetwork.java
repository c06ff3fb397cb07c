package org.nn4j.experiment.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.OutputLink;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Parameters;
import org.nn4j.core.activation.Clamp;
import org.nn4j.core.activation.Identity;
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
    Dense link = link(first);
    if (link != null) {
      layers.add(new ActivationLayer(link.activation()));
    }
    if (range != null) {
      layers.add(new ActivationLayer(new Clamp(range.least(), range.greatest())));
    }
    Network joined =
        new Network(layers, first.inputWidth(), first.precision(), first.seed(), first.kernels());
    int trainable = 0;
    int statistics = 0;
    for (Network member : members) {
      trainable = copy(member.parameters().trainable(), joined.parameters().trainable(), trainable);
      statistics =
          copy(member.parameters().statistics(), joined.parameters().statistics(), statistics);
    }
    return joined;
  }

  /** Copies one flat range behind what is there, and returns the end of it. */
  private static int copy(Matrix from, Matrix to, int start) {
    int size = from.columns();
    if (size > 0) {
      to.slice(start, 1, size).copyFrom(from);
    }
    return start + size;
  }

  /** Returns the last layer if it is dense and ends in a function that makes probabilities. */
  private static @Nullable Dense link(Network network) {
    Layer last = network.layers().get(network.layers().size() - 1);
    return last instanceof Dense dense && dense.activation().link() != OutputLink.NONE
        ? dense
        : null;
  }

  /** Returns a network that ends before its last function, if that makes probabilities. */
  static Network scores(Network network) {
    Dense dense = link(network);
    if (dense == null) {
      return network;
    }
    List<Layer> layers = new ArrayList<>(network.layers());
    layers.set(layers.size() - 1, dense.with(Parameters.of("activation", new Identity())));
    Map<String, Matrix> values = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameters().specs()) {
      values.put(spec.name(), network.parameters().value(spec.name()));
    }
    return Network.restore(
        layers,
        network.inputWidth(),
        network.precision(),
        network.seed(),
        network.kernels(),
        values);
  }
}
