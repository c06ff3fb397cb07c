package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The epochs of a training run, growing while it runs. Not thread-safe. */
public final class History {
  private final List<EpochResult> epochs = new ArrayList<>();

  /** Makes an empty history. */
  public History() {}

  void add(EpochResult result) {
    epochs.add(result);
  }

  /** Returns the epochs so far, an unmodifiable view. */
  public List<EpochResult> epochs() {
    return Collections.unmodifiableList(epochs);
  }

  /**
   * Returns the last epoch.
   *
   * @throws IllegalStateException if there is none yet
   */
  public EpochResult last() {
    if (epochs.isEmpty()) {
      throw new IllegalStateException("no epoch is done yet");
    }
    return epochs.get(epochs.size() - 1);
  }
}
