package org.nn4j.testkit.check.support;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.nn4j.testkit.check.Counterexample;

/** Runs a check on several threads at once. */
public final class Threads {
  public static final int COUNT = 4;

  /** How long they try to get in one another's way: so long, and so often on a busy machine. */
  private static final long NANOS = 10_000_000;

  private static final int LEAST = 60;
  private static final int REPEATS = 2000;

  private Threads() {}

  /**
   * Runs the body again and again on each of {@link #COUNT} threads.
   *
   * @param body given the thread's index
   * @throws Counterexample the first that a thread finds
   */
  public static void repeat(IntConsumer body) throws InterruptedException {
    run(body, REPEATS);
  }

  /** Runs the body once on each of {@link #COUNT} threads. */
  public static void once(IntConsumer body) throws InterruptedException {
    run(body, 1);
  }

  private static void run(IntConsumer body, int repeats) throws InterruptedException {
    AtomicReference<@Nullable Throwable> found = new AtomicReference<>();
    CountDownLatch start = new CountDownLatch(COUNT);
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < COUNT; i++) {
      int index = i;
      Thread thread = new Thread(() -> run(body, index, repeats, start, found), "testkit-" + i);
      thread.setDaemon(true);
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    Throwable first = found.get();
    if (first instanceof Counterexample counterexample) {
      throw counterexample;
    }
    if (first != null) {
      throw Counterexample.thrown("several threads at once", first);
    }
  }

  private static void run(
      IntConsumer body,
      int index,
      int repeats,
      CountDownLatch start,
      AtomicReference<@Nullable Throwable> found) {
    try {
      start.countDown();
      start.await();
      long end = System.nanoTime() + NANOS;
      for (int i = 0;
          i < repeats && found.get() == null && (i < LEAST || System.nanoTime() < end);
          i++) {
        body.accept(index);
      }
    } catch (InterruptedException | RuntimeException | Error e) {
      found.compareAndSet(null, e);
    }
  }
}
