package org.nn4j.spark.net;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The connections of a process to all others. They have no threads of their own: the thread that
 * calls sends and receives for all of them while it waits, and what it hands over to the system
 * goes on while it computes. So nothing is handed from thread to thread, which would take longer
 * than a small message does, and no thread takes a processor from those that compute.
 *
 * <p>One thread at a time is in a call, between {@link #enter} and {@link #exit}; others may {@link
 * #close}. What a call fails with, all later ones do.
 */
final class Mesh {
  /** How long to poll before the thread sleeps, in ns; about what waking it up takes. */
  private static final long SPIN = 30_000;

  private static final long MILLISECOND = 1_000_000;

  /** What is to be done for a connection that is ready for something. */
  interface Handler {
    void ready();
  }

  /** To the other processes. */
  private Link[] links = {};

  /** This process, for messages to people. */
  final String name;

  private final Selector selector;
  private final long timeout;
  private final Consumer<SelectionKey> handle = Mesh::handle;
  private final BooleanSupplier quiet = this::quiet;
  private final AtomicBoolean used = new AtomicBoolean();
  private volatile boolean closing;
  private volatile @Nullable CollectiveException failure;

  Mesh(Selector selector, String name, Timeouts timeouts) {
    this.selector = selector;
    this.name = name;
    this.timeout = timeouts.step().toNanos();
  }

  /** Adds the connection to another process. */
  void add(Link link) {
    links = Arrays.copyOf(links, links.length + 1);
    links[links.length - 1] = link;
  }

  /** Puts this process' successor first, so that not all begin with the same one. */
  void order(int rank, int processes) {
    Arrays.sort(links, Comparator.comparingInt(link -> Math.floorMod(link.rank - rank, processes)));
  }

  /** Returns the connections to the other processes. */
  Link[] links() {
    return links;
  }

  private static void handle(SelectionKey key) {
    ((Handler) key.attachment()).ready();
  }

  /** Begins a call. */
  void enter() {
    if (!used.compareAndSet(false, true)) {
      CollectiveException earlier = failure;
      if (earlier != null) {
        throw new CollectiveException(String.valueOf(earlier.getMessage()), earlier);
      }
      throw new CollectiveException(
          name + (closing ? " has closed its connections" : " trains in two threads at once"));
    }
  }

  /** Ends a call that has done what it should. */
  void exit() {
    used.set(false);
    if (closing) {
      close();
    }
  }

  /**
   * Ends a call that has failed, and with it all connections; the other processes are told why.
   *
   * @param operation what this process was at
   */
  CollectiveException abandon(Throwable cause, Object operation) {
    String what = cause instanceof CollectiveException ? cause.getMessage() : cause.toString();
    String message = what + "; " + name + " was at " + operation;
    CollectiveException exception = new CollectiveException(message, cause);
    failure = exception;
    IOException unclosed = disconnect(message);
    if (unclosed != null) {
      exception.addSuppressed(unclosed);
    }
    return exception;
  }

  /** Sends and receives what can be at once, also what was too early before. */
  void progress() throws IOException {
    for (Link link : links) {
      link.write();
      if (link.held()) {
        link.read();
      }
    }
    selector.selectNow(handle);
  }

  /** Waits until everything is sent and nothing owed. */
  void awaitQuiet() throws IOException {
    await(quiet);
  }

  private boolean quiet() {
    return waitedFor() == null;
  }

  private @Nullable Link waitedFor() {
    for (Link link : links) {
      if (link.owed > 0 || !link.flushed()) {
        return link;
      }
    }
    return null;
  }

  /**
   * Sends and receives until a condition holds.
   *
   * @throws CollectiveException if that takes too long, or another thread closes or interrupts
   */
  void await(BooleanSupplier condition) throws IOException {
    long moved = System.nanoTime();
    while (!condition.getAsBoolean()) {
      check();
      int ready = selector.selectNow(handle);
      long now = System.nanoTime();
      if (ready == 0 && now - moved > SPIN) {
        long rest = timeout - (now - moved);
        if (rest <= 0) {
          Link late = waitedFor();
          throw new CollectiveException(
              (late == null ? "no process" : late.name)
                  + " has neither sent nor taken anything for "
                  + timeout / MILLISECOND
                  + " ms; if it may take longer, raise the timeout of a step");
        }
        ready = selector.select(handle, 1 + rest / MILLISECOND);
        now = System.nanoTime();
      }
      if (ready > 0) {
        moved = now;
      } else {
        Thread.onSpinWait();
      }
    }
  }

  /**
   * Waits a little for connections to become ready, while there are not all yet.
   *
   * @throws CollectiveException if another thread closes or interrupts
   */
  void select(long milliseconds) throws IOException {
    check();
    selector.select(handle, milliseconds);
  }

  private void check() {
    if (closing) {
      throw new CollectiveException(name + " has closed its connections");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new CollectiveException(name + " was interrupted");
    }
  }

  /** Ends all connections, now or when the call ends that is on. */
  void close() {
    closing = true;
    selector.wakeup();
    if (used.compareAndSet(false, true)) {
      IOException unclosed = disconnect("");
      if (unclosed != null) {
        throw new CollectiveException(name + " cannot close its connections", unclosed);
      }
    }
  }

  private @Nullable IOException disconnect(String reason) {
    IOException first = null;
    for (Link link : links) {
      try {
        link.leave(reason);
      } catch (IOException e) {
        // The other process has gone, or notices that this one has: all end here.
      }
    }
    for (SelectionKey key : selector.keys()) {
      try {
        key.channel().close();
      } catch (IOException e) {
        first = e;
      }
    }
    try {
      selector.close();
    } catch (IOException e) {
      first = e;
    }
    return first;
  }
}
