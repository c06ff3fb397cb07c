package org.nn4j.core.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Component;
import org.nn4j.api.Layer;
import org.nn4j.api.Optimizer;
import org.nn4j.api.Parameters;
import org.nn4j.core.layer.AlphaDropout;
import org.nn4j.core.layer.DropConnect;
import org.nn4j.core.layer.Dropout;
import org.nn4j.core.layer.GaussianNoise;
import org.nn4j.core.network.Network;

/**
 * Removes what keeps a network from learning its samples by heart: penalties, bounds on weights,
 * dropout, weight decay; from plug-ins' parts too, if they use these names for their parameters.
 */
final class Unregularized {
  private static final List<String> RESTRAINTS =
      List.of("l1", "l2", "max_norm", "min_norm", "weight_decay");

  private Unregularized() {}

  /** Returns a new network with the same weights as another one would start with. */
  static Network network(Network network) {
    return new Network(
        network.layers().stream().map(Unregularized::layer).toList(),
        network.inputWidth(),
        network.precision(),
        network.seed(),
        network.kernels());
  }

  static Optimizer optimizer(Optimizer optimizer) {
    Parameters changes = changes(optimizer);
    return changes.isEmpty() ? optimizer : optimizer.with(changes);
  }

  private static Layer layer(Layer layer) {
    if (layer instanceof Dropout) {
      return new Dropout(0);
    }
    if (layer instanceof AlphaDropout) {
      return new AlphaDropout(0);
    }
    if (layer instanceof DropConnect dropping) {
      return layer(dropping.layer());
    }
    if (layer instanceof GaussianNoise) {
      return new GaussianNoise(0);
    }
    Parameters changes = changes(layer);
    return changes.isEmpty() ? layer : layer.with(changes);
  }

  private static Parameters changes(Component part) {
    Map<String, Object> changes = new LinkedHashMap<>();
    for (Parameters.Entry entry : part.parameters().entries()) {
      if (RESTRAINTS.contains(entry.name())) {
        changes.put(entry.name(), 0.0);
      } else if (entry.value() instanceof Optimizer inner) {
        changes.put(entry.name(), optimizer(inner));
      } else if (entry.value() instanceof List<?> parts
          && parts.stream().allMatch(Layer.class::isInstance)) {
        changes.put(entry.name(), parts.stream().map(child -> layer((Layer) child)).toList());
      }
    }
    return Parameters.of(changes);
  }
}
