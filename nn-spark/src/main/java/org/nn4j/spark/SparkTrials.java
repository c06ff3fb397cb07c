package org.nn4j.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.spark.FutureAction;
import org.apache.spark.SparkException;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.NnException;
import org.nn4j.core.data.Table;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.CancelledException;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.crossval.FoldChoice;
import org.nn4j.experiment.search.PlannedTrial;
import org.nn4j.experiment.search.SearchPlan;
import org.nn4j.experiment.search.TrialExecutor;
import org.nn4j.experiment.search.TrialResult;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.BoxedUnit;

/**
 * Has the executors of Spark run the trials of a search, each trial as a task of its own. The
 * results are those of one machine, to the bit.
 *
 * <pre>{@code
 * SearchResult found =
 *     Experiment.from(Path.of("wine-search.yaml")).trialsBy(new SparkTrials(session)).search(200);
 * }</pre>
 *
 * <p>The driver reads the data, which go to each executor once and must fit into its memory. A
 * trial computes with as many threads as a task has cores, {@code spark.task.cpus}, unless {@code
 * threads} says otherwise. Dynamic allocation suits it: tasks need not run at the same time, and
 * one whose executor dies runs again elsewhere. Parts of plug-ins must be on the executors ({@code
 * spark.jars}).
 */
public final class SparkTrials implements TrialExecutor {
  /** How often is looked whether it is to end, in milliseconds. */
  private static final long PAUSE = 200;

  private final SparkSession session;

  /** Creates what runs trials in a session. */
  public SparkTrials(SparkSession session) {
    this.session = session;
  }

  /**
   * Runs trials.
   *
   * @throws org.nn4j.core.InputException if the settings name a file that executors would have to
   *     read
   * @throws NnException from the iterator, if Spark gives a task up
   * @throws CancelledException from the iterator, if it was cancelled
   */
  @Override
  public Iterator<TrialResult> run(
      List<PlannedTrial> trials,
      SearchPlan plan,
      Function<PlannedTrial, Table> tables,
      Cancellation cancellation) {
    if (trials.isEmpty()) {
      return List.<TrialResult>of().iterator();
    }
    FoldChoice folds = plan.choice().folds();
    requireNoFiles(plan.fixed(), folds);
    JavaSparkContext context = JavaSparkContext.fromSparkContext(session.sparkContext());
    IdentityHashMap<Table, Broadcast<TableBytes>> sent = new IdentityHashMap<>();
    List<TrialTask> tasks = new ArrayList<>();
    for (PlannedTrial trial : trials) {
      Broadcast<TableBytes> data =
          sent.computeIfAbsent(
              tables.apply(trial), table -> context.broadcast(new TableBytes(table)));
      tasks.add(new TrialTask(trial, data, folds, plan.metric()));
    }
    BlockingQueue<TrialResult> done = new LinkedBlockingQueue<>();
    FutureAction<?> job =
        session
            .sparkContext()
            .submitJob(
                context.parallelize(tasks, tasks.size()).rdd(),
                (Function1<scala.collection.Iterator<TrialTask>, TrialResult> & Serializable)
                    task -> task.next().run(),
                CollectionConverters.asScala(
                        IntStream.range(0, tasks.size()).<Object>mapToObj(i -> i).toList())
                    .toSeq(),
                (task, result) -> {
                  done.add(result);
                  return BoxedUnit.UNIT;
                },
                () -> BoxedUnit.UNIT);
    return new Results(trials.iterator(), done, job, cancellation);
  }

  private static void requireNoFiles(Settings settings, @Nullable FoldChoice folds) {
    String why = "is a file, which executors do not read; ";
    if (settings.get(DataSettings.VALIDATION).file() != null) {
      throw settings.fault(DataSettings.VALIDATION, why + "give a part of the data, or --folds");
    }
    if (settings.find(NetworkSettings.FROM) != null) {
      throw settings.fault(NetworkSettings.FROM, why + "leave it out");
    }
    if (folds != null && folds.foldFile() != null) {
      throw new InputException("--fold-file: " + why + "give a column of the data, --fold-column");
    }
  }

  /** The results in the order of the trials, in whatever order they come. */
  private static final class Results implements Iterator<TrialResult> {
    private final Iterator<PlannedTrial> trials;
    private final BlockingQueue<TrialResult> done;
    private final FutureAction<?> job;
    private final Cancellation cancellation;
    private final Map<Integer, TrialResult> early = new HashMap<>();

    Results(
        Iterator<PlannedTrial> trials,
        BlockingQueue<TrialResult> done,
        FutureAction<?> job,
        Cancellation cancellation) {
      this.trials = trials;
      this.done = done;
      this.job = job;
      this.cancellation = cancellation;
    }

    @Override
    public boolean hasNext() {
      return trials.hasNext();
    }

    @Override
    public TrialResult next() {
      if (!trials.hasNext()) {
        throw new NoSuchElementException();
      }
      int number = trials.next().number();
      try {
        while (!early.containsKey(number)) {
          TrialResult result = done.poll(PAUSE, TimeUnit.MILLISECONDS);
          if (result != null) {
            early.put(result.number(), result);
          } else if (cancellation.cancelled()) {
            throw cancelled();
          } else if (job.isCompleted()) {
            job.get(); // throws what it failed of
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw cancelled();
      } catch (SparkException e) {
        throw new NnException("trial " + number + ": " + e.getMessage(), e);
      }
      return Objects.requireNonNull(early.remove(number));
    }

    private CancelledException cancelled() {
      job.cancel();
      return new CancelledException("interrupted", null, false);
    }
  }
}
