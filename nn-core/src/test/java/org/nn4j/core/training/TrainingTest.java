package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Layer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.checkpoint.CheckpointFolder;
import org.nn4j.core.checkpoint.CheckpointWriter;
import org.nn4j.core.checkpoint.Every;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.preprocess.SmoothedLabels;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.DivergenceException.TensorRange;
import org.nn4j.core.training.objective.Objective;

@Isolated("counts the threads of worker pools")
@Tag("fresh-jvm") // what steps allocate depends on what the JIT compiled before
class TrainingTest {
  private static final Catalog CATALOG = Catalog.standard();
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @TempDir private Path temporary;

  /** Two Gaussian blobs, class indices as targets. */
  private static Dataset blobs(int n, Precision precision) {
    RandomStream random = new RandomStream(7, "blobs");
    Matrix x = Matrix.zeros(precision, n, 3);
    Matrix y = Matrix.zeros(precision, n, 1);
    for (int i = 0; i < n; i++) {
      y.set(i, 0, i % 2);
      for (int c = 0; c < 3; c++) {
        x.set(i, c, random.nextGaussian() + (i % 2 == 0 ? -1 : 1));
      }
    }
    return new MatrixDataset(x, y);
  }

  private static TrainingPlan plan(String loss, String optimizer, int epochs, int batch) {
    return new TrainingPlan(
        CATALOG.create(Loss.class, loss),
        CATALOG.create(Optimizer.class, optimizer),
        CATALOG.create(LearningRateSchedule.class, "constant"),
        epochs,
        batch,
        1);
  }

  /** The same plan and samples that are weighed and mixed; one-hot targets, not indices. */
  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void mixingWeightedSamplesAllocatesNothing(int threads) throws InterruptedException {
    TrainingPlan plan = plan("categorical_cross_entropy", "adam", 1000, 16).withMixup(0.2);
    Dataset data =
        SmoothedLabels.distributions(
            weighted(blobs(101, Precision.FLOAT32)), TargetKind.DISTRIBUTION, 2);
    Set<Thread> others = workerThreads();
    try (WorkerPool pool = new WorkerPool(threads, 1)) {
      requireStepsWithoutAllocation(
          new TrainingRun(new Trainer(plan), network(Precision.FLOAT32), data, null, pool),
          threads,
          others);
    }
  }

  /** The same samples with weights, one of them 0, which training divides by their mean. */
  private static Dataset weighted(Dataset data) {
    int n = data.size();
    int[] order = IntStream.range(0, n).toArray();
    Matrix x = Matrix.zeros(Precision.FLOAT32, n, data.featureWidth());
    Matrix y = Matrix.zeros(Precision.FLOAT32, n, data.targetWidth());
    Matrix w = Matrix.zeros(Precision.FLOAT64, n, 1);
    data.features(order, 0, n, x);
    data.targets(order, 0, n, y);
    for (int i = 0; i < n; i++) {
      w.set(i, 0, i % 5);
    }
    return new MatrixDataset(x, y, w, null);
  }

