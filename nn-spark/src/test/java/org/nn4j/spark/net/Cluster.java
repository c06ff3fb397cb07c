package org.nn4j.spark.net;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.training.shard.Shards;

/** Processes that train together, as threads of this one. */
final class Cluster implements AutoCloseable {
  static final byte[] TOKEN = "a token of the tests, 32 bytes!!".getBytes(UTF_8);

  /** None that only a fault reaches. */
  static final Timeouts LONG = new Timeouts(Duration.ofMinutes(2), Duration.ofMinutes(2));

  private static final long DEADLINE = 100;

  /** What a process does. */
  interface Task<T extends @Nullable Object> {
    T run(SocketCollective collective) throws Exception;
  }

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicReferenceArray<String> addresses;
  private final CountDownLatch known;

  Cluster(int processes) {
    this.addresses = new AtomicReferenceArray<>(processes);
    this.known = new CountDownLatch(processes);
  }

  static InetAddress loopback() {
    return InetAddress.getLoopbackAddress();
  }

  /** Tells the address of a process, and waits for those of all. */
  List<String> exchange(int rank, String address) {
    addresses.set(rank, address);
    known.countDown();
    try {
      if (!known.await(DEADLINE, TimeUnit.SECONDS)) {
        throw new IllegalStateException("not all processes told their addresses");
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    List<String> list = new ArrayList<>();
    for (int i = 0; i < addresses.length(); i++) {
      list.add(addresses.get(i));
    }
    return list;
  }

  /** Starts a process, which is closed after its task has succeeded or failed. */
  <T extends @Nullable Object> Future<T> start(
      int rank, Shards shards, Timeouts timeouts, Task<T> task) {
    return start(rank, shards, timeouts, address -> exchange(rank, address), task);
  }

  <T extends @Nullable Object> Future<T> start(
      int rank,
      Shards shards,
      Timeouts timeouts,
      Function<String, List<String>> exchange,
      Task<T> task) {
    return threads.submit(
        () -> {
          try (SocketCollective collective =
              SocketCollective.connect(shards, rank, loopback(), TOKEN, timeouts, exchange)) {
            return task.run(collective);
          }
        });
  }

  /** Runs something beside the processes. */
  <T extends @Nullable Object> Future<T> beside(Callable<T> task) {
    return threads.submit(task);
  }

  /** Runs the same task in all processes, and returns what they return. */
  static <T extends @Nullable Object> List<T> run(int processes, Shards shards, Task<T> task)
      throws Exception {
    try (Cluster cluster = new Cluster(processes)) {
      List<Future<T>> futures = new ArrayList<>();
      for (int rank = 0; rank < processes; rank++) {
        futures.add(cluster.start(rank, shards, LONG, task));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(result(future));
      }
      return results;
    }
  }

  static <T extends @Nullable Object> T result(Future<T> future) throws Exception {
    return future.get(DEADLINE, TimeUnit.SECONDS);
  }

  /** Returns the message that a process fails with. */
  static String failure(Future<?> future) throws InterruptedException, TimeoutException {
    try {
      Object result = future.get(DEADLINE, TimeUnit.SECONDS);
      throw new AssertionError("did not fail but returned " + result);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CollectiveException exception) {
        return exception.getMessage();
      }
      throw new AssertionError("not the failure of a collective", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
