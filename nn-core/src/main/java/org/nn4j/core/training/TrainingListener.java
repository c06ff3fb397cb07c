package org.nn4j.core.training;

import java.util.function.Consumer;
import org.nn4j.api.Matrix;

/**
 * Receives the events of a training run, on the training thread.
 *
 * <p>A listener that throws ends the training, unless it is {@link #optional}. The remaining
 * listeners still receive an event that occurs once per epoch or less often, and what they throw is
 * added to the first exception as suppressed.
 */
public interface TrainingListener {

  /** Ignores all events. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Creates a listener that receives only the ends of epochs: {@code eachEpoch(e ->
   * log(e.loss()))}.
   */
  static TrainingListener eachEpoch(Consumer<? super EpochResult> action) {
    return new TrainingListener() {
      @Override
      public void epochDone(EpochResult result) {
        action.accept(result);
      }
    };
  }

  /**
   * Creates a listener that does not end the training when it fails: it receives {@link #failed}
   * for its own failure, and nothing more in this run. So an event file that cannot be written does
   * not cost the network.
   *
   * @param listener what may fail, with any exception, but not an {@link Error}
   * @param failed called with the exception, at most once per run
   */
  static TrainingListener optional(
      TrainingListener listener, Consumer<? super RuntimeException> failed) {
    return new OptionalListener(listener, failed);
  }

  /**
   * Returns what listens to the training of one of an ensemble's members, which may train at the
   * same time on threads of their own. By default this listens to the first alone, as what follows
   * one run can follow no more.
   *
   * @param member the member's number from 1
   * @param members how many there are
   */
  default TrainingListener ofMember(int member, int members) {
    return member == 1 ? this : NONE;
  }

  /**
   * Called when training starts or is resumed. Keep the run to stop it, or to look at it later.
   *
   * @param run the run, with {@link TrainingRun#epochs()} and {@link TrainingRun#steps()} above 0
   *     if it is resumed
   */
  default void started(TrainingRun run) {}

  /**
   * Called with a batch's gradients as back-propagation computed them, including penalties, before
   * they are clipped and the step is taken. Called for every batch, so it must be quick.
   *
   * @param epoch the epoch's number from 1
   * @param batch the batch's number in the epoch from 1
   * @param batches the number of batches in an epoch
   * @param gradients 1×P, see {@link org.nn4j.core.network.ParameterStore#trainable()}; the next
   *     batch's overwrite them; not to be changed
   */
  default void gradientsReady(int epoch, int batch, int batches, Matrix gradients) {}

  /**
   * Called when a batch is done.
   *
   * @param epoch the epoch's number from 1
   * @param batch the batch's number in the epoch from 1
   * @param batches the number of batches in an epoch
   * @param loss the batch's loss, penalties included
   * @param rate the learning rate used
   */
  default void batchDone(int epoch, int batch, int batches, double loss, double rate) {}

  /** Called when an epoch is done and evaluated. */
  default void epochDone(EpochResult result) {}

  /**
   * Called when there will be no more steps. The parameters are still those of the last step; early
   * stopping may restore the best epoch's next.
   */
  default void ending() {}

  /** Called when training has ended, perhaps early, and the parameters are final. */
  default void finished(History history) {}

  /**
   * Called instead of {@link #finished} when training has failed: the time to close what was opened
   * at the start. All listeners that were notified of the start are called, including the one that
   * failed.
   *
   * @param cause what training ends with: a {@link DivergenceException}, or what a part, the data
   *     or a listener threw
   */
  default void failed(Throwable cause) {}
}
