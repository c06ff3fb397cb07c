package org.nn4j.spark;

import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.training.History;
import org.nn4j.core.training.shard.Shards;
import org.nn4j.experiment.training.SharedTraining;
import scala.Function1;
import scala.Tuple2;
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
 */
record BarrierTask(
    SharedTraining shared, RowCells cells, int tasks, int shards, long rows, long validationRows)
    implements Function1<
            scala.collection.Iterator<Tuple2<RowKey, byte[]>>,
            scala.collection.Iterator<BarrierTask.Result>>,
        Serializable {

  /**
   * What the first task returns.
   *
   * @param model the bytes of the model's file
   */
  record Result(byte[] model, History history) implements Serializable {}

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
    RowCells.TableBuilder train = cells.table();
    RowCells.TableBuilder validation = cells.table();
    for (Iterator<Tuple2<RowKey, byte[]>> rows = CollectionConverters.asJava(own);
        rows.hasNext(); ) {
      Tuple2<RowKey, byte[]> row = rows.next();
      (row._1().validation() ? validation : train).add(row._2());
    }
    Parts parts = Parts.of(shared.read());
    SharedTraining.Part part =
        shared.part(parts.experiments(Map.of()), train.build(), validation.build());
    History history = part.trainer().fit(part.model().network(), part.train(), part.validation());
    if (TaskContext.getPartitionId() != 0) {
      return scala.collection.Iterator$.MODULE$.empty();
    }
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelFile.save(part.model(), model);
    return CollectionConverters.asScala(
        List.of(new Result(model.toByteArray(), history)).iterator());
  }
}
