package org.nn4j.core.parallel;

import java.util.concurrent.locks.LockSupport;

/** A thread of a {@link WorkerPool}: does parts, watches for more for a short while, sleeps. */
final class Worker implements Runnable {
  /**
   * How long a thread watches: longer than what a training step does between two operations that
   * are worth dividing, for a thread that sleeps takes some 50 µs to wake.
   */
  private static final long WATCH_NANOS = 200_000;

  /** Looks between two of the clock. */
  private static final int LOOKS = 32;

  private final WorkerPool team;
  private final int number;
  private final Thread thread;
  private volatile boolean asleep;

  Worker(WorkerPool team, int number) {
    this.team = team;
    this.number = number;
    this.thread = new Thread(null, this, "nn4j-team-" + number, 0, false);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Ends the sleep, if there is one; to be called after there is something to wake for. */
  void wake() {
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void run() {
    while (true) {
      int part = team.claim(number);
      if (part >= 0) {
        team.execute(part);
      } else if (!watch()) {
        if (team.closed()) {
          return;
        }
        sleep();
      }
    }
  }

  /** Waits for a part to claim, and returns false if none came. */
  private boolean watch() {
    long end = System.nanoTime() + WATCH_NANOS;
    do {
      for (int i = 0; i < LOOKS; i++) {
        if (team.claimable()) {
          return true;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - end < 0);
    return false;
  }

  /** Sleeps until {@link #wake}; what came between the last look and here is seen, too. */
  private void sleep() {
    asleep = true;
    while (asleep && !team.claimable() && !team.closed()) {
      LockSupport.park(team);
      Thread.interrupted(); // with it set, park would return at once for ever
    }
    asleep = false;
  }
}
