package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class WatchedTest {
  @Test
  void anInterruptNeitherEndsTheWaitingNorIsLost() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    Watched<String> work =
        Watched.start(
            "work",
            WatchedTest.class.getClassLoader(),
            Duration.ofMinutes(1),
            () -> {
              asked.await();
              return "done";
            });

    Thread.currentThread().interrupt();
    Thread main = Thread.currentThread();
    Thread release =
        new Thread(
            () -> {
              // The interrupt was taken: the waiting has begun.
              while (main.isInterrupted()) {
                Thread.onSpinWait();
              }
              asked.countDown();
            });
    release.start();

    assertThat(work.get()).isEqualTo("done");
    assertThat(Thread.interrupted()).isTrue();
  }
}
