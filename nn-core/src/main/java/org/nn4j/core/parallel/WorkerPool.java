package org.nn4j.core.parallel;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Checks;

/**
 * Threads that work on one task at a time together with the thread that brings it.
 *
 * <p>Made for tasks of microseconds that follow one another closely, as the operations of a
 * training step do. After a task a thread watches for the next one for a fraction of a millisecond,
 * so that it starts within a fraction of a microsecond, and then sleeps. The first task starts the
 * threads, so a team that gets none costs nothing; they are daemons, and {@link #close} ends them.
 *
 * <p>A part is done by whoever claims it first, member i preferring part i. Nobody waits for a
 * thread that has not started: on a busy machine the caller does all parts. Running a task
 * allocates nothing.
 *
 * <p>Safe for use by several threads: while one has the team, a task that another one brings, or
 * one of its own parts, is done by its bringer alone.
 *
 * <h2>Memory</h2>
 *
 * The caller's writes come before {@link #CLAIMABLE} is set, a part starts after a bit is taken
 * from it, ends before {@link #PENDING} is counted down, and the caller goes on after reading 0
 * there; all four are volatile accesses. A member that comes late finds no bit, or one of the next
 * task, which it then may do as well as any other.
 */
public final class WorkerPool implements AutoCloseable {
  /** Greatest number of members: the parts to be claimed are bits of one long. */
  private static final int MOST = Long.SIZE;

  /** Multiply-adds that take about a microsecond, some times what handing a part over takes. */
  private static final long LEAST_WORK = 1 << 15;

  /** Index of the bits of parts that nobody has claimed; on a cache line of its own, as pending. */
  private static final int CLAIMABLE = 16;

  /** Index of the number of parts that are not done. */
  private static final int PENDING = 32;

  /** How often the caller looks whether the others are done before it yields its processor. */
  private static final int SPINS = 1000;

  private final AtomicLongArray shared = new AtomicLongArray(48);
  private final AtomicBoolean taken = new AtomicBoolean();
  private final int members;
  private final long leastWork;
  private volatile Worker[] helpers = new Worker[0];
  private volatile boolean closed;

  // Written by the bringer before a part can be claimed, read by others after claiming one.
  private SharedTask task = part -> {};
  private @Nullable Throwable failure;
  private int failedPart;

  /**
   * Makes a team; threads start with the first task.
   *
   * @param threads number of members, the caller's thread included, at least 1; more than 64 are
   *     taken as 64
   * @throws IllegalArgumentException if the number is below 1
   */
  public WorkerPool(int threads) {
    this(threads, LEAST_WORK);
  }

  /**
   * Makes a team for tasks of other sizes.
   *
   * @param leastWork multiply-adds that a part should have; 1 divides everything, for tests
   */
  public WorkerPool(int threads, long leastWork) {
    Checks.atLeast("threads", threads, 1);
    this.members = Math.min(threads, MOST);
    this.leastWork = leastWork;
  }

  /** Returns the number of members, the caller's thread included. */
  public int members() {
    return members;
  }

  /**
   * Returns how many parts are worth making of a task, from 1 to {@link #members()}.
   *
   * @param work what the task costs in multiply-adds of a product; other things cost as many as
   *     take the same time
   */
  public int parts(long work) {
    return (int) Math.max(1, Math.min(members, work / leastWork));
  }

  /**
   * Does a task and returns when all its parts are done.
   *
   * @param work the task
   * @param parts the number of parts, at most 64
   * @throws IllegalArgumentException if there are more
   * @throws RuntimeException what a part threw, once nobody works on another one any more; of
   *     several parts' the one of the lowest number
   */
  public void run(SharedTask work, int parts) {
    if (parts > MOST) {
      throw new IllegalArgumentException("a task has at most 64 parts, but this one " + parts);
    }
    if (parts > 1 && members > 1 && !closed && taken.compareAndSet(false, true)) {
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
    if (helpers.length == 0) {
      start();
    }
    task = work;
    failure = null;
    shared.set(PENDING, parts);
    shared.set(CLAIMABLE, (-1L >>> (MOST - parts)) - 1); // part 0 is the caller's
    Worker[] woken = helpers;
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
    Worker[] started = new Worker[members - 1];
    for (int i = 0; i < started.length; i++) {
      started[i] = new Worker(this, i + 1);
      started[i].start();
    }
    helpers = started;
  }

  /** Tells whether there is a part to claim. */
  boolean claimable() {
    return shared.get(CLAIMABLE) != 0;
  }

  boolean closed() {
    return closed;
  }

  /** Takes a part, the preferred one if it is still there; returns −1 if there is none. */
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

  /** Does a claimed part of the present task. */
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
        Thread.yield(); // there may be more members than processors
      }
    }
  }

  /** Ends the threads; tasks brought later are done by their bringer. */
  @Override
  public void close() {
    closed = true;
    for (Worker helper : helpers) {
      helper.wake();
    }
  }
}
