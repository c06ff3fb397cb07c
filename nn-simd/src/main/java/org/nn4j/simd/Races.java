package org.nn4j.simd;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;

/**
 * Which of two kernels is faster, for each operation and shape.
 *
 * <p>The first leads everywhere at the start. When the operations have done so much work that the
 * run is no short one, a daemon thread lets both perform each operation that is called, on matrices
 * of its own, which also makes C2 compile it; the second leads from when it has won. The thread
 * ends when nothing is left to do. Thread-safe; looking up a leader takes no lock and allocates
 * nothing but at a shape's first call.
 */
final class Races {
  /** Products of two numbers done before the first race: about a tenth of a second. */
  static final long PATIENCE = 2_000_000_000L;

  /** Less work than this, some tens of nanoseconds, is not worth the look-up. */
  private static final long LEAST_WORK = 1024;

  /** A shape that was seen no oftener, such as an odd last batch, has no race. */
  private static final int FEW = 3;

  private static final int TABLE = 4096;
  private static final int MOST = TABLE / 2;

  private final Kernels first;
  private final Kernels second;
  private final long patience;
  private final @Nullable Race[] table = new Race[TABLE];
  private final ThreadPoolExecutor track;

  /** Written under the lock. */
  private volatile int size;

  /** Racy on purpose, as a race's calls: a lost addition delays the races a little. */
  private long done;

  Races(Kernels first, Kernels second, long patience) {
    this.first = first;
    this.second = second;
    this.patience = patience;
    this.track =
        new ThreadPoolExecutor(
            1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), Races::thread);
    track.allowCoreThreadTimeOut(true);
  }

  private static Thread thread(Runnable body) {
    Thread thread = new Thread(body, "nn4j-races");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Returns the kernels that perform an operation faster, as far as is known.
   *
   * @param function what an element-wise operation evaluates
   * @param work products of two numbers, or what costs as much
   */
  Kernels leader(
      Task task,
      @Nullable ElementwiseFunction function,
      long work,
      Matrix a,
      Matrix b,
      @Nullable Matrix c,
      @Nullable Matrix d) {
    if (work < LEAST_WORK) {
      return first;
    }
    int slot = Race.hash(task, function, a, b) & (TABLE - 1);
    Race race = table[slot];
    while (race != null && !race.isOf(task, function, a, b)) {
      slot = (slot + 1) & (TABLE - 1);
      race = table[slot];
    }
    if (race == null) {
      if (size == MOST) {
        return first;
      }
      race = enter(task, function, a, b, c, d);
    }
    if (!race.called) {
      done += work;
      race.calls++;
      if (done > patience && race.calls > FEW) {
        call(race);
      }
    }
    return race.leader;
  }

  /** Adds a race; when the table is full, what is left over stays with the first. */
  private synchronized Race enter(
      Task task,
      @Nullable ElementwiseFunction function,
      Matrix a,
      Matrix b,
      @Nullable Matrix c,
      @Nullable Matrix d) {
    int slot = Race.hash(task, function, a, b) & (TABLE - 1);
    while (table[slot] != null) {
      if (table[slot].isOf(task, function, a, b)) {
        return table[slot];
      }
      slot = (slot + 1) & (TABLE - 1);
    }
    table[slot] = new Race(task, function, a, b, c, d, first);
    size = size + 1;
    return table[slot];
  }

  private synchronized void call(Race race) {
    if (!race.called) {
      race.called = true;
      track.execute(() -> race.run(first, second));
    }
  }

  /** Returns how many races are over. */
  long over() {
    return track.getCompletedTaskCount();
  }
}
