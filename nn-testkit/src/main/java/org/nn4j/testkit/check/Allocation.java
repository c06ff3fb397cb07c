package org.nn4j.testkit.check;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Counts the bytes that calls allocate, where the JVM can. */
final class Allocation {
  private static final int CALLS = 300;

  /**
   * Vectors are objects until the JIT has compiled what works on them, which may wait behind loops
   * of others that take C2 seconds.
   */
  private static final long NANOS = 20_000_000_000L;

  private Allocation() {}

  /**
   * Requires that calls allocate nothing in the steady state: after 20 seconds at most, less than a
   * byte a call.
   */
  static void requireNone(String what, String point, Runnable call) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()
        || !threads.isThreadAllocatedMemoryEnabled()) {
      return;
    }
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    long end = System.nanoTime() + NANOS;
    while (least >= CALLS && System.nanoTime() - end < 0) {
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
