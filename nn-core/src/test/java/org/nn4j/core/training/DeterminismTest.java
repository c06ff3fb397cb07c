package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nn4j.api.Activation;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.parallel.WorkerPool;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;

/**
 * Holds the parameters that training ends with to hashes written here: the same on every JDK, with
 * any kernels and number of threads. A change of these constants is a change of everybody's
 * results.
 */
@Execution(ExecutionMode.CONCURRENT)
class DeterminismTest {
  private static final Catalog CATALOG = Catalog.standard();

  private static final String FLOAT32 =
      "dc68fd0d342e76399f4d3a21da1ac5bdfdcc210916c4983cd57af8b366e329d2";
  private static final String FLOAT64 =
      "00d0169687add2827f278dea326e766623409fb2c80dd69bade22ae4f6ad804f";

  @ParameterizedTest
  @CsvSource({
    "float32, 1, " + FLOAT32,
    "float32, 2, " + FLOAT32,
    "float32, 3, " + FLOAT32,
    "float32, 8, " + FLOAT32,
    "float64, 1, " + FLOAT64,
    "float64, 2, " + FLOAT64,
    "float64, 3, " + FLOAT64,
    "float64, 8, " + FLOAT64
  })
  void trainingEndsInTheSameBytesEverywhere(String precision, int threads, String expected)
      throws Exception {
    MessageDigest all = MessageDigest.getInstance("SHA-256");
    try (WorkerPool pool = new WorkerPool(threads, 1)) { // divides the smallest operations too
      Optimizer adam = CATALOG.create(Optimizer.class, "adam");
      for (LearningRateSchedule schedule : CATALOG.all(LearningRateSchedule.class)) {
        add(train(Precision.of(precision), adam, schedule, pool), all);
      }
      LearningRateSchedule cosine = CATALOG.create(LearningRateSchedule.class, "cosine");
      for (Optimizer optimizer : CATALOG.all(Optimizer.class)) {
        add(train(Precision.of(precision), optimizer, cosine, pool), all);
      }
    }
    assertThat(HexFormat.of().formatHex(all.digest())).isEqualTo(expected);
  }

  private static void add(String hash, MessageDigest all) {
    all.update(hash.getBytes(StandardCharsets.US_ASCII));
  }

  private static String train(
      Precision precision, Optimizer optimizer, LearningRateSchedule schedule, WorkerPool pool) {
    Network.Builder builder = Network.builder(5).precision(precision).seed(9);
    for (Activation activation : CATALOG.all(Activation.class)) {
      builder.layer("layer_norm").dense(7, activation);
    }
    Network network =
        builder
            .layer("batch_norm")
            .layer("dropout(0.2)")
            .layer("residual([dense(units=7, activation=tanh, l1=1e-3, l2=1e-3, max_norm=1)])")
            .layer("concat([dense(3, selu), alpha_dropout(0.1)])")
            .dense(3, "softmax")
            .build();
    boolean whole = optimizer instanceof FullBatchOptimizer;
    if (optimizer.name().equals("levenberg_marquardt")) { // for squared errors of rows alone
      network =
          Network.builder(5)
              .precision(precision)
              .seed(9)
              .dense(7, "tanh")
              .dense(1, "identity")
              .build();
    }
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss(network.outputWidth() == 1 ? "mse" : "categorical_cross_entropy")
            .optimizer(optimizer)
            .schedule(schedule)
            .clipping(whole ? GradientClipping.NONE : new GradientClipping(0.5, 1))
            .epochs(3)
            .batch(whole ? 0 : 8)
            .seed(4)
            .build();
    new TrainingRun(new Trainer(plan), network, data(precision), null, pool).run();
    return network.parameters().sha256();
  }

