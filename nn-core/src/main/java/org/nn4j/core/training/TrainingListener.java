package org.nn4j.core.training;

import java.util.function.Consumer;
import org.nn4j.api.Matrix;

/**
 * What a program learns while a network trains; called on the training thread.
 *
 * <p>A listener that throws ends the training, unless it is {@link #optional}. Of what is told once
 * an epoch or less often the listeners after it still learn, and what they throw is kept among the
 * suppressed exceptions of the first.
 */
public interface TrainingListener {

  /** Creates a listener that learns of epochs alone: {@code eachEpoch(e -> log(e.loss()))}. */
  static TrainingListener eachEpoch(Consumer<? super EpochResult> action) {
    return new TrainingListener() {
      @Override
      public void epochDone(EpochResult result) {
        action.accept(result);
      }
    };
  }

  /**
   * Creates a listener that does not end the training when it fails: it learns of its own failure
   * by {@link #failed}, and of nothing more in this run. So an event file that cannot be written
   * does not cost the network.
   *
   * @param listener what may fail, with any exception but not with an {@link Error}
   * @param failed called with the exception, at most once a run
   */
  static TrainingListener optional(
      TrainingListener listener, Consumer<? super RuntimeException> failed) {
    return new OptionalListener(listener, failed);
  }

  /**
   * Learns that training starts or goes on. Keep the run to stop it, or to look at it later.
   *
   * @param run the run, with {@link TrainingRun#epochs()} and {@link TrainingRun#steps()} above 0
   *     if it goes on where another one stopped
   */
  default void started(TrainingRun run) {}

  /**
   * Learns of a batch's gradients as back-propagation left them: penalties included, before they
   * are clipped and the step is taken. Called for every batch, so it must be quick.
   *
   * @param epoch the epoch's number from 1
   * @param batch the batch's number in the epoch from 1
   * @param batches the number of batches in an epoch
   * @param gradients 1×P, see {@link org.nn4j.core.network.ParameterStore#trainable()}; the next
   *     batch's overwrite them; not to be changed
   */
  default void gradientsReady(int epoch, int batch, int batches, Matrix gradients) {}

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

  /**
   * Learns that there will be no more steps. The parameters are still those of the last step; early
   * stopping may restore the best epoch's next.
   */
  default void ending() {}

  /** Learns that training has ended, stopped perhaps, and the parameters are final. */
  default void finished(History history) {}

  /**
   * Learns that training has failed, in place of {@link #finished}: the time to close what was
   * opened at the start. All that were notified of the start learn of it, the one that failed
   * included.
   *
   * @param cause what training ends with: a {@link DivergenceException}, or what a part, the data
   *     or a listener threw
   */
  default void failed(Throwable cause) {}
}
