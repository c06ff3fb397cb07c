package org.nn4j.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Tasks that do not depend on one another, divided among threads. Each writes where no other does,
 * so the result is the same for any number of threads.
 */
final class Blocks {
  private Blocks() {}

  /**
   * Runs the tasks 0 to {@code count}−1, and returns when all are done.
   *
   * @param threads most threads to use, the caller's among them
   * @throws RuntimeException what the first failing task threw, after the running ones have ended
   */
  static void run(int count, int threads, IntConsumer task) {
    AtomicInteger next = new AtomicInteger();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Runnable worker =
        () -> {
          for (int i = next.getAndIncrement(); i < count; i = next.getAndIncrement()) {
            try {
              task.accept(i);
            } catch (RuntimeException | Error e) {
              failure.updateAndGet(first -> first == null ? e : first);
              next.set(count);
            }
          }
        };
    List<Thread> helpers = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, count); i++) {
      Thread helper = new Thread(null, worker, "nn4j-explain-" + i, 0, false);
      helper.setDaemon(true);
      helper.start();
      helpers.add(helper);
    }
    worker.run();
    boolean interrupted = false;
    for (Thread helper : helpers) {
      interrupted |= await(helper);
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    Throwable thrown = failure.get();
    if (thrown instanceof Error error) {
      throw error;
    }
    if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  /** Waits for a thread to end, and returns whether the caller was interrupted meanwhile. */
  private static boolean await(Thread helper) {
    boolean interrupted = false;
    while (true) {
      try {
        helper.join();
        return interrupted;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
  }
}
