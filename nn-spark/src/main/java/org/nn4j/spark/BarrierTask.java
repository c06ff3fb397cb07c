package org.nn4j.spark;

import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.spark.BarrierTaskContext;
import org.apache.spark.BarrierTaskInfo;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.util.CollectionAccumulator;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.Table;
import org.nn4j.core.network.Network;
import org.nn4j.core.training.DivergenceException;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.History;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingState;
import org.nn4j.core.training.shard.Shards;
import org.nn4j.experiment.training.SharedTraining;
import org.nn4j.spark.net.SocketCollective;
import org.nn4j.spark.net.Timeouts;
import scala.Function1;
import scala.Tuple2;
import scala.collection.BufferedIterator;
import scala.jdk.javaapi.CollectionConverters;
import scala.reflect.ClassTag;
import scala.reflect.ClassTag$;

/**
 * What each task of the barrier stage does: it takes the rows of its shards and trains with the
 * others.
 *
 * @param shared what all are told
 * @param cells how rows are written
 * @param tasks how many there are
 * @param shards into how many shards rows are divided
 * @param rows the number of all rows that are learnt
 * @param validationRows the number of all rows that watch training
 * @param token by which they know one another, in hexadecimal digits
 * @param epochs receives the epochs, from the first task
 * @param checkpoints where they go on if an executor was lost, or null to begin anew
 */
record BarrierTask(
    SharedTraining shared,
    RowCells cells,
    int tasks,
    int shards,
    long rows,
    long validationRows,
    String token,
    CollectionAccumulator<EpochResult> epochs,
    @Nullable SharedCheckpoints checkpoints)
    implements Function1<
            scala.collection.Iterator<Tuple2<RowKey, byte[]>>,
            scala.collection.Iterator<BarrierTask.Result>>,
        Serializable {
  private static final Path TRAIN = Path.of("rows that are learnt");
  private static final Path VALIDATION = Path.of("rows that watch training");

  /**
   * What the first task returns.
   *
   * @param model the model, or null if training failed
   * @param history the epochs, or null
   * @param failure why it failed, or null
   */
  record Result(
      @Nullable ModelBytes model, @Nullable History history, @Nullable DivergenceException failure)
      implements Serializable {}

  /** Returns the task that has a row's shard. */
  int task(long rank, boolean validation) {
    Shards all = new Shards(shards);
    long count = validation ? validationRows : rows;
    // The shard whose start is the last at or before the row, then the task whose range it is in.
    int shard = (int) Math.min(shards - 1, rank * shards / count);
    while (all.start(shard + 1, count) <= rank) {
      shard++;
    }
    int task = (int) ((long) shard * tasks / shards);
    while (all.of(task, tasks).end() <= shard) {
      task++;
    }
    return task;
  }

  List<Result> run(JavaRDD<Tuple2<RowKey, byte[]>> shares) {
    ClassTag<Result> tag = ClassTag$.MODULE$.apply(Result.class);
    return shares.rdd().barrier().mapPartitions(this, false, tag).toJavaRDD().collect();
  }

  @Override
  public scala.collection.Iterator<Result> apply(
      scala.collection.Iterator<Tuple2<RowKey, byte[]>> own) {
    int rank = TaskContext.getPartitionId();
    LocalTables tables = LocalTables.of(shared.settings(), sharing(rank), rank);
    BufferedIterator<Tuple2<RowKey, byte[]>> left = own.buffered();
    Table train = table(TRAIN, left, false, rank, tables);
    Table validation = table(VALIDATION, left, true, rank, tables);
    Parts parts = Parts.of(shared.settings());
    SharedTraining.Part part = shared.part(parts.experiments(Map.of()), train, validation);
    Network network = part.model().network();
    History history;
    AtomicReference<String> reached = new AtomicReference<>("");
    try (SocketCollective others = connect(rank, reached)) {
      TrainingState state =
          checkpoints == null || reached.get().isEmpty() ? null : checkpoints.read(reached.get());
      Trainer trainer = rank == 0 ? saving(part) : part.trainer();
      history =
          state == null
              ? trainer.fit(network, part.train(), part.validation(), others)
              : trainer.resume(state, network, part.train(), part.validation(), others);
    } catch (DivergenceException e) {
      // Which happens to all, and would again.
      return results(rank, new Result(null, null, e));
    }
    return results(rank, new Result(ModelBytes.of(part.model()), history, null));
  }

  /** Makes a table of the next rows, of which those that are learnt come first. */
  private Table table(
      Path name,
      BufferedIterator<Tuple2<RowKey, byte[]>> left,
      boolean validation,
      int rank,
      LocalTables tables) {
    Shards all = new Shards(shards);
    Shards.Range range = all.of(rank, tasks);
    long count = validation ? validationRows : rows;
    return tables.read(
        name,
        cells,
        () ->
            left.hasNext() && left.head()._1().validation() == validation ? left.next()._2() : null,
        all.start(range.end(), count) - all.start(range.first(), count));
  }

  /** Returns how many of the tasks run in this process. */
  private static int sharing(int rank) {
    BarrierTaskInfo[] all = BarrierTaskContext.get().getTaskInfos();
    return (int) Stream.of(all).filter(t -> t.address().equals(all[rank].address())).count();
  }

  private Trainer saving(SharedTraining.Part part) {
    Trainer trainer = part.trainer();
    List<TrainingListener> listeners =
        new ArrayList<>(List.of(TrainingListener.eachEpoch(epochs::add)));
    if (checkpoints != null) {
      listeners.add(checkpoints.writing(part.model()));
    }
    return new Trainer(trainer.plan(), trainer.decoder(), listeners, trainer.threads());
  }

  /**
   * Connects to the other tasks. All are told what they need of one another at once, for Spark asks
   * but once a second whether all have come.
   *
   * @param reached set to the checkpoint to go on from, as the first task found it; empty for none
   */
  private SocketCollective connect(int rank, AtomicReference<String> reached) {
    String newest = checkpoints == null || rank > 0 ? "" : checkpoints.newest();
    BarrierTaskContext context = BarrierTaskContext.get();
    // By the name that other executors fetch blocks from this one by.
    String host = SparkEnv.get().blockManager().blockManagerId().host();
    try {
      return SocketCollective.connect(
          new Shards(shards),
          rank,
          InetAddress.getByName(host),
          HexFormat.of().parseHex(token),
          Timeouts.DEFAULT,
          own -> {
            List<String[]> all =
                Stream.of(context.allGather(own + " " + newest))
                    .map(told -> told.split(" ", 2))
                    .toList();
            reached.set(all.get(0)[1]);
            return all.stream().map(told -> told[0]).toList();
          });
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(
          "the executor is called "
              + host
              + ", which is no address that it can listen at; set SPARK_LOCAL_HOSTNAME",
          e);
    }
  }

  private static scala.collection.Iterator<Result> results(int rank, Result result) {
    return CollectionConverters.asScala(
        (rank == 0 ? List.of(result) : List.<Result>of()).iterator());
  }
}
