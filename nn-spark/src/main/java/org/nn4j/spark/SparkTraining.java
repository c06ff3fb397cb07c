package org.nn4j.spark;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.Function2;
import org.apache.spark.api.java.function.PairFlatMapFunction;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ContentHash;
import org.nn4j.core.training.EpochResult;
import org.nn4j.experiment.cluster.Cluster;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.training.CheckpointedTraining;
import org.nn4j.experiment.training.PreparedExperiment;
import org.nn4j.experiment.training.SharedTraining;
import org.nn4j.experiment.training.Training;
import org.nn4j.experiment.training.TrainingStart;
import scala.Tuple2;

/**
 * The training of an estimator.
 *
 * <ol>
 *   <li>Rows are brought into the order of their content, {@link ContentHash}, in partitions.
 *   <li>The driver reads them in that order, fits what makes samples of them, and fills in the
 *       settings, as {@code nn train} does.
 *   <li>In one barrier stage each task gets the rows of its shards, and all train together.
 *   <li>The driver evaluates the network, and makes a model of it.
 * </ol>
 */
final class SparkTraining {
  /** What Spark says of a task that was lost, and the other tasks that waited for it. */
  private static final Pattern LOSS =
      Pattern.compile("ExecutorLostFailure|FetchFailed|CollectiveException|slave lost|worker lost");

  private static final Path TRAIN = Path.of("spark");
  private static final Path VALIDATION = Path.of("spark-validation");

  /** The shards where no number is given: more than there are executors, mostly. */
  private static final int SHARDS = 64;

  /**
   * The bytes of a partition, as Spark estimates them, and into how many one is divided at most.
   */
  private static final long PARTITION = 1 << 24;

  private static final int MOST_PARTS = 16;

  private final NnEstimator<?, ?> estimator;
  private final Dataset<Row> data;
  private final SparkContext context;
  private final @Nullable String validation;

  /**
   * What was trained.
   *
   * @param model the model
   * @param vectorNames the names of the vector's elements, empty if columns are named
   */
  record Fitted(ModelBytes model, List<String> vectorNames) {}

  SparkTraining(NnEstimator<?, ?> estimator, Dataset<?> all) {
    this.estimator = estimator;
    List<String> named = estimator.namedFeatures();
    validation = estimator.column(estimator.validationIndicatorCol());
    List<String> columns = new ArrayList<>(named);
    if (named.isEmpty()) {
      columns.add(estimator.getOrDefault(estimator.featuresCol()));
    }
    columns.add(label());
    if (weight() != null) {
      columns.add(weight());
    }
    if (validation != null) {
      columns.add(validation);
    }
    Dataset<Row> chosen =
        all.toDF()
            .select(
                columns.stream()
                    .map(name -> all.col(RowCells.quoted(name)))
                    .toArray(Column[]::new));
    data =
        estimator.settings().get(DataSettings.DROP_MISSING_TARGET)
            ? chosen.filter(RowCells.present(chosen, label()))
            : chosen;
    context = data.sparkSession().sparkContext();
  }

  private String label() {
    return estimator.getOrDefault(estimator.labelCol());
  }

  /** Returns what messages call the rows. */
  private Path source() {
    return estimator.commanded() ? estimator.settings().get(DataSettings.DATA_FILE) : TRAIN;
  }

  private @Nullable String weight() {
    return estimator.column(estimator.weightCol());
  }

  Fitted fit() {
    Run run = prepare();
    PreparedExperiment experiment = run.training().experiment();
    estimator.check(experiment.loss(), experiment.network());
    CheckpointedTraining.Result trained = run.train(epoch -> {});
    return new Fitted(ModelBytes.of(run.training().evaluate(trained).model()), run.vectorNames);
  }

