package org.nn4j.spark.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

final class SocketCollectiveTest {
  private static final Shards SHARDS = new Shards(8);
  private static final Timeouts IMPATIENT =
      new Timeouts(Duration.ofMinutes(2), Duration.ofMillis(300));

  private static Matrix rows(Precision precision, int rows, int columns) {
    SplittableRandom random = new SplittableRandom(31L * rows + columns);
    Matrix matrix = Matrix.zeros(precision, rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        matrix.set(r, c, random.nextDouble() - 0.5);
      }
    }
    return matrix;
  }

  private static String gathered(SocketCollective collective, Matrix expected) throws Exception {
    int n = expected.rows();
    Shards shards = collective.shards();
    // In the middle of a larger one, to see that nothing around it changes.
    Matrix around = Matrix.zeros(expected.precision(), n + 2, expected.columns());
    around.fill(9);
    Matrix all = around.rows(1, n + 1);
    all.fill(Double.NaN);
    int first = (int) shards.start(collective.own().first(), n);
    int end = (int) shards.start(collective.own().end(), n);
    all.rows(first, end).copyFrom(expected.rows(first, end));
    collective.gather(all);
    for (int c = 0; c < expected.columns(); c++) {
      assertThat(around.get(0, c)).isEqualTo(9);
      assertThat(around.get(n + 1, c)).isEqualTo(9);
    }
    return SocketReductionTest.bits(all);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 7, 8, 13})
  void allKnowAllRows(int processes) throws Exception {
    for (int v : new int[] {1, 8, 64}) {
      List<Matrix> matrices = new ArrayList<>();
      for (int n : new int[] {0, 1, 5, 8, 64, 1001}) {
        matrices.add(rows(Precision.FLOAT32, n, 3));
        matrices.add(rows(Precision.FLOAT64, n, 2));
      }
      List<String> expected = new ArrayList<>();
      for (Matrix matrix : matrices) {
        expected.add(SocketReductionTest.bits(matrix));
      }
      List<List<String>> results =
          Cluster.run(
              processes,
              new Shards(v),
              collective -> {
                List<String> result = new ArrayList<>();
                for (Matrix matrix : matrices) {
                  result.add(gathered(collective, matrix));
                }
                return result;
              });
      assertThat(results)
          .hasSize(processes)
          .allSatisfy(result -> assertThat(result).isEqualTo(expected));
    }
  }

  @Test
  void aMillionRowsAreGathered() throws Exception {
    Matrix expected = rows(Precision.FLOAT64, 1_000_000, 2);
    String bits = SocketReductionTest.bits(expected);
    assertThat(Cluster.run(3, SHARDS, collective -> gathered(collective, expected)))
        .hasSize(3)
        .allSatisfy(result -> assertThat(result).isEqualTo(bits));
  }

  @Test
  void aProcessHasItsShards() throws Exception {
    assertThat(Cluster.run(3, SHARDS, SocketCollective::own))
        .containsExactly(new Shards.Range(0, 2), new Shards.Range(2, 5), new Shards.Range(5, 8));
    assertThat(Cluster.run(3, new Shards(2), SocketCollective::own))
        .containsExactly(new Shards.Range(0, 0), new Shards.Range(0, 1), new Shards.Range(1, 2));
  }

  @Test
  void aMatrixWithGapsIsRefused() throws Exception {
    Cluster.run(
        1,
        SHARDS,
        collective -> {
          Matrix gaps = Matrix.zeros(Precision.FLOAT32, 4, 4).columns(0, 2);
          assertThatThrownBy(() -> collective.gather(gaps))
              .isInstanceOf(IllegalArgumentException.class)
              .hasMessageContaining("must be contiguous")
              .hasMessageContaining("2 columns")
              .hasMessageContaining("stride is 4");
          return "";
        });
  }

  /** A process that has made all calls may leave while others are still in the last one. */
  @Test
  void processesMayLeaveAtDifferentTimes() throws Exception {
    for (int i = 0; i < 20; i++) {
      int delayed = i % 4;
      Cluster.run(
          4,
          SHARDS,
          collective -> {
            Collective.Reduction reduction = collective.reduction(Precision.FLOAT64, 1000);
            for (int step = 0; step < 5; step++) {
              if (collective.rank() == delayed) {
                Thread.sleep(step);
              }
              reduction.ready(0);
              reduction.total();
              collective.gather(Matrix.zeros(Precision.FLOAT64, 8, 2));
            }
            return "";
          });
    }
  }

  /** Runs steps until they fail. */
  private static String train(SocketCollective collective) {
    Collective.Reduction reduction = collective.reduction(Precision.FLOAT32, 20_000);
    Matrix losses = Matrix.zeros(Precision.FLOAT64, 8, 2);
    while (true) {
      reduction.ready(11_111);
      reduction.ready(0);
      reduction.total();
      collective.gather(losses);
    }
  }

  @Test
  void aSlowProcessIsWaitedFor() throws Exception {
    Cluster.run(
        3,
        SHARDS,
        collective -> {
          if (collective.rank() == 1) {
            Thread.sleep(500);
          }
          collective.gather(Matrix.zeros(Precision.FLOAT64, 8, 2));
          return "";
        });
  }

  @Test
  void aProcessThatIsTooSlowEndsTheRunOfAll() throws Exception {
    CountDownLatch failed = new CountDownLatch(2);
    try (Cluster cluster = new Cluster(3)) {
      List<Future<?>> fast = new ArrayList<>();
      for (int rank = 0; rank < 2; rank++) {
        fast.add(
            cluster.start(
                rank,
                SHARDS,
                IMPATIENT,
                collective -> {
                  try {
                    collective.gather(Matrix.zeros(Precision.FLOAT64, 8, 2));
                  } finally {
                    failed.countDown();
                  }
                  return "";
                }));
      }
      Future<?> slow =
          cluster.start(
              2,
              SHARDS,
              IMPATIENT,
              collective -> {
                assertThat(failed.await(2, TimeUnit.MINUTES)).isTrue();
                while (true) {
                  collective.gather(Matrix.zeros(Precision.FLOAT64, 8, 2));
                }
              });
      List<String> messages = List.of(Cluster.failure(fast.get(0)), Cluster.failure(fast.get(1)));
      assertThat(messages)
          .allSatisfy(
              message ->
                  assertThat(message)
                      .containsPattern("executor 2 \\(127.0.0.1:\\d+\\) has neither sent nor taken")
                      .contains(
                          "for 300 ms", "raise the timeout", "gathering, operation 1, of 8×2"));
      assertThat(Cluster.failure(slow)).containsPattern("executor [01] .*(gave up|is lost)");
    }
  }

  @Test
  void processesOutOfStepSayWhatEachWasAt() throws Exception {
    try (Cluster cluster = new Cluster(2)) {
      Future<?> gathers =
          cluster.start(
              0,
              SHARDS,
              Cluster.LONG,
              collective -> {
                collective.gather(Matrix.zeros(Precision.FLOAT64, 8, 2));
                return "";
              });
      Future<?> sums =
          cluster.start(
              1,
              SHARDS,
              Cluster.LONG,
              collective -> {
                Collective.Reduction reduction = collective.reduction(Precision.FLOAT32, 77);
                reduction.ready(0);
                return reduction.total();
              });
      for (Future<?> future : List.of(gathers, sums)) {
        assertThat(Cluster.failure(future))
            .contains("out of step", "gathering, operation 1, of 8×2 float64")
            .contains("1×77 float32", "executor 0", "executor 1");
      }
    }
  }

  @Test
  void whatIsGatheredMustHaveOneShape() throws Exception {
    try (Cluster cluster = new Cluster(2)) {
      List<Future<?>> futures = new ArrayList<>();
      for (int rank = 0; rank < 2; rank++) {
        int columns = 2 + rank;
        futures.add(
            cluster.start(
                rank,
                SHARDS,
                Cluster.LONG,
                collective -> {
                  collective.gather(Matrix.zeros(Precision.FLOAT64, 8, columns));
                  return "";
                }));
      }
      for (Future<?> future : futures) {
        assertThat(Cluster.failure(future)).contains("out of step", "8×2 float64", "8×3 float64");
      }
    }
  }

  @Test
  void closingEndsTheCallThatWaits() throws Exception {
    AtomicReference<SocketCollective> waiting = new AtomicReference<>();
    CountDownLatch connected = new CountDownLatch(2);
    CountDownLatch closed = new CountDownLatch(1);
    try (Cluster cluster = new Cluster(2)) {
      Future<?> waits =
          cluster.start(
              0,
              SHARDS,
              Cluster.LONG,
              collective -> {
                waiting.set(collective);
                connected.countDown();
                return train(collective);
              });
      Future<?> other =
          cluster.start(
              1,
              SHARDS,
              Cluster.LONG,
              collective -> {
                connected.countDown();
                assertThat(closed.await(2, TimeUnit.MINUTES)).isTrue();
                return train(collective);
              });
      assertThat(connected.await(2, TimeUnit.MINUTES)).isTrue();
      Thread.sleep(50); // so that it most likely waits
      waiting.get().close();
      assertThat(Cluster.failure(waits)).contains("executor 0", "has closed its connections");
      closed.countDown();
      assertThat(Cluster.failure(other))
          .containsPattern("executor 0 .*(gave up|is lost|has ended)");
    }
  }

  @Test
  void anInterruptEndsTheCallThatWaits() throws Exception {
    AtomicReference<Thread> waiting = new AtomicReference<>();
    CountDownLatch connected = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    try (Cluster cluster = new Cluster(2)) {
      Future<?> waits =
          cluster.start(
              0,
              SHARDS,
              Cluster.LONG,
              collective -> {
                waiting.set(Thread.currentThread());
                connected.countDown();
                return train(collective);
              });
      Future<?> other =
          cluster.start(
              1,
              SHARDS,
              Cluster.LONG,
              collective -> {
                assertThat(interrupted.await(2, TimeUnit.MINUTES)).isTrue();
                return train(collective);
              });
      assertThat(connected.await(2, TimeUnit.MINUTES)).isTrue();
      waiting.get().interrupt();
      assertThat(Cluster.failure(waits)).contains("executor 0", "was interrupted");
      interrupted.countDown();
      assertThat(Cluster.failure(other)).containsPattern("executor 0 .*gave up: .*interrupted");
    }
  }

  @Test
  void whatFailedOnceAlwaysFails() throws Exception {
    try (Cluster cluster = new Cluster(2)) {
      Future<String> survivor =
          cluster.start(
              0,
              SHARDS,
              Cluster.LONG,
              collective -> {
                List<String> messages = new ArrayList<>();
                for (int i = 0; i < 2; i++) {
                  assertThatThrownBy(() -> collective.gather(rows(Precision.FLOAT64, 8, 1)))
                      .isInstanceOf(CollectiveException.class)
                      .satisfies(e -> messages.add(e.getMessage()));
                }
                assertThat(messages.get(0)).isEqualTo(messages.get(1));
                return messages.get(0);
              });
      cluster.start(1, SHARDS, Cluster.LONG, collective -> "leaves at once");
      assertThat(Cluster.result(survivor))
          .containsPattern("executor 1 \\(127.0.0.1:\\d+\\) has ended its part");
    }
  }

  /** The header of a message, and 4 rows of 2 float64 numbers: those of process 1 of 2. */
  private static byte[] message() {
    ByteBuffer bytes = ByteBuffer.allocate(32 + 64).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put((byte) Frame.GATHER).put((byte) Precision.FLOAT64.ordinal()).putShort((short) 0);
    bytes.putLong(1).putInt(8).putInt(2).putInt(8).putInt(8).putInt(1);
    for (int i = 0; i < 8; i++) {
      bytes.putDouble(i);
    }
    return bytes.array();
  }

  private static String failureAfter(byte[] sent, boolean reset) throws Exception {
    try (Cluster cluster = new Cluster(2)) {
      Future<Matrix> process =
          cluster.start(
              0,
              SHARDS,
              Cluster.LONG,
              collective -> {
                Matrix all = Matrix.zeros(Precision.FLOAT64, 8, 2);
                collective.gather(all);
                collective.gather(all);
                return all;
              });
      List<String> addresses = cluster.exchange(1, "127.0.0.1:9");
      try (RawPeer peer = new RawPeer(addresses.get(0))) {
        peer.join(1, addresses);
        peer.send(sent);
        peer.socket.setSoLinger(reset, 0);
      }
      return Cluster.failure(process);
    }
  }

  @Test
  void aProcessThatDiesAfterAnyByteIsLost() throws Exception {
    byte[] message = message();
    for (int length = 0; length <= message.length; length += length < 40 ? 1 : 8) {
      for (boolean reset : new boolean[] {false, true}) {
        assertThat(failureAfter(Arrays.copyOf(message, length), reset))
            .as("after %d bytes, reset %s", length, reset)
            .contains("executor 1 (127.0.0.1:9) is lost: ")
            .containsPattern("executor 0 \\(127.0.0.1:\\d+\\) was at ");
      }
    }
  }

  @Test
  void whatIsNoMessageEndsTheRun() throws Exception {
    SplittableRandom random = new SplittableRandom(18);
    for (int i = 0; i < 200; i++) {
      byte[] message = message();
      int at = random.nextInt(32);
      byte changed = (byte) (message[at] ^ (1 + random.nextInt(255)));
      message[at] = changed;
      assertThat(failureAfter(message, false))
          .as("seed 18, byte %d is %d", at, changed)
          .contains("executor 1 (127.0.0.1:9) ");
    }
  }
}
