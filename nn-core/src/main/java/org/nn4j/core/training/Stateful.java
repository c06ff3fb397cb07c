package org.nn4j.core.training;

import org.nn4j.api.ParameterSpec;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.ParameterStore;
import org.nn4j.core.random.RandomStream;

/** A part of a training run that changes from step to step or from epoch to epoch. */
interface Stateful {

  /** Adds what the part needs to go on. */
  void save(TrainingState state);

  /**
   * Continues from what {@link #save} added.
   *
   * @throws org.nn4j.core.InputException if it is missing or does not fit this run
   */
  void restore(TrainingState state);

  /** The random streams of a run: that of the orders and those of the layers. */
  record Streams(RandomStream shuffling, BoundNetwork network) implements Stateful {
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

  /**
   * Parameters, statistics among them, as part of a run's state.
   *
   * @param prefix what their names in the state start with
   */
  record Stored(String prefix, ParameterStore parameters) implements Stateful {

    @Override
    public void save(TrainingState state) {
      for (ParameterSpec spec : parameters.specs()) {
        state.put(prefix + spec.name(), parameters.value(spec.name()));
      }
    }

    @Override
    public void restore(TrainingState state) {
      for (ParameterSpec spec : parameters.specs()) {
        state.copy(prefix + spec.name(), parameters.value(spec.name()));
      }
    }
  }
}
