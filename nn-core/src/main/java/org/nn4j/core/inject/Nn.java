package org.nn4j.core.inject;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.nn4j.api.Kernels;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;

/**
 * What an application takes from the injector: builders that know its catalog and kernels, and
 * trainers that notify its listeners.
 *
 * @param catalog where names are looked up
 * @param kernels what networks compute with
 * @param listeners notified of every training, bound by {@link NnModule#listeners}
 */
public record Nn(Catalog catalog, Kernels kernels, Set<TrainingListener> listeners) {

  /** Creates the entry point, by the injector or by hand. */
  public Nn {
    listeners = Collections.unmodifiableSet(new LinkedHashSet<>(listeners));
  }

  /** Starts composing a network for {@code inputWidth} features. */
  public Network.Builder network(int inputWidth) {
    return Network.builder(inputWidth).catalog(catalog).kernels(kernels);
  }

  /** Starts composing a plan. */
  public TrainingPlan.Builder plan() {
    return TrainingPlan.builder().catalog(catalog);
  }

  /** Creates a trainer for a plan. */
  public Trainer trainer(TrainingPlan plan) {
    return new Trainer(plan, listeners.toArray(TrainingListener[]::new));
  }
}
