package org.nn4j.core.training;

import org.jspecify.annotations.Nullable;
import org.nn4j.core.network.Network;

/** Decides whether a run ends before its epochs are done, and with which parameters. */
final class Stopping {
  private final StopCriterion criterion;
  private final @Nullable BestEpoch best;
  private volatile @Nullable String requested;
  private @Nullable String reason;

  /**
   * Looks at nothing yet.
   *
   * @param epochs what is evaluated after every epoch
   * @throws org.nn4j.core.InputException if the plan watches what epochs do not have
   */
  Stopping(TrainingPlan plan, Network network, EpochMetrics epochs) {
    criterion = plan.stop();
    criterion.requireFit(epochs);
    EarlyStopping rule = plan.earlyStopping();
    best = rule == null ? null : new BestEpoch(rule, rule.watch(epochs), network);
  }

  @Nullable BestEpoch best() {
    return best;
  }

  /** Returns why the run is to end, or null. */
  @Nullable String reason() {
    return reason;
  }

  /** Requests the end; of several reasons the first counts. Safe to call from any thread. */
  synchronized void request(String newReason) {
    if (requested == null) {
      requested = newReason;
    }
  }

  /** Returns whether the end was requested. */
  boolean requested() {
    return requested != null;
  }

  /** Ends the run as was requested, of this process or another. */
  void end() {
    String own = requested;
    end(own == null ? "another process was asked to stop" : own);
  }

  private void end(String newReason) {
    if (reason == null) {
      reason = newReason;
    }
  }

  /** Looks at an epoch while the network still has its parameters. */
  void observe(EpochResult result) {
    if (best != null) {
      best.observe(result);
    }
  }

  /** Looks again at the epochs before a run went on. */
  void replay(History history) {
    if (best != null) {
      best.replay(history.epochs());
    }
  }

  /** Asks for the end if the last epoch calls for it. */
  void check(History history) {
    if (criterion.reached(history)) {
      end(criterion.reason(history));
    }
    if (best != null && best.exhausted()) {
      end(best.reason());
    }
  }

  /** Gives the network the best epoch's parameters, if so planned; returns its number or 0. */
  int restoreBest() {
    return best != null && best.restore() ? best.epoch() : 0;
  }
}