  /**
   * Does what runs tasks.
   *
   * @throws InputException as a task does, where that is why Spark gives up
   */
  private static <T> T asTasksSay(Supplier<T> action) {
    try {
      return action.get();
    } catch (InputException e) {
      throw e;
    } catch (Exception e) { // SparkException is checked, but not declared
      for (Throwable cause = e; cause != null; cause = cause.getCause()) {
        if (cause instanceof InputException fault) {
          throw new InputException(String.valueOf(fault.getMessage()), e);
        }
      }
      throw e;
    }
  }

  /**
   * Places the rows, and prepares the run.
   *
   * @throws InputException if parameters or data are wrong, or there are too few slots
   */
  Run prepare() {
    int wanted =
        estimator.isSet(estimator.executors())
            ? (Integer) estimator.getOrDefault(estimator.executors())
            : 0;
    int tasks = Slots.of(context, wanted);
    StructType schema = data.schema();
    List<String> named = estimator.namedFeatures();
    List<String> vectorNames = named.isEmpty() ? vectorNames(schema) : List.of();
    RowCells none = RowCells.none(RowCells.zone(data.sparkSession()));
    RowCells features =
        named.isEmpty()
            ? none.andVector(schema, estimator.getOrDefault(estimator.featuresCol()), vectorNames)
            : none.and(schema, named);
    RowCells cells =
        features.and(schema, weight() == null ? List.of(label()) : List.of(label(), weight()));
    int flag = validation == null ? -1 : schema.fieldIndex(validation);
    JavaPairRDD<RowKey, byte[]> sorted = sorted(cells, flag, Math.max(tasks, partitions(data)));
    OrderedRows rows =
        asTasksSay(
            () ->
                OrderedRows.read(
                    sorted,
                    cells,
                    LocalTables.of(estimator.settings(), 1, 0),
                    source(),
                    VALIDATION));
    Settings settings = settings(rows, named);
    Parts parts = Parts.of(settings);
    Training training =
        new Training(
            new TrainingStart(settings, null),
            parts.experiments(
                Map.of(
                    settings.get(DataSettings.DATA_FILE),
                    rows.train(),
                    VALIDATION,
                    rows.validation())),
            parts.kernels(),
            Parts.NOTICES);
    return new Run(training, parts, sorted, rows, cells, tasks, vectorNames);
  }

  /** A run that is prepared. */
  final class Run implements Cluster.Run {
    private final Training training;
    private final Parts parts;
    private final JavaPairRDD<RowKey, byte[]> sorted;
    private final OrderedRows rows;
    private final RowCells cells;
    private final int tasks;
    private final List<String> vectorNames;

    /**
     * Creates a run.
     *
     * @param sorted the rows in the order of their content
     * @param rows the same in the driver
     */
    private Run(
        Training training,
        Parts parts,
        JavaPairRDD<RowKey, byte[]> sorted,
        OrderedRows rows,
        RowCells cells,
        int tasks,
        List<String> vectorNames) {
      this.training = training;
      this.parts = parts;
      this.sorted = sorted;
      this.rows = rows;
      this.cells = cells;
      this.tasks = tasks;
      this.vectorNames = vectorNames;
    }

    @Override
    public Training training() {
      return training;
    }

    @Override
    public CheckpointedTraining.Result train(Consumer<EpochResult> progress) {
      HeldRows held = HeldRows.of(training, rows);
      int[] learnt = training.split().train();
      SharedTraining shared = SharedTraining.of(training.experiment(), rows.train(), learnt);
      SharedCheckpoints checkpoints =
          SharedCheckpoints.of(
              context, (Integer) estimator.getOrDefault(estimator.checkpointInterval()));
      BarrierTask.Result result;
      try (EpochProgress epochs = new EpochProgress(context, progress)) {
        result =
            SparkTraining.this.train(
                checkpoints,
                first ->
                    attempt(
                        held,
                        new BarrierTask(
                            shared,
                            cells,
                            first ? tasks : Slots.again(context, tasks),
                            training.experiment().settings().get(TrainingSettings.SHARDS),
                            learnt.length,
                            rows.validation().rows() + held.validation().cardinality(),
                            token(),
                            epochs.accumulator(),
                            checkpoints)));
        if (result.failure() != null) {
          throw result.failure();
        }
        epochs.tell(Objects.requireNonNull(result.history()).epochs());
      }
      return new CheckpointedTraining.Result(
          parts.load(Objects.requireNonNull(result.model()).bytes()).network(),
          Objects.requireNonNull(result.history()),
          null,
          List.of());
    }

