package org.nn4j.core.parallel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;

/**
 * A pool of threads that run one task at a time, together with the thread that calls {@link #run}.
 *
 * <p>It is made for tasks of microseconds that follow one another closely, as the operations of a
 * training step do. After a task a worker spins for a fraction of a millisecond, so that it starts
 * the next one within a fraction of a microsecond, and then sleeps. The first task starts the
 * threads, so an unused pool costs nothing; they are daemons, and {@link #close} ends them.
 *
 * <p>A part is run by the first thread to claim it; worker i prefers part i. The caller never waits
 * for a worker that has not started: on a busy machine it runs all parts itself. Running a task
 * allocates nothing.
 *
 * <p>Safe for use by several threads: while one of them uses the pool, a task from another thread,
 * or from one of the task's own parts, runs on its caller's thread alone.
 *
 * <h2>Memory</h2>
 *
 * The caller's writes come before {@link #CLAIMABLE} is set, a part starts after a bit is taken
 * from it, ends before {@link #PENDING} is counted down, and the caller goes on after reading 0
 * there; all four are volatile accesses. A worker that comes late finds no bit, or one of the next
 * task, which it may run as well as any other.
 */
public final class WorkerPool implements AutoCloseable {
  /** Greatest number of threads: the parts to be claimed are bits of one long. */
  private static final int MOST = Long.SIZE;

  /** Multiply-adds that take about a microsecond, several times what handing a part over takes. */
  private static final long LEAST_WORK = 1 << 15;

  /** Index of the bits of unclaimed parts; on a cache line of its own, like {@link #PENDING}. */
  private static final int CLAIMABLE = 16;

  /** Index of the number of unfinished parts. */
  private static final int PENDING = 32;

  /** How often the caller checks whether the workers are done before it yields its processor. */
  private static final int SPINS = 1000;

  private final AtomicLongArray shared = new AtomicLongArray(48);
  private final AtomicBoolean taken = new AtomicBoolean();
  private final int threads;
  private final long leastWork;
  private volatile Worker[] workers = new Worker[0];
  private volatile boolean closed;

  // Written by the caller before a part can be claimed, read by workers after claiming one.
  private SharedTask task = part -> {};
  private @Nullable Throwable failure;
  private int failedPart;

  /**
   * Creates a pool; its threads start with the first task.
   *
   * @param threads number of threads, the caller's included, at least 1; more than 64 count as 64
   * @throws IllegalArgumentException if the number is below 1
   */
  public WorkerPool(int threads) {
    this(threads, LEAST_WORK);
  }

  /**
   * Creates a pool for tasks of other sizes.
   *
   * @param leastWork multiply-adds that a part should have; 1 divides everything, for tests
   */
  public WorkerPool(int threads, long leastWork) {
    Checks.atLeast("threads", threads, 1);
    this.threads = Math.min(threads, MOST);
    this.leastWork = leastWork;
  }

  /** Returns the number of threads, the caller's included. */
  public int threads() {
    return threads;
  }

  /**
   * Returns into how many parts a task is worth dividing, from 1 to {@link #threads()}.
   *
   * @param work the task's cost in multiply-adds of a product; other operations cost as many as
   *     take the same time
   */
  public int parts(long work) {
    return (int) Math.max(1, Math.min(threads, work / leastWork));
  }

  /**
   * Runs a task and returns when all its parts are done.
   *
   * @param work the task
   * @param parts the number of parts, at most 64
   * @throws IllegalArgumentException if there are more
   * @throws RuntimeException what a part threw, once all parts have ended; if several threw, the
   *     exception of the lowest-numbered part
   */
  public void run(SharedTask work, int parts) {
    if (parts > MOST) {
      throw new IllegalArgumentException("a task has at most 64 parts, but this one " + parts);
    }
    if (parts > 1 && threads > 1 && !closed && taken.compareAndSet(false, true)) {
      try {
        runTogether(work, parts);
      } finally {
        taken.set(false);
      }
    } else {
      for (int part = 0; part < parts; part++) {
        work.run(part);
      }
    }
  }

  private void runTogether(SharedTask work, int parts) {
    if (workers.length == 0) {
      start();
    }
    task = work;
    failure = null;
    shared.set(PENDING, parts);
    shared.set(CLAIMABLE, (-1L >>> (MOST - parts)) - 1); // part 0 is the caller's
    Worker[] woken = workers;
    for (int i = 0; i < Math.min(parts - 1, woken.length); i++) {
      woken[i].wake();
    }
    for (int part = 0; part >= 0; part = claim(0)) {
      execute(part);
    }
    awaitOthers();
    if (failure != null) {
      rethrow(failure);
    }
  }

  private static void rethrow(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    } else if (failure instanceof RuntimeException exception) {
      throw exception;
    }
    throw new IllegalStateException(failure); // a checked one, thrown against the rules
  }

  private void start() {
    Worker[] started = new Worker[threads - 1];
    for (int i = 0; i < started.length; i++) {
      started[i] = new Worker(this, i + 1);
      started[i].start();
    }
    workers = started;
  }

  /** Whether there is a part to claim. */
  boolean claimable() {
    return shared.get(CLAIMABLE) != 0;
  }

  boolean closed() {
    return closed;
  }

  /** Claims a part, the preferred one if it is still there; returns −1 if there is none. */
  int claim(int preferred) {
    while (true) {
      long parts = shared.get(CLAIMABLE);
      if (parts == 0) {
        return -1;
      }
      long bit = 1L << preferred;
      if ((parts & bit) == 0) {
        bit = Long.lowestOneBit(parts);
      }
      if (shared.compareAndSet(CLAIMABLE, parts, parts ^ bit)) {
        return Long.numberOfTrailingZeros(bit);
      }
    }
  }

  /** Runs a claimed part of the present task. */
  void execute(int part) {
    try {
      task.run(part);
    } catch (Throwable e) {
      fail(part, e);
    } finally {
      shared.decrementAndGet(PENDING);
    }
  }

  private synchronized void fail(int part, Throwable e) {
    if (failure == null || part < failedPart) {
      failure = e;
      failedPart = part;
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // the yield is a courtesy, nothing depends on it
  private void awaitOthers() {
    for (int spins = 0; shared.get(PENDING) != 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield(); // there may be more threads than processors
      }
    }
  }

  /** Ends the threads; later tasks run on their caller's thread alone. */
  @Override
  public void close() {
    closed = true;
    for (Worker worker : workers) {
      worker.wake();
    }
  }
}
