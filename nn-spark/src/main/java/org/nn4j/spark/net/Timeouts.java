package org.nn4j.spark.net;

import java.time.Duration;

/**
 * How long processes wait for one another.
 *
 * @param connect until all are connected, once all addresses are known
 * @param step in which no byte comes from or goes to any process that is waited for. The death of a
 *     process is noticed at once and that of a machine in about ten seconds where nothing is on the
 *     way to it, so this bounds what one may do while others wait, such as write a checkpoint
 */
public record Timeouts(Duration connect, Duration step) {
  /** 30 seconds and 5 minutes: a file system that is slow to take a checkpoint ends no run. */
  public static final Timeouts DEFAULT =
      new Timeouts(Duration.ofSeconds(30), Duration.ofMinutes(5));

  /**
   * Checks the times.
   *
   * @throws IllegalArgumentException if one is not from 1 ms to 30 days
   */
  public Timeouts {
    check("connect", connect);
    check("step", step);
  }

  private static void check(String name, Duration time) {
    if (time.toMillis() < 1 || time.toDays() > 30) {
      throw new IllegalArgumentException(
          "the timeout '" + name + "' must be from 1 ms to 30 days but is " + time);
    }
  }
}
