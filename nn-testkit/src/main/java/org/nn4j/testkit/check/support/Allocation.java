package org.nn4j.testkit.check.support;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.management.JMException;
import javax.management.ObjectName;

/** Counts the bytes that calls allocate, where the JVM can. */
public final class Allocation {
  private static final int CALLS = 300;

  /**
   * Vectors are objects until the JIT has compiled what works on them, which may wait behind loops
   * of others that take C2 seconds.
   */
  private static final long NANOS = 60_000_000_000L;

  /** What every stage of compilation gets at least: its thresholds are 15,000 calls and less. */
  private static final int STAGE_CALLS = 20_000;

  private static final long STAGE_NANOS = 500_000_000L;

  /** Interpreted, with C1, with C2, and once more with what C2 had assumed wrongly. */
  private static final int STAGES = 4;

  /** A line of jcmd's Compiler.queue: {@code [C2 CompilerThread0] 1166 ! 4 a.B::c (9 bytes)}. */
  private static final Pattern COMPILATION =
      Pattern.compile("^(?:C\\d CompilerThread\\d+)?\\s*(\\d+) .*::", Pattern.MULTILINE);

  private Allocation() {}

  /**
   * Requires that calls allocate nothing in the steady state, less than a byte a call. It is
   * reached when the JIT has nothing left to compile that it had begun when the calls were already
   * many, or after a minute.
   */
  public static void requireNone(String what, String point, Runnable call) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)
        || !threads.isThreadAllocatedMemorySupported()
        || !threads.isThreadAllocatedMemoryEnabled()) {
      return;
    }
    long thread = Thread.currentThread().getId();
    long least = Long.MAX_VALUE;
    Stages stages = new Stages();
    long end = System.nanoTime() + NANOS;
    while (least >= CALLS && !stages.over() && System.nanoTime() - end < 0) {
      long before = threads.getThreadAllocatedBytes(thread);
      for (int i = 0; i < CALLS; i++) {
        call.run();
      }
      least = Math.min(least, threads.getThreadAllocatedBytes(thread) - before);
      stages.called();
    }
    Expect.that(
        least < CALLS,
        what + " allocates nothing in the steady state",
        point,
        "0 bytes a call",
        least / CALLS + " bytes a call");
  }

  /** The stages that calls go through until nothing about them is compiled any more. */
  private static final class Stages {
    private int left = STAGES;
    private int calls;
    private long start = System.nanoTime();
    private Set<String> waiting = Set.of();

    void called() {
      calls += CALLS;
      if (calls < STAGE_CALLS || System.nanoTime() - start < STAGE_NANOS) {
        return;
      }
      calls = 0;
      start = System.nanoTime();
      compilations()
          .ifPresent(
              now -> {
                if (waiting.stream().noneMatch(now::contains)) {
                  left--;
                  waiting = now;
                }
              });
    }

    /** Whether all that waited for the JIT at the end of every stage was compiled in the next. */
    boolean over() {
      return left == 0;
    }
  }

  /**
   * Returns the numbers of what the JIT is compiling or has to, or nothing where that is unknown.
   */
  private static Optional<Set<String>> compilations() {
    try {
      Object queues =
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "compilerQueue",
                  new Object[0],
                  new String[0]);
      return Optional.of(
          COMPILATION
              .matcher(String.valueOf(queues))
              .results()
              .map(match -> match.group(1))
              .collect(Collectors.toSet()));
    } catch (JMException e) {
      return Optional.empty(); // not HotSpot: the time decides
    }
  }
}
