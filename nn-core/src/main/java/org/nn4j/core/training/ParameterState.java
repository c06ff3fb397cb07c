package org.nn4j.core.training;

import org.nn4j.api.ParameterSpec;
import org.nn4j.core.network.ParameterStore;

/**
 * Parameters, statistics among them, as part of a run's state.
 *
 * @param prefix what their names in the state start with
 */
record ParameterState(String prefix, ParameterStore parameters) implements Stateful {

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
