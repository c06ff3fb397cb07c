package org.nn4j.core.training;

import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.random.RandomStream;

/** The random streams of a run: that of the orders and those of the layers. */
record StreamState(RandomStream shuffling, BoundNetwork network) implements Stateful {
  private static final String PREFIX = "training.random.";
  private static final String SHUFFLE = PREFIX + "shuffle";

  @Override
  public void save(TrainingState state) {
    state.put(SHUFFLE, shuffling.state());
    network.randomStreams().forEach((layer, stream) -> state.put(PREFIX + layer, stream.state()));
  }

  @Override
  public void restore(TrainingState state) {
    state.restore(SHUFFLE, shuffling);
    network.randomStreams().forEach((layer, stream) -> state.restore(PREFIX + layer, stream));
  }
}