    private BarrierTask.Result attempt(HeldRows held, BarrierTask task) {
      JavaRDD<Tuple2<RowKey, byte[]>> shares =
          sorted
              .mapPartitionsWithIndex(new Ranking(rows.starts(), held, task), true)
              .filter(Objects::nonNull)
              .mapToPair(row -> row)
              .repartitionAndSortWithinPartitions(new RowKey.Named(task.tasks()))
              .map(row -> row);
      return task.run(shares).get(0);
    }
  }

  /**
   * Trains, and again if a task was lost, for Spark does not repeat a barrier stage that ends a
   * job: from the newest checkpoint, as often as attempts come further, and else as many times as
   * Spark tries a stage.
   */
  private BarrierTask.Result train(
      @Nullable SharedCheckpoints checkpoints, Function<Boolean, BarrierTask.Result> attempt) {
    int most = context.conf().getInt("spark.stage.maxConsecutiveAttempts", 4);
    String reached = "";
    int failures = 0;
    try {
      while (true) {
        try {
          return attempt.apply(failures == 0);
        } catch (Exception e) { // SparkException is checked, but not declared
          String newest = checkpoints == null ? "" : checkpoints.newest();
          failures = newest.equals(reached) ? failures + 1 : 1;
          String message = String.valueOf(e.getMessage());
          if (failures == most || !LOSS.matcher(message).find()) {
            throw e;
          }
          Parts.NOTICES.warn(
              "the training "
                  + (newest.isEmpty() ? "begins anew" : "goes on from " + newest)
                  + ", since a task was lost: "
                  + message.lines().findFirst().orElse(""));
          reached = newest;
        }
      }
    } finally {
      if (checkpoints != null) {
        checkpoints.delete();
      }
    }
  }

  private static String token() {
    byte[] token = new byte[32];
    new SecureRandom().nextBytes(token);
    return HexFormat.of().formatHex(token);
  }

  /**
   * Returns into how many partitions rows are sorted: as many as they come in, and up to 16 times
   * as many where Spark takes them for large, since each is brought to the driver at once.
   */
  static int partitions(Dataset<Row> data) {
    int given = Math.max(1, data.rdd().getNumPartitions());
    BigInteger bytes =
        ((org.apache.spark.sql.classic.Dataset<Row>) data)
            .queryExecution()
            .optimizedPlan()
            .stats()
            .sizeInBytes()
            .bigInteger();
    BigInteger wanted = bytes.divide(BigInteger.valueOf(PARTITION));
    return wanted
        .min(BigInteger.valueOf((long) MOST_PARTS * given))
        .max(BigInteger.valueOf(given))
        .intValue();
  }

  /**
   * Returns the names of the elements of the vectors, of which there are as many as in the first.
   */
  private List<String> vectorNames(StructType schema) {
    String column = estimator.getOrDefault(estimator.featuresCol());
    List<Row> first =
        data.filter(data.col(RowCells.quoted(column)).isNotNull()).limit(1).collectAsList();
    if (first.isEmpty()) {
      throw new InputException(
          "there is no row to learn from: none has a vector in column '" + column + "'");
    }
    return RowCells.elements(
        schema.apply(column),
        ((Vector) first.get(0).getAs(column)).size(),
        Arrays.asList(schema.fieldNames()));
  }

