package org.nn4j.core.parallel;

import java.util.concurrent.locks.LockSupport;

/** A thread of a {@link WorkerPool}: runs parts, spins for a short while, sleeps. */
final class Worker implements Runnable {
  /**
   * How long a worker spins: longer than what a training step does between two operations worth
   * dividing, since a sleeping thread takes some 50 µs to wake.
   */
  private static final long SPIN_NANOS = 200_000;

  /** Checks for a part between two readings of the clock. */
  private static final int CHECKS = 32;

  private final WorkerPool pool;
  private final int number;
  private final Thread thread;
  private volatile boolean asleep;

  Worker(WorkerPool pool, int number) {
    this.pool = pool;
    this.number = number;
    this.thread = new Thread(null, this, "nn4j-worker-" + number, 0, false);
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Wakes the thread if it sleeps; to be called after a part was made available. */
  void wake() {
    if (asleep) {
      asleep = false;
      LockSupport.unpark(thread);
    }
  }

  @Override
  public void run() {
    while (true) {
      int part = pool.claim(number);
      if (part >= 0) {
        pool.execute(part);
      } else if (!spin()) {
        if (pool.closed()) {
          return;
        }
        sleep();
      }
    }
  }

  /** Waits for a part to claim, and returns false if none came. */
  private boolean spin() {
    long end = System.nanoTime() + SPIN_NANOS;
    do {
      for (int i = 0; i < CHECKS; i++) {
        if (pool.claimable()) {
          return true;
        }
        Thread.onSpinWait();
      }
    } while (System.nanoTime() - end < 0);
    return false;
  }

  /** Sleeps until {@link #wake}; what came after the last check is not missed. */
  private void sleep() {
    asleep = true;
    while (asleep && !pool.claimable() && !pool.closed()) {
      LockSupport.park(pool);
      Thread.interrupted(); // if it stayed set, park would return at once for ever
    }
    asleep = false;
  }
}
