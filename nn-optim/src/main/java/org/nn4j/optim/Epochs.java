package org.nn4j.optim;

import java.util.List;
import org.nn4j.api.Checks;
import org.nn4j.api.TrainingClock;

/** Computations shared by the schedules that count epochs. */
final class Epochs {
  private Epochs() {}

  /** Returns a number of epochs, where 0 stands for all planned epochs. */
  static long orAll(int epochs, TrainingClock clock) {
    return epochs == 0 ? clock.totalEpochs() : epochs;
  }

  /**
   * Returns the part of a period that has passed, from 0 to 1; length 0 stands for the whole run.
   */
  static double position(int length, TrainingClock clock) {
    return Math.min((double) clock.epoch() / orAll(length, clock), 1);
  }

  /** Returns how many of the epochs have been reached. */
  static int reached(List<Integer> epochs, TrainingClock clock) {
    int count = 0;
    while (count < epochs.size() && epochs.get(count) <= clock.epoch()) {
      count++;
    }
    return count;
  }

  /**
   * Returns an unmodifiable copy of epochs.
   *
   * @throws IllegalArgumentException if one is less than 1 or not above the previous one
   */
  static List<Integer> increasing(String parameter, List<Integer> epochs) {
    int least = 1;
    for (int epoch : epochs) {
      Checks.atLeast(parameter, epoch, least);
      least = epoch + 1;
    }
    return List.copyOf(epochs);
  }
}
