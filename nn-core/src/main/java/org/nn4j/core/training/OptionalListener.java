package org.nn4j.core.training;

import java.util.function.Consumer;
import org.nn4j.api.Matrix;

/** A listener whose failure is reported and does not end the training. */
final class OptionalListener implements TrainingListener {
  private final TrainingListener listener;
  private final Consumer<? super RuntimeException> told;
  private boolean broken;

  /**
   * Creates a listener.
   *
   * @param listener what may fail
   * @param told is called with the exception
   */
  OptionalListener(TrainingListener listener, Consumer<? super RuntimeException> told) {
    this.listener = listener;
    this.told = told;
  }

  @Override
  public TrainingListener ofMember(int member, int members) {
    return new OptionalListener(listener.ofMember(member, members), told);
  }

  private void fail(RuntimeException e) {
    broken = true;
    try {
      listener.failed(e);
    } catch (RuntimeException second) {
      if (second != e) {
        e.addSuppressed(second);
      }
    }
    told.accept(e);
  }

  @Override
  public void started(TrainingRun run) {
    broken = false;
    try {
      listener.started(run);
    } catch (RuntimeException e) {
      fail(e);
    }
  }

  @Override
  public void gradientsReady(int epoch, int batch, int batches, Matrix gradients) {
    if (!broken) {
      try {
        listener.gradientsReady(epoch, batch, batches, gradients);
      } catch (RuntimeException e) {
        fail(e);
      }
    }
  }

  @Override
  public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
    if (!broken) {
      try {
        listener.batchDone(epoch, batch, batches, loss, rate);
      } catch (RuntimeException e) {
        fail(e);
      }
    }
  }

  @Override
  public void epochDone(EpochResult result) {
    unlessBroken(() -> listener.epochDone(result));
  }

  @Override
  public void ending() {
    unlessBroken(listener::ending);
  }

  @Override
  public void finished(History history) {
    unlessBroken(() -> listener.finished(history));
  }

  @Override
  public void failed(Throwable cause) {
    unlessBroken(() -> listener.failed(cause));
  }

  private void unlessBroken(Runnable event) {
    if (!broken) {
      try {
        event.run();
      } catch (RuntimeException e) {
        fail(e);
      }
    }
  }
}
