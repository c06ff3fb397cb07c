package org.nn4j.core.training;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.text.Words;

/**
 * The epochs of a training run, growing while it runs. Not thread-safe. Serializable, so that it
 * can go from the process that trains to the one that asked for it.
 */
public final class History implements Serializable {
  private static final long serialVersionUID = 1;

  private final ArrayList<EpochResult> epochs = new ArrayList<>();
  private long steps;
  private @Nullable String stopped;
  private int restored;

  /** Creates an empty history. */
  public History() {}

  /**
   * Returns the means of several runs: each epoch's of those that have it, in steps and seconds the
   * sums. Nothing is said of how they ended.
   *
   * @param runs the runs, at least one
   */
  public static History mean(List<History> runs) {
    History mean = new History();
    int longest = runs.stream().mapToInt(run -> run.epochs.size()).max().orElse(0);
    for (int i = 0; i < longest; i++) {
      int epoch = i;
      mean.add(
          EpochResult.mean(
              runs.stream()
                  .filter(run -> run.epochs.size() > epoch)
                  .map(run -> run.epochs.get(epoch))
                  .toList()));
    }
    mean.steps = runs.stream().mapToLong(run -> run.steps).sum();
    return mean;
  }

  void add(EpochResult result) {
    epochs.add(result);
  }

  /** Notes how the run ended. */
  void end(long allSteps, @Nullable String reason, int restoredEpoch) {
    steps = allSteps;
    stopped = reason;
    restored = restoredEpoch;
  }

  /** Returns the number of steps taken once the run has ended, those before a resumption too. */
  public long steps() {
    return steps;
  }

  /** Returns why the run ended before all epochs were done, or null if they were. */
  public @Nullable String stopped() {
    return stopped;
  }

  /**
   * Returns the epoch whose parameters the run ended with, from 1, where early stopping restored
   * the best; else 0: they are those of the last step.
   */
  public int restored() {
    return restored;
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

  /**
   * Returns the number of epochs, the losses and metrics of the last one and why the run ended, on
   * a line, such as {@code 100 epochs; the last: loss 0.0213, validation loss 0.0391, accuracy
   * 0.9667}.
   */
  @Override
  public String toString() {
    if (epochs.isEmpty()) {
      return "no epoch yet";
    }
    StringBuilder text = new StringBuilder(Words.count(epochs.size(), "epoch"));
    text.append("; the last: ").append(last().values());
    if (stopped != null) {
      text.append("; ended: ").append(stopped);
    }
    return restored == 0 ? text.toString() : text + "; parameters of epoch " + restored;
  }
}