  private static Network network(Precision precision) {
    return Network.builder(3)
        .precision(precision)
        .seed(1)
        .dense(8, "relu")
        .layer("batch_norm")
        .layer("dropout(rate=0.1)")
        .layer("residual([dense(units=8, activation=gelu, l1=1e-3, l2=0.01, max_norm=2)])")
        .layer("sequential([activation(selu), alpha_dropout(rate=0.1)])")
        .layer("concat([dense(4, prelu), dense(3, tanh)])")
        .layer("layer_norm")
        .dense(2, "softmax")
        .build();
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void learnsAndReportsEveryEpoch(String precision) {
    Precision p = Precision.of(precision);
    Metric accuracy = CATALOG.create(Metric.class, "accuracy");
    TrainingPlan plan =
        plan("categorical_cross_entropy", "adam(lr=0.01)", 15, 16).withMetrics(List.of(accuracy));
    History history = new Trainer(plan).fit(network(p), blobs(101, p), blobs(50, p));
    assertThat(history.epochs()).hasSize(15);
    assertThat(history.last().loss()).isLessThan(history.epochs().get(0).loss());
    assertThat(history.last().metrics().get("accuracy")).isGreaterThan(0.9);
    assertThat(history.last().steps()).isEqualTo(15 * 7);
    assertThat(history.last().rate()).isEqualTo(0.01);
  }

  @Test
  void aChangedPlanKeepsEverythingElse() {
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("huber(delta=0.5)")
            .optimizer("sgd(lr=0.3)")
            .schedule("cosine")
            .epochs(7)
            .batch(3)
            .shuffle(false)
            .seed(9)
            .clipping(new GradientClipping(0, 2))
            .mixup(0.2)
            .metric("r2")
            .stop(StopCriterion.lossAtMost(0.1))
            .earlyStopping("validation_loss(patience=2)")
            .build();

    assertThat(plan.toBuilder().build()).isEqualTo(plan);
    assertThat(plan.withMixup(0).withMixup(0.2)).isEqualTo(plan);
    assertThat(plan.withShuffle(true).withShuffle(false)).isEqualTo(plan);
    assertThat(plan.withEarlyStopping(null).withEarlyStopping(plan.earlyStopping()))
        .isEqualTo(plan);
  }

  @Test
  void theSameSeedGivesTheSameBytes() {
    TrainingPlan plan = plan("categorical_cross_entropy", "adam(lr=0.01)", 3, 16);
    Network a = network(Precision.FLOAT32);
    Network b = network(Precision.FLOAT32);
    new Trainer(plan).fit(a, blobs(101, Precision.FLOAT32));
    new Trainer(plan).fit(b, blobs(101, Precision.FLOAT32));
    assertThat(a.parameters().sha256()).isEqualTo(b.parameters().sha256());
    Network c = network(Precision.FLOAT32);
    new Trainer(plan.withShuffle(false)).fit(c, blobs(101, Precision.FLOAT32));
    assertThat(c.parameters().sha256()).isNotEqualTo(a.parameters().sha256());
  }

  /**
   * Every layer kind is in {@link #network}, every loop of the step in both precisions; with
   * checkpoints and a time budget, of which none is due.
   */
  @ParameterizedTest
  @CsvSource({
    "float32, sgd, constant, 1, 0",
    "float32, 'adam(amsgrad=true)', one_cycle, 2, 0",
    "float64, nadam, cosine, 1, 0",
    "float32, rprop, reduce_on_plateau, 1, 0",
    "float32, muon, constant, 2, 0",
    "float64, adafactor, cosine, 1, 0",
    "float32, schedule_free_adamw, warmup, 2, 0",
    "float64, lion, 'warmup(steps=5, then=cosine_warm_restarts)', 3, 0",
    "float32, adam, cosine, 1, 8",
    "float64, adam, cosine, 2, 4"
  })
  void aStepAllocatesNothing(
      String precision, String optimizer, String schedule, int threads, int shards)
      throws InterruptedException {
    Precision p = Precision.of(precision);
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("categorical_cross_entropy")
            .optimizer(optimizer)
            .schedule(schedule)
            .epochs(1000)
            .batch(16)
            .clipping(new GradientClipping(1, 1))
            .shards(shards)
            .build();
    Network network = network(p);
    CheckpointFolder folder = CheckpointFolder.open(temporary);
    TrainingListener checkpoints =
        new CheckpointWriter(
            folder,
            Every.time(Duration.ofDays(1)),
            1,
            new Model(network, plan.loss(), null, Provenance.NONE));
    TrainingListener budget = new TimeBudget(Duration.ofDays(1));
    Trainer trainer = new Trainer(plan, checkpoints, budget);
    Set<Thread> others = workerThreads(); // those of a pool that was closed may end a little later
    try (WorkerPool pool = new WorkerPool(threads, 1);
        folder) {
      TrainingRun run = new TrainingRun(trainer, network, blobs(101, p), null, pool);
      checkpoints.started(run);
      budget.started(run);
      requireStepsWithoutAllocation(run, threads, others);
    }
  }

  /** Every layer that the other network has not, behind one another and beside others. */
  private static Network tables(Precision precision) {
    return Network.builder(3)
        .precision(precision)
        .seed(1)
        .layer("embedding([2], 3)")
        .layer("pbld(columns=1, frequencies=5)")
        .layer("piecewise_linear(columns=2, bins=4, size=3)")
        .layer("scale")
        .layer("dense(units=8, activation=parametric(mish), initializer=data_driven, ntk=true)")
        .layer("batch_norm")
        .layer("dropout(rate=0.3, schedule=flat_cosine)")
        .layer("ensemble([dense(8, relu), sequential([dense(4, parametric), dense(8, gelu)])])")
        .layer("residual([dense(8, prelu), layer_norm])")
        .layer("alpha_dropout(rate=0.3, schedule=linear)")
        .layer("concat([dense(4, silu), scale])")
        .layer(
            "sequential([dropconnect(dense(12, rrelu), 0.3), glu, gaussian_noise, dense(12), geglu,"
                + " rms_norm, dense(16, entmax), swiglu, maxout])")
        .dense(2, "softmax")
        .build();
  }

  /** Factors and schedules of everything that may have one, and averaged parameters. */
  @ParameterizedTest
  @CsvSource({
    "float32, adamw, 1",
    "float64, 'sgd(momentum=0.9, weight_decay=0.01)', 3",
    "float32, lamb, 1",
    "float64, muon, 3"
  })
  void stepsWithFactorsAndAnAverageAllocateNothing(String precision, String optimizer, int threads)
      throws InterruptedException {
    Precision p = Precision.of(precision);
    Network network = tables(p);
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("categorical_cross_entropy")
            .optimizer(optimizer)
            .schedule("coslog")
            .weightDecaySchedule("flat_cosine")
            .parameterGroups("*.bias(rate=0.1, decay=0)", "layers.12.weight(rate=0)")
            .averaging("ema(decay=0.99)")
            .epochs(1000)
            .batch(16)
            .build();
    Set<Thread> others = workerThreads();
    try (WorkerPool pool = new WorkerPool(threads, 1)) {
      TrainingRun run = new TrainingRun(new Trainer(plan), network, blobs(101, p), null, pool);
      run.adapt();
      requireStepsWithoutAllocation(run, threads, others);
    }
  }

  private static void requireStepsWithoutAllocation(
      TrainingRun run, int threads, Set<Thread> others) throws InterruptedException {
    for (int i = 0; i < 2000; i++) {
      run.step(i % 7);
    }
    long[] caller = {Thread.currentThread().getId()};
    long[] helpers =
        workerThreads().stream()
            .filter(thread -> !others.contains(thread))
            .mapToLong(Thread::getId)
            .toArray();
    assertThat(helpers).hasSize(threads - 1);
    long leastByHelpers = Long.MAX_VALUE / 2;
    long leastByCaller = Long.MAX_VALUE / 2;
    // Vectors are objects until C2 has compiled what works on them, which on a busy machine is
    // late.
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
    while (leastByCaller + leastByHelpers > 0 && System.nanoTime() < deadline) {
      Thread.sleep(10); // leaves the processor to the JIT
      long byHelpers = allocated(helpers);
      long byCaller = allocated(caller);
      for (int i = 0; i < 700; i++) {
        run.step(i % 7);
      }
      leastByCaller = Math.min(leastByCaller, allocated(caller) - byCaller);
      leastByHelpers = Math.min(leastByHelpers, allocated(helpers) - byHelpers);
    }
    assertThat(leastByCaller).as("bytes allocated by 700 steps").isZero();
    assertThat(leastByHelpers).as("bytes allocated by the other threads").isZero();
  }

  private static Set<Thread> workerThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("nn4j-worker-"))
        .collect(Collectors.toSet());
  }

  private static long allocated(long[] threads) {
    long bytes = 0;
    for (long id : threads) {
      bytes += THREADS.getThreadAllocatedBytes(id);
    }
    return bytes;
  }

  @Test
  void theTestedNetworkHasEveryKindOfLayer() {
    String layers =
        network(Precision.FLOAT32).layers().toString() + tables(Precision.FLOAT32).layers();
    assertThat(CATALOG.all(Layer.class))
        .allMatch(kind -> layers.contains(kind.getClass().getSimpleName() + "["));
  }

  @Test
  void weightTwoIsTheSampleTwice() {
    Matrix x = Matrix.of(new double[] {1, 2}, new double[] {-1, 0.5}, new double[] {0.3, -2});
    Matrix y = Matrix.of(new double[] {1}, new double[] {0}, new double[] {2});
    Matrix w = Matrix.of(new double[] {1}, new double[] {2}, new double[] {0}); // mean 1
    Matrix x2 = Matrix.of(new double[] {1, 2}, new double[] {-1, 0.5}, new double[] {-1, 0.5});
    Matrix y2 = Matrix.of(new double[] {1}, new double[] {0}, new double[] {0});
    Network network =
        Network.builder(2)
            .precision(Precision.FLOAT64)
            .seed(3)
            .dense(4, "tanh")
            .dense(3, "softmax")
            .build();
    Loss loss = CATALOG.create(Loss.class, "categorical_cross_entropy");
    Objective weighted = new Objective(network, loss, 3);
    Objective doubled = new Objective(network, loss, 3);
    double value = weighted.gradient(x, y, w);
    assertThat(value).isCloseTo(doubled.gradient(x2, y2, null), within());
    for (int i = 0; i < weighted.gradients().columns(); i++) {
      assertThat(weighted.gradients().get(0, i)).isCloseTo(doubled.gradients().get(0, i), within());
    }
  }

  private static Offset<Double> within() {
    return offset(1e-14);
  }

  /** Whatever the batches, an epoch without updates has the loss that evaluation finds. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4, 7})
  void anEpochsLossIsTheWeightedMeanOfItsSamples(int batch) {
    Matrix w = Matrix.zeros(Precision.FLOAT64, 10, 1);
    for (int i = 0; i < 10; i++) {
      w.set(i, 0, i < 4 ? 0 : i);
    }
    MatrixDataset plain = (MatrixDataset) blobs(10, Precision.FLOAT64);
    Matrix x = Matrix.zeros(Precision.FLOAT64, 10, 3);
    Matrix y = Matrix.zeros(Precision.FLOAT64, 10, 1);
    int[] order = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
    plain.features(order, 0, 10, x);
    plain.targets(order, 0, 10, y);
    Dataset data = new MatrixDataset(x, y, w, null);
    Network network =
        Network.builder(3)
            .precision(Precision.FLOAT64)
            .dense(4, "tanh")
            .dense(2, "softmax")
            .build();
    TrainingPlan plan = plan("categorical_cross_entropy", "sgd(lr=0)", 1, batch);
    double expected = new Evaluator(plan.loss()).evaluate(network, data).loss();
    EpochResult result = new Trainer(plan.withShuffle(false)).fit(network, data, data).last();
    assertThat(result.loss()).isCloseTo(expected, within());
    assertThat(result.validationLoss()).isCloseTo(expected, within());
    assertThat(result.watchedLoss()).isEqualTo(result.validationLoss());
  }

  @Test
  void penaltiesAddToTheLossAndItsGradient() {
    Network network =
        Network.builder(2)
            .precision(Precision.FLOAT64)
            .seed(2)
            .layer("dense(units=2, l1=0.5, l2=0.25)")
            .build();
    Matrix w = network.parameters().value("layers.0.weight");
    w.copyFrom(Matrix.of(new double[] {3, -2}, new double[] {0, 1}));
    network.parameters().value("layers.0.bias").fill(7);
    Objective objective = new Objective(network, CATALOG.create(Loss.class, "mse"), 1);
    Matrix x = Matrix.of(new double[] {0, 0});
    Matrix y = Matrix.of(new double[] {7, 7});
    // The loss itself is 0; biases are not penalized.
    assertThat(objective.gradient(x, y, null)).isEqualTo(0.5 * 6 + 0.125 * 14);
    assertThat(objective.value(x, y, null, true)).isEqualTo(0.5 * 6 + 0.125 * 14);
    assertThat(objective.gradients().toRows()[0])
        .containsExactly(0.5 + 0.75, -0.5 - 0.5, 0, 0.5 + 0.25, 0, 0);
  }

  @Test
  void divergenceNamesEpochBatchLayerAndPhase() {
    Network network = Network.builder(3).seed(1).dense(4, "relu").dense(1, "identity").build();
    TrainingPlan plan = plan("mse", "sgd(lr=1e30)", 20, 10);
    assertThatThrownBy(() -> new Trainer(plan).fit(network, blobs(30, Precision.FLOAT32)))
        .isInstanceOf(DivergenceException.class)
        .hasMessageMatching(
            "training diverged in epoch 1, batch \\d: the first number that is not finite is in"
                + " layers\\.\\d \\(dense\\), phase (Z|A|update|gradient).*: .* of \\d+×\\d+.*;"
                + " first at .*; try .*");
  }

  /** An optimizer whose second update breaks the parameters. */
  private record Breaking() implements Optimizer {
    @Override
    public String name() {
      return "breaking";
    }

    @Override
    public double lr() {
      return 1;
    }

    @Override
    public void update(
        Matrix parameters,
        Matrix gradients,
        OptimizerState state,
        int from,
        int to,
        double rate,
        long step) {
      if (step == 2) {
        parameters.set(0, to - 1, Double.POSITIVE_INFINITY);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 2", "2, 2"})
  void anUpdateThatBreaksIsBlamedOnTheBatchThatMadeIt(int batches, int blamed) {
    Network network = Network.builder(3).seed(1).dense(2, "tanh").dense(2, "identity").build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("softmax_cross_entropy")
            .optimizer(new Breaking())
            .batch(10)
            .build();
    assertThatThrownBy(() -> new Trainer(plan).fit(network, blobs(batches * 10, Precision.FLOAT32)))
        .isInstanceOfSatisfying(
            DivergenceException.class,
            e -> {
              assertThat(e.batch()).isEqualTo(blamed);
              assertThat(e.layer()).isEqualTo("layers.1 (dense)");
              assertThat(e.phase()).isEqualTo("update");
              assertThat(e).hasMessageContaining("parameter layers.1.bias");
            });
  }

  /** σ(z) = z with a derivative that is NaN. */
  private record Pathless() implements ElementwiseActivation {
    @Override
    public String name() {
      return "pathless";
    }

    @Override
    public double value(double z) {
      return z;
    }

    @Override
    public double derivative(double z, double a) {
      return Double.NaN;
    }
  }

  @Test
  void aDeltaThatBreaksIsNamed() {
    Network network = Network.builder(3).seed(1).dense(2, new Pathless()).dense(2, "tanh").build();
    TrainingPlan plan = plan("softmax_cross_entropy", "sgd", 1, 0);
    assertThatThrownBy(() -> new Trainer(plan).fit(network, blobs(10, Precision.FLOAT32)))
        .isInstanceOfSatisfying(
            DivergenceException.class,
            e -> {
              assertThat(e.phase()).isEqualTo("Δ");
              assertThat(e.layer()).isEqualTo("layers.0 (dense)");
              assertThat(e.range())
                  .isEqualTo(new TensorRange(10, 2, 20, 0, Double.NaN, Double.NaN, 0, 0));
            });
  }

  /** What stands at the place is found although a new mask would drop it. */
  @Test
  void aDivergenceBehindDropoutIsFoundWhereItWas() {
    for (long seed = 0; seed < 20; seed++) {
      Network network =
          Network.builder(1).seed(seed).dropout(0.5).dense(1, "identity").dense(1, "relu").build();
      network.parameters().value("layers.1.weight").fill(1e30);
      network.parameters().value("layers.2.weight").fill(1);
      Matrix x = Matrix.of(Precision.FLOAT32, new double[] {1e30});
      Matrix y = Matrix.of(Precision.FLOAT32, new double[] {0});
      Trainer trainer = new Trainer(plan("mse", "sgd(lr=0)", 100, 0));
      assertThatThrownBy(() -> trainer.fit(network, new MatrixDataset(x, y)))
          .as("seed %s", seed)
          .isInstanceOfSatisfying(
              DivergenceException.class,
              e -> {
                assertThat(e.layer()).isEqualTo("layers.1 (dense)");
                assertThat(e.phase()).isEqualTo("Z");
              });
    }
  }

  @Test
  void targetsAndEvaluationsThatAreNotNumbersAreNamed() {
    Matrix x = Matrix.of(new double[] {1}, new double[] {2});
    Matrix y = Matrix.of(new double[] {1}, new double[] {Double.NaN});
    Dataset data = new MatrixDataset(x, y, null, new long[] {2, 3});
    Network network = Network.builder(1).dense(1, "identity").build();
    Trainer trainer = new Trainer(plan("mse", "sgd", 1, 1));
    assertThatThrownBy(() -> trainer.fit(network, data))
        .hasMessageContaining(
            "the targets, phase input (data lines 3): 1 NaN of 1×1; first in line 3; remove");
    assertThatThrownBy(() -> trainer.fit(network, new MatrixDataset(x, x), data))
        .isInstanceOf(DivergenceException.class)
        .hasMessageContaining("the evaluation after it, phase loss");
  }

  @Test
  void anInputThatIsNotFiniteIsNamedWithItsLine() {
    Matrix x = Matrix.of(new double[] {1}, new double[] {Double.NaN});
    Matrix y = Matrix.of(new double[] {1}, new double[] {0});
    Dataset data = new MatrixDataset(x, y, null, new long[] {2, 3});
    Network network = Network.builder(1).dense(1, "identity").build();
    assertThatThrownBy(() -> new Trainer(plan("mse", "sgd", 1, 1)).fit(network, data))
        .hasMessageContaining("the data, phase input (data lines 3)");
  }

  @Test
  void dataThatDoNotFitAreRefusedWithBothNumbers() {
    Network network = Network.builder(4).dense(2, "softmax").build();
    Trainer trainer = new Trainer(plan("mse", "sgd", 1, 1));
    assertThatThrownBy(() -> trainer.fit(network, blobs(10, Precision.FLOAT32)))
        .hasMessage(
            "fit: the data have 3 features but the network has 4 inputs; they must be equal");
    Network three = Network.builder(3).dense(2, "softmax").build();
    assertThatThrownBy(() -> trainer.fit(three, blobs(10, Precision.FLOAT32)))
        .hasMessage(
            "mse: the network has 2 outputs but the targets have 1 columns; they must be equal");
  }

  @Test
  void listenersAndStopCriteriaAreHonoured() {
    List<String> calls = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void started(TrainingRun run) {
            calls.add("started " + run.samples());
          }

          @Override
          public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
            calls.add(epoch + ":" + batch + "/" + batches);
          }

          @Override
          public void epochDone(EpochResult result) {
            calls.add("epoch " + result.epoch());
          }

          @Override
          public void finished(History history) {
            calls.add("finished " + history.epochs().size());
          }
        };
    TrainingPlan plan =
        plan("categorical_cross_entropy", "sgd(lr=0)", 10, 4)
            .withStop(StopCriterion.lossFallsByLessThan(1e9));
    new Trainer(plan, listener).fit(network(Precision.FLOAT32), blobs(8, Precision.FLOAT32));
    assertThat(calls)
        .containsExactly(
            "started 8", "1:1/2", "1:2/2", "epoch 1", "2:1/2", "2:2/2", "epoch 2", "finished 2");
  }

  @Test
  void clippingBoundsValuesAndTheGlobalNorm() {
    Matrix gradients = Matrix.of(new double[] {3, -4, 0.5});
    new GradientClipping(2, 0).apply(gradients);
    assertThat(gradients.toRows()[0]).containsExactly(2, -2, 0.5);
    Matrix long4 = Matrix.of(Precision.FLOAT32, new double[] {3, 4});
    new GradientClipping(0, 1).apply(long4);
    assertThat(long4.get(0, 0)).isCloseTo(0.6, offset(1e-7));
    assertThat(long4.get(0, 1)).isCloseTo(0.8, offset(1e-7));
    Matrix whole = Matrix.of(new double[] {9, 9}, new double[] {3, 4}, new double[] {9, 9});
    new GradientClipping(3.5, 1).apply(whole.rows(1, 2));
    assertThat(whole.get(0, 1)).isEqualTo(9);
    assertThat(whole.get(1, 0)).isCloseTo(3 / Math.hypot(3, 3.5), offset(1e-15));
    assertThat(whole.get(2, 0)).isEqualTo(9);
    Matrix broken = Matrix.of(new double[] {1, Double.NaN});
    new GradientClipping(1, 1).apply(broken);
    assertThat(broken.get(0, 1)).as("NaN is not hidden").isNaN();
    Matrix shorter = Matrix.of(new double[] {0.3, 0.4});
    new GradientClipping(0, 1).apply(shorter);
    assertThat(shorter.toRows()[0]).containsExactly(0.3, 0.4);
  }

  @ParameterizedTest
  @CsvSource({
    "'max_norm=0.1', 0, 0.1, false",
    "'min_norm=2, max_norm=3', 2, 3, false",
    "'min_norm=1, max_norm=1', 1, 1, false",
    "'min_norm=5', 5, Infinity, false",
    "'non_negative=true', 0, Infinity, true",
    "'non_negative=true, max_norm=0.5', 0, 0.5, true"
  })
  void constraintsBoundTheWeightsIntoEveryUnit(
      String rules, double least, double greatest, boolean nonNegative) {
    Network network =
        Network.builder(3)
            .seed(1)
            .layer("dense(units=2, activation=softmax, " + rules + ")")
            .build();
    new Trainer(plan("categorical_cross_entropy", "sgd(lr=1)", 2, 8))
        .fit(network, blobs(32, Precision.FLOAT32));
    Matrix w = network.parameters().value("layers.0.weight");
    double smallest = Double.POSITIVE_INFINITY;
    for (int c = 0; c < 2; c++) {
      double squares = 0;
      for (int r = 0; r < 3; r++) {
        squares += w.get(r, c) * w.get(r, c);
        smallest = Math.min(smallest, w.get(r, c));
      }
      assertThat(Math.sqrt(squares)).isBetween(least - 1e-6, greatest + 1e-6);
    }
    if (nonNegative) {
      assertThat(smallest).isZero();
    } else {
      assertThat(smallest).isNegative();
    }
  }
}
