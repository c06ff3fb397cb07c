package org.nn4j.core.training;

import java.util.function.Consumer;
import org.nn4j.core.network.Network;

/** What a program learns while a network trains; called on the training thread. */
public interface TrainingListener {

  /** Makes a listener that learns of epochs alone: {@code eachEpoch(e -> log(e.loss()))}. */
  static TrainingListener eachEpoch(Consumer<? super EpochResult> action) {
    return new TrainingListener() {
      @Override
      public void epochDone(EpochResult result) {
        action.accept(result);
      }
    };
  }

  /** Learns that training starts. */
  default void started(Network network, TrainingPlan plan, int samples) {}

  /**
   * Learns that a batch is done.
   *
   * @param epoch the epoch's number from 1
   * @param batch the batch's number in the epoch from 1
   * @param batches the number of batches in an epoch
   * @param loss the batch's loss, penalties included
   * @param rate the learning rate used
   */
  default void batchDone(int epoch, int batch, int batches, double loss, double rate) {}

  /** Learns that an epoch is done and evaluated. */
  default void epochDone(EpochResult result) {}

  /** Learns that training has ended. */
  default void finished(History history) {}
}
