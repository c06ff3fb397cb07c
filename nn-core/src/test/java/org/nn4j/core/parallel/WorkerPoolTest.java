package org.nn4j.core.parallel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Isolated("counts the threads of worker pools")
class WorkerPoolTest {
  private final Set<Thread> before = threads();

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  /** Returns the threads of worker pools that were started since the test began and are alive. */
  private List<Thread> started() {
    return threads().stream()
        .filter(thread -> thread.getName().startsWith("nn4j-worker-") && !before.contains(thread))
        .toList();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("time is up").isLessThan(end);
      Thread.sleep(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 8, 64, 100})
  void everyPartIsDoneOnceWhateverTheNumbers(int threads) {
    try (WorkerPool pool = new WorkerPool(threads)) {
      for (int round = 0; round < 200; round++) {
        for (int parts : new int[] {0, 1, 2, 3, 7, 63, 64}) {
          AtomicIntegerArray done = new AtomicIntegerArray(64);
          pool.run(done::incrementAndGet, parts);
          for (int part = 0; part < 64; part++) {
            assertThat(done.get(part)).isEqualTo(part < parts ? 1 : 0);
          }
        }
      }
    }
  }

  /** What the parts wrote without synchronization is there when the task is done, and read next. */
  @Test
  void writesAreSeenByTheCallerAndByTheNextTask() {
    int[] numbers = new int[6];
    int[] copies = new int[6];
    try (WorkerPool pool = new WorkerPool(3)) {
      for (int round = 0; round < 20_000; round++) {
        pool.run(part -> numbers[part]++, 6);
        pool.run(part -> copies[part] = numbers[5 - part], 6);
        int expected = round + 1;
        assertThat(IntStream.of(copies)).allMatch(copy -> copy == expected);
      }
    }
  }

  /** Parts that wait for one another can only end on threads of their own. */
  private static SharedTask meeting(int parts) {
    CyclicBarrier barrier = new CyclicBarrier(parts);
    return part -> {
      try {
        barrier.await(30, TimeUnit.SECONDS);
      } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  @Test
  void sleepingThreadsUseNoProcessorAndWakeForATask() throws InterruptedException {
    try (WorkerPool pool = new WorkerPool(4)) {
      for (int round = 0; round < 20; round++) {
        pool.run(meeting(4), 4);
        assertThat(started()).hasSize(3).allMatch(Thread::isDaemon);
        await(() -> started().stream().allMatch(t -> t.getState() == Thread.State.WAITING));
      }
    }
  }

  @Test
  void anInterruptedThreadSleepsAllTheSame() throws InterruptedException {
    try (WorkerPool pool = new WorkerPool(2)) {
      pool.run(meeting(2), 2);
      started().get(0).interrupt();
      await(() -> started().get(0).getState() == Thread.State.WAITING);
      pool.run(meeting(2), 2);
    }
  }

  @Test
  void threadsStartWithTheFirstSharedTaskAndEndWithThePool() throws InterruptedException {
    WorkerPool pool = new WorkerPool(3);
    pool.run(part -> {}, 1);
    assertThat(started()).isEmpty();
    pool.run(part -> {}, 2);
    assertThat(started()).hasSize(2);
    pool.close();
    await(() -> started().isEmpty());
    Set<Thread> doers = ConcurrentHashMap.newKeySet();
    pool.run(part -> doers.add(Thread.currentThread()), 5);
    assertThat(doers).containsExactly(Thread.currentThread());
    pool.close();
  }

  @Test
  void sleepingThreadsEndWithThePool() throws InterruptedException {
    WorkerPool pool = new WorkerPool(3);
    pool.run(meeting(3), 3);
    await(() -> started().stream().allMatch(t -> t.getState() == Thread.State.WAITING));
    pool.close();
    await(() -> started().isEmpty());
  }

  @Test
  void theFailureOfTheLowestPartIsThrownAndThePoolGoesOn() {
    try (WorkerPool pool = new WorkerPool(3)) {
      for (int round = 0; round < 500; round++) {
        AtomicIntegerArray done = new AtomicIntegerArray(9);
        assertThatThrownBy(
                () ->
                    pool.run(
                        part -> {
                          done.incrementAndGet(part);
                          if (part % 4 == 3) {
                            throw new IllegalStateException("part " + part);
                          }
                        },
                        9))
            .isInstanceOf(IllegalStateException.class)
            .hasMessage("part 3");
        for (int part = 0; part < 9; part++) {
          assertThat(done.get(part)).isEqualTo(1);
        }
      }
      pool.run(meeting(3), 3);
    }
  }

  @Test
  void anErrorIsThrownAsItIs() {
    try (WorkerPool pool = new WorkerPool(2)) {
      assertThatThrownBy(
              () ->
                  pool.run(
                      part -> {
                        if (part == 1) {
                          throw new StackOverflowError("deep");
                        }
                      },
                      2))
          .isInstanceOf(StackOverflowError.class)
          .hasMessage("deep");
    }
  }

  @Test
  void aTaskWithinAPartIsDoneByThatThread() {
    List<Thread> inner = Collections.synchronizedList(new ArrayList<>());
    try (WorkerPool pool = new WorkerPool(2)) {
      pool.run(
          part -> {
            Thread doer = Thread.currentThread();
            pool.run(
                innerPart -> {
                  assertThat(Thread.currentThread()).isSameAs(doer);
                  inner.add(doer);
                },
                3);
          },
          4);
    }
    assertThat(inner).hasSize(12);
  }

  @Test
  void severalBringersGetTheirTasksDone() {
    try (WorkerPool shared = new WorkerPool(2);
        WorkerPool bringers = new WorkerPool(4)) {
      bringers.run(
          bringer -> {
            for (int round = 0; round < 5_000; round++) {
              int[] done = new int[5];
              shared.run(part -> done[part]++, 5);
              assertThat(done).containsOnly(1);
            }
          },
          4);
    }
  }

  @Test
  void partsAreMadeOnlyOfEnoughWork() {
    try (WorkerPool pool = new WorkerPool(4, 100)) {
      assertThat(pool.parts(0)).isEqualTo(1);
      assertThat(pool.parts(199)).isEqualTo(1);
      assertThat(pool.parts(200)).isEqualTo(2);
      assertThat(pool.parts(1L << 40)).isEqualTo(4);
    }
    assertThat(new WorkerPool(1).parts(1L << 40)).isEqualTo(1);
  }

  @Test
  void aPoolHasAThread() {
    assertThatThrownBy(() -> new WorkerPool(0)).hasMessage("threads must be at least 1 but is 0");
    assertThat(new WorkerPool(1000).threads()).isEqualTo(64);
    assertThatThrownBy(() -> new WorkerPool(2).run(part -> {}, 65))
        .hasMessage("a task has at most 64 parts, but this one 65");
  }
}