  /** Groups end within cache lines and within the ranges of threads. */
  @ParameterizedTest
  @CsvSource({
    "float32, adamw, ema(decay=0.9)",
    "float64, adamw, ema(decay=0.9)",
    "float32, muon, swa(start=0.5)",
    "float64, lamb, ema(decay=0.9)",
    "float32, schedule_free_adamw,",
    "float64, schedule_free_sgd,"
  })
  void factorsAveragesAndDataDrivenValuesDoNotDependOnThreads(
      String precision, String optimizer, @Nullable String averaging) {
    Set<String> hashes = new HashSet<>();
    for (int threads : new int[] {1, 2, 3, 8}) {
      try (WorkerPool pool = new WorkerPool(threads, 1)) {
        hashes.add(trainWithFactors(Precision.of(precision), optimizer, averaging, pool));
      }
    }
    assertThat(hashes).hasSize(1);
  }

  private static String trainWithFactors(
      Precision precision, String optimizer, @Nullable String averaging, WorkerPool pool) {
    Network network =
        Network.builder(5)
            .precision(precision)
            .layer("dense(units=7, activation=selu, initializer=data_driven)")
            .layer("dropout(rate=0.3, schedule=flat_cosine)")
            .layer("dense(units=9, activation=relu, initializer=data_driven(rows=0))")
            .dense(3, "softmax")
            .build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("categorical_cross_entropy")
            .optimizer(optimizer + "(lr=0.04, weight_decay=0.5)")
            .schedule("coslog")
            .weightDecaySchedule("flat_cosine")
            .parameterGroups("*.bias(rate=0.1, decay=0)", "layers.2.*(rate=3)")
            .averaging(averaging == null ? null : WeightAveraging.parse(averaging))
            .epochs(3)
            .batch(8)
            .build();
    TrainingRun run = new TrainingRun(new Trainer(plan), network, data(precision), null, pool);
    run.adapt();
    run.run();
    return network.parameters().sha256();
  }

  private static final String TABLES32 =
      "c1ad270cbf31e387030a0a975e8fd4d964fb3da9d4e4af39e6329ed75e18927d";
  private static final String TABLES64 =
      "db4e625dfe68928b3b3f2312f048fb96cf55113dad54a801b98f97fb2979e575";

  @ParameterizedTest
  @CsvSource({
    "float32, 1, " + TABLES32,
    "float32, 3, " + TABLES32,
    "float64, 1, " + TABLES64,
    "float64, 3, " + TABLES64
  })
  void layersForTablesEndInTheSameBytesEverywhere(String name, int threads, String expected) {
    Precision precision = Precision.of(name);
    Network network =
        Network.builder(5)
            .precision(precision)
            .layer("embedding([3, 2], size=3)")
            .layer("concat([pbld(columns=3, sigma=1), piecewise_linear(columns=3, size=2)])")
            .layer("scale")
            .dense(9, "parametric(selu)")
            .dense(9, "parametric(mish)")
            .layer("ensemble([dense(3, ntk=true), sequential([dense(4, tanh), dense(3)])])")
            .layer("activation(softmax)")
            .seed(9)
            .build();
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("categorical_cross_entropy")
            .optimizer("adamw(lr=0.02, weight_decay=0.1)")
            .epochs(3)
            .batch(8)
            .seed(4)
            .build();
    RandomStream random = new RandomStream(2, "table");
    Matrix x = Matrix.zeros(precision, 21, 5);
    Matrix y = Matrix.zeros(precision, 21, 1);
    for (int r = 0; r < 21; r++) {
      for (int c = 0; c < 3; c++) {
        x.set(r, c, random.nextGaussian());
      }
      x.set(r, 3, random.nextInt(4));
      x.set(r, 4, random.nextInt(4)); // 3 is unknown
      y.set(r, 0, random.nextInt(3));
    }
    try (WorkerPool pool = new WorkerPool(threads, 1)) {
      new TrainingRun(new Trainer(plan), network, new MatrixDataset(x, y), null, pool).run();
    }
    assertThat(network.parameters().sha256()).isEqualTo(expected);
  }

  private static MatrixDataset data(Precision precision) {
    RandomStream random = new RandomStream(2, "data");
    Matrix x = Matrix.zeros(precision, 21, 5);
    Matrix y = Matrix.zeros(precision, 21, 1);
    for (int r = 0; r < 21; r++) {
      for (int c = 0; c < 5; c++) {
        x.set(r, c, random.nextGaussian());
      }
      y.set(r, 0, random.nextInt(3));
    }
    return new MatrixDataset(x, y);
  }
}
