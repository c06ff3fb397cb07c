package org.nn4j.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.spark.TaskContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Has a task fail in the ninth of ten epochs, with a checkpoint after every third. */
class InterruptedTrainingTest {
  private static final int STEPS = 5; // 442 rows in batches of 100
  private static final long BROKEN = 8 * STEPS + 2;

  private static final NnRegressor REGRESSOR =
      new NnRegressor()
          .setLayers("8:relu", "batch_norm", "dropout(rate=0.1)")
          .setSchedule(ToldSchedule.NAME)
          .setEpochs(10)
          .setBatch(100)
          .setShards(8)
          .setExecutors(2)
          .setCheckpointInterval(3);

  private static byte[] expected = {};

  @TempDir Path folder;

  /** The steps that the first task took. */
  private final ConcurrentLinkedQueue<Long> taken = new ConcurrentLinkedQueue<>();

  @BeforeAll
  static void trainUndisturbed() {
    expected = REGRESSOR.fit(Sessions.diabetes()).bytes().bytes();
  }

  @BeforeEach
  void keepCheckpoints() {
    Sessions.local().sparkContext().setCheckpointDir(folder.toString());
  }

  @AfterEach
  void keepNone() {
    ToldSchedule.listen(clock -> {});
    Sessions.local().sparkContext().checkpointDir_$eq(scala.Option.empty());
  }

  /**
   * Trains, and returns the bytes of the model.
   *
   * @param failures how often the step fails
   * @param before what happens before it does
   */
  private byte[] train(int failures, Runnable before) {
    AtomicInteger left = new AtomicInteger(failures);
    ToldSchedule.listen(
        clock -> {
          if (TaskContext.getPartitionId() > 0) {
            return;
          }
          if (clock.step() == BROKEN && left.getAndDecrement() > 0) {
            before.run();
            throw new IllegalStateException("worker lost, as this test has it");
          }
          taken.add(clock.step());
        });
    return REGRESSOR.fit(Sessions.diabetes()).bytes().bytes();
  }

  /** Returns the checkpoints that there are, the newest first. */
  private List<Path> checkpoints() {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("checkpoint-"))
          .sorted(Comparator.reverseOrder())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Damages some checkpoints as a disk does that was full. */
  private void truncate(List<Path> files) {
    for (Path file : files) {
      try {
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
        // The sum that Hadoop keeps of files on a disk, so that the checkpoint's own is looked at.
        Files.delete(file.resolveSibling("." + file.getFileName() + ".crc"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** Asserts that training went on at a step, once for each failure, and lost nothing else. */
  private void assertWentOnAt(long step, int failures) {
    Stream<Long> once = Stream.iterate(0L, s -> s < BROKEN, s -> s + 1);
    Stream<Long> again =
        Stream.iterate(1, i -> i < failures, i -> i + 1)
            .flatMap(i -> Stream.iterate(step, s -> s < BROKEN, s -> s + 1));
    Stream<Long> last = Stream.iterate(step, s -> s < 10L * STEPS, s -> s + 1);
    assertThat(taken)
        .containsExactlyElementsOf(Stream.of(once, again, last).flatMap(s -> s).toList());
  }

  @Test
  void noMoreIsRepeatedThanWasDoneSinceTheNewestCheckpoint() {
    assertThat(train(2, () -> assertThat(checkpoints()).hasSize(2))).isEqualTo(expected);
    assertWentOnAt(6 * STEPS, 2);
    assertThat(checkpoints()).as("removed at the end").isEmpty();
  }

  @Test
  void aCheckpointThatIsDamagedIsPassedOverForTheOneBefore() {
    assertThat(train(1, () -> truncate(checkpoints().subList(0, 1)))).isEqualTo(expected);
    assertWentOnAt(3 * STEPS, 1);
  }

  @Test
  void trainingBeginsAnewWhereAllCheckpointsAreDamaged() {
    assertThat(train(1, () -> truncate(checkpoints()))).isEqualTo(expected);
    assertWentOnAt(0, 1);
  }
}
