package org.nn4j.spark.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.nn4j.core.training.shard.Shards;
import org.nn4j.spark.net.SocketCollective;
import org.nn4j.spark.net.Timeouts;

/** Holds {@link StepBench} against two processes, of which this is one, and a slow link. */
final class LinkBench {
  private static final byte[] TOKEN =
      "measurements have no secrets".getBytes(StandardCharsets.US_ASCII);

  private LinkBench() {}

  /**
   * Measures the step alone, while the other process does so too, and then with it.
   *
   * @param folder where both write their addresses
   */
  static void run(Path folder, int rank, int megabits, int rows) throws IOException {
    StepBench step = StepBench.measured(rows);
    try (SocketCollective others =
        SocketCollective.connect(
            new Shards(StepBench.SHARDS),
            rank,
            InetAddress.getByName("10.111.0." + rank),
            TOKEN,
            Timeouts.DEFAULT,
            own -> exchange(folder, rank, own))) {
      double seconds = StepBench.seconds(rows / 2, StepBench.SHARDS, others);
      if (rank == 0) {
        SparkBench.print(
            "batch %d, 2 processes, %d Mb/s: predicted %.2f ms, alone %.2f; measured %.2f",
            rows,
            megabits,
            1e3 * step.seconds(rows, 2, megabits * 1e6),
            1e3 * step.seconds(rows, 1, 1),
            1e3 * seconds);
      }
    }
  }

  /** Tells the other process this one's address, and waits for the other's. */
  private static List<String> exchange(Path folder, int rank, String own) {
    List<Path> files = List.of(folder.resolve("0"), folder.resolve("1"));
    try {
      Path unfinished = Files.writeString(folder.resolve("unfinished" + rank), own);
      Files.move(unfinished, files.get(rank), StandardCopyOption.ATOMIC_MOVE);
      for (long start = System.nanoTime(); !Files.exists(files.get(1 - rank)); Thread.sleep(20)) {
        if (SparkBench.secondsSince(start) > 100) {
          throw new IllegalStateException("the other process tells no address");
        }
      }
      return List.of(Files.readString(files.get(0)), Files.readString(files.get(1)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the other process", e);
    }
  }
}
