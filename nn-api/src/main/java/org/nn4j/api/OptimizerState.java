package org.nn4j.api;

import java.util.ArrayList;
import java.util.List;

/**
 * The numbers that an {@link Optimizer} carries from step to step, allocated by the framework and
 * saved in checkpoints.
 *
 * <p>Not thread-safe; disjoint ranges of the slots may be written concurrently.
 */
public final class OptimizerState {
  private final List<Matrix> slots;
  private final double[] scalars;

  /**
   * Allocates zeroed state for an optimizer.
   *
   * @param optimizer the optimizer, which says how many slots and scalars there are
   * @param precision precision of the slots
   * @param size P, the number of parameters
   */
  public OptimizerState(Optimizer optimizer, Precision precision, int size) {
    List<Matrix> created = new ArrayList<>();
    for (int i = 0; i < optimizer.stateSlots(); i++) {
      created.add(Matrix.zeros(precision, 1, size));
    }
    this.slots = List.copyOf(created);
    this.scalars = new double[optimizer.stateScalars()];
  }

  /** Returns slot {@code index}, 1×P, not a copy. */
  public Matrix slot(int index) {
    return slots.get(index);
  }

  /** Returns the slots in order. */
  public List<Matrix> slots() {
    return slots;
  }

  /** Returns the scalars, not a copy. */
  public double[] scalars() {
    return scalars;
  }
}
