package org.nn4j.serve;

import java.time.Duration;

/**
 * What a server takes at most, so that no client can use up its memory, threads or time. {@link
 * #DEFAULT} suits a model on a machine of its own. Connections and times are looked after by {@link
 * ModelServer}; {@link ModelHandler} in another server leaves them to that.
 *
 * @param threads requests that are computed at the same time; by default as many as there are
 *     processors, since a request computes in one thread
 * @param queue requests that may wait for that; those beyond get 429 and Retry-After
 * @param bodyBytes bytes of a body, by default 16 MiB; longer ones get 413. All bodies that are
 *     held at the same time are bounded too, by a 32nd of the heap or one such body
 * @param rows rows of a request, by default 100,000; more get 413
 * @param connections open connections, by default 2,048; those beyond are closed at once. Of the
 *     JVM: its HTTP server reads it when it is first used, like the two times
 * @param requestTime how long a request may take to arrive, by default a minute; a body that
 *     trickles longer gets 408, and a connection that is silent is closed
 * @param answerTime how long an answer may take to be computed and taken, by default five minutes
 */
public record Limits(
    int threads,
    int queue,
    long bodyBytes,
    int rows,
    int connections,
    Duration requestTime,
    Duration answerTime) {
  /** What is taken where nobody says otherwise. */
  public static final Limits DEFAULT =
      new Limits(
          Runtime.getRuntime().availableProcessors(),
          256,
          16L << 20,
          100_000,
          2048,
          Duration.ofMinutes(1),
          Duration.ofMinutes(5));

  /**
   * Checks that all are above 0.
   *
   * @throws IllegalArgumentException if one is not, the times in whole seconds; the queue may be 0
   */
  public Limits {
    require("threads", threads, 1);
    require("queue", queue, 0);
    require("bodyBytes", bodyBytes, 1);
    require("rows", rows, 1);
    require("connections", connections, 1);
    require("requestTime in seconds", requestTime.toSeconds(), 1);
    require("answerTime in seconds", answerTime.toSeconds(), 1);
  }

  private static void require(String name, long value, long least) {
    if (value < least) {
      throw new IllegalArgumentException(
          "limits: " + name + " must be at least " + least + " but is " + value);
    }
  }

  /** Returns a copy with other numbers of requests at the same time, and of those that wait. */
  public Limits withThreads(int computed, int waiting) {
    return new Limits(computed, waiting, bodyBytes, rows, connections, requestTime, answerTime);
  }

  /** Returns a copy with other bounds of a request. */
  public Limits withRequest(long mostBytes, int mostRows) {
    return new Limits(threads, queue, mostBytes, mostRows, connections, requestTime, answerTime);
  }

  /** Returns a copy with other bounds of connections. */
  public Limits withConnections(int most, Duration arrival, Duration answer) {
    return new Limits(threads, queue, bodyBytes, rows, most, arrival, answer);
  }
}
