package org.nn4j.serve;

import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who may compute, and how much of requests is held in memory. Requests take turns: one that waits
 * is let in before those that come later. What would wait too long a time is refused, so that a
 * client learns of it while it can still ask elsewhere.
 */
final class Turnstile {
  private static final Map<String, String> RETRY = Map.of("Retry-After", "1");

  private final Semaphore places;
  private final int queue;
  private final AtomicInteger waiting = new AtomicInteger();
  private final long most;
  private final AtomicLong held = new AtomicLong();

  Turnstile(Limits limits) {
    this.places = new Semaphore(limits.threads(), true);
    this.queue = limits.queue();
    this.most = Math.max(limits.bodyBytes(), Runtime.getRuntime().maxMemory() / 32);
  }

  /**
   * Waits for a turn, which {@link #leave} gives back.
   *
   * @throws RequestException if too many wait already
   */
  void enter() {
    if (places.tryAcquire()) {
      return;
    }
    try {
      if (waiting.incrementAndGet() > queue) {
        throw busy(waiting.get() - 1 + " requests are waiting already");
      }
      places.acquireUninterruptibly();
    } finally {
      waiting.decrementAndGet();
    }
  }

  /** Waits for another turn, for the next part of what has been let in. */
  void again() {
    places.acquireUninterruptibly();
  }

  void leave() {
    places.release();
  }

  /** Lets those that wait go first. */
  void giveWay() {
    if (places.hasQueuedThreads()) {
      places.release();
      places.acquireUninterruptibly();
    }
  }

  /**
   * Notes that bytes of a request are held, until they are {@link #free}.
   *
   * @throws RequestException if the server holds too much already
   */
  void hold(long bytes) {
    if (held.addAndGet(bytes) > most) {
      held.addAndGet(-bytes);
      throw busy("the server holds " + held.get() + " bytes of other requests");
    }
  }

  void free(long bytes) {
    held.addAndGet(-bytes);
  }

  int waiting() {
    return waiting.get();
  }

  private static RequestException busy(String why) {
    return new RequestException(
        429, "the server is busy: " + why + "; try again in a second", RETRY);
  }
}
