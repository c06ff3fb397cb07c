package org.nn4j.testkit.check;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that calls allocate, where the JVM can. */
final class Allocation {
  private static final int CALLS = 300;
  private static final int ROUNDS = 12;

  private Allocation() {}

  /**
   * Requires that calls allocate nothing in the steady state: in the best of several rounds, less
   * than a byte a call.
   */
  static void requireNone(String what, String point, Runnable call) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()
        || !threads.isThreadAllocatedMemoryEnabled()) {
      return;
    }
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS && least >= CALLS; round++) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
    }
    Expect.that(
        least < CALLS,
        what + " allocates nothing in the steady state",
        point,
        "0 bytes a call",
        least / CALLS + " bytes a call");
  }
}