  /** Returns what is set, with what Spark says in its own way. */
  private Settings settings(OrderedRows rows, List<String> named) {
    if (estimator.commanded()) {
      return onSpark(estimator.settings().with(DataSettings.FEATURES, named));
    }
    Settings settings =
        estimator
            .settings()
            .ofOneNetwork()
            .with(DataSettings.DATA_FILE, source())
            .with(DataSettings.TARGET, List.of(label()))
            .with(DataSettings.FEATURES, named)
            .with(DataSettings.TASK, estimator.task())
            .with(
                DataSettings.VALIDATION,
                rows.validation().rows() == 0 ? HoldOut.NONE : new HoldOut(0, VALIDATION));
    String weight = weight();
    if (weight != null) {
      settings = settings.with(DataSettings.SAMPLE_WEIGHT, weight);
    }
    return onSpark(settings);
  }

  /** Fills in what is open, as suits Spark. */
  private Settings onSpark(Settings given) {
    Settings settings = given;
    if (!settings.isGiven(RunSettings.THREADS)) {
      settings = settings.with(RunSettings.THREADS, context.conf().getInt("spark.task.cpus", 1));
    }
    return settings.get(TrainingSettings.SHARDS) == 0
        ? settings.with(TrainingSettings.SHARDS, SHARDS)
        : settings;
  }

  /** Brings rows into the order of their content, in partitions of which each follows the last. */
  private JavaPairRDD<RowKey, byte[]> sorted(RowCells cells, int flag, int partitions) {
    return data.toJavaRDD()
        .mapPartitionsToPair(
            new Hashing(cells, cells.size() - (weight() == null ? 0 : 1), flag, partitions))
        .repartitionAndSortWithinPartitions(new RowKey.Named(partitions));
  }

  /**
   * Computes where rows stand by their content.
   *
   * @param watched how many cells of rows that watch training count: their weight does not
   * @param flag the column that tells them, or −1
   */
  private record Hashing(RowCells cells, int watched, int flag, int partitions)
      implements PairFlatMapFunction<Iterator<Row>, RowKey, byte[]> {

    @Override
    public Iterator<Tuple2<RowKey, byte[]>> call(Iterator<Row> rows) {
      RowCells.Cells own = cells.cells();
      ContentHash hash = new ContentHash();
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public Tuple2<RowKey, byte[]> next() {
          Row row = rows.next();
          cells.read(row, own);
          hash.start();
          boolean watches = flag >= 0 && !row.isNullAt(flag) && row.getBoolean(flag);
          cells.hash(own, watches ? watched : cells.size(), hash);
          int partition = (int) (((hash.high() >>> Integer.SIZE) * partitions) >>> Integer.SIZE);
          return new Tuple2<>(
              new RowKey(partition, watches, hash.high(), hash.low()), cells.write(own));
        }
      };
    }
  }

  /** Tells rows in order which of all they are, and so which task has them; null if none has. */
  private record Ranking(List<long[]> starts, HeldRows held, BarrierTask task)
      implements Function2<
          Integer, Iterator<Tuple2<RowKey, byte[]>>, Iterator<Tuple2<RowKey, byte[]>>> {

    @Override
    public Iterator<Tuple2<RowKey, byte[]>> call(
        Integer partition, Iterator<Tuple2<RowKey, byte[]>> rows) {
      long[] next = held.before(starts.get(partition));
      return new Iterator<>() {
        private int place = (int) starts.get(partition)[0];

        @Override
        public boolean hasNext() {
          return rows.hasNext();
        }

        @Override
        public @Nullable Tuple2<RowKey, byte[]> next() {
          Tuple2<RowKey, byte[]> row = rows.next();
          boolean watches = row._1().validation();
          if (!watches) {
            if (held.others().get(place)) {
              place++;
              return null;
            }
            watches = held.validation().get(place++);
          }
          long rank = next[watches ? 1 : 0]++;
          return new Tuple2<>(new RowKey(task.task(rank, watches), watches, rank, 0), row._2());
        }
      };
    }
  }
}
