package org.nn4j.core.registry;

import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.nn4j.api.Component;
import org.nn4j.core.InputException;

/**
 * Runs code of a plug-in in a thread of its own, since it may never end. Java cannot stop such a
 * thread; it is left behind, as a daemon.
 */
public final class Watched<T> {
  /**
   * How long a plug-in may take for what usually takes milliseconds: some seconds, to allow for a
   * busy machine.
   */
  public static final Duration LIMIT = Duration.ofSeconds(5);

  private final FutureTask<T> task;
  private final Thread thread;
  private final Duration limit;
  private final long deadline;

  private Watched(String name, ClassLoader loader, Duration limit, Callable<T> work) {
    this.task = new FutureTask<>(work);
    this.thread = new Thread(task, name);
    this.limit = limit;
    this.deadline = System.nanoTime() + limit.toNanos();
    thread.setDaemon(true);
    // Libraries look for providers with the thread's context class loader.
    thread.setContextClassLoader(loader);
  }

  /**
   * Performs an action that runs a part's code, and watches it if the part is from a plug-in's jar.
   *
   * @param limit how long it may take
   * @throws InputException if it takes longer, with the part and its jar
   */
  public static <T> T call(Component part, Duration limit, Supplier<T> work) {
    Class<?> type = part.getClass();
    if (!(type.getClassLoader() instanceof PluginClassLoader loader)) {
      return work.get();
    }
    try {
      return start(loader.getName(), loader, limit, work::get).get();
    } catch (TimeoutException e) {
      throw new InputException(
          part.name() + " (" + type.getName() + " in " + Origin.of(type) + ") " + e.getMessage(),
          e);
    } catch (ExecutionException e) {
      Throwable thrown = Objects.requireNonNull(e.getCause());
      if (thrown instanceof RuntimeException unchecked) {
        throw unchecked;
      }
      if (thrown instanceof Error error) {
        throw error;
      }
      throw new IllegalStateException(thrown);
    }
  }

  /**
   * Starts work.
   *
   * @param name what thread dumps show
   */
  static <T> Watched<T> start(String name, ClassLoader loader, Duration limit, Callable<T> work) {
    Watched<T> started = new Watched<>(name, loader, limit, work);
    started.thread.start();
    return started;
  }

  /**
   * Waits for the result. An interrupt does not end the waiting; the flag is set again afterwards.
   *
   * @throws TimeoutException if it takes too long; the message says where the code is
   * @throws ExecutionException with whatever the work threw
   */
  T get() throws ExecutionException, TimeoutException {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return task.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException e) {
      String message =
          String.format(Locale.ROOT, "does not end: after %d s it ", limit.toSeconds())
              + place(thread.getStackTrace());
      TimeoutException told = new TimeoutException(message);
      told.initCause(e);
      throw told;
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Returns where a thread is in the plug-in's code. */
  private static String place(StackTraceElement[] stack) {
    for (StackTraceElement frame : stack) {
      if (PluginClassLoader.isOfPlugin(frame)) {
        return "is at "
            + frame.getClassName()
            + "."
            + frame.getMethodName()
            + (frame.getLineNumber() > 0 ? ", line " + frame.getLineNumber() : "");
      }
    }
    return "is still running";
  }
}
