package org.nn4j.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.MisfitException;
import org.nn4j.core.WatchedDataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.training.shard.Collective;
import org.nn4j.core.training.shard.Shards;

class ShardedTrainingTest {
  private static final int INPUTS = 6;
  private static final int CLASSES = 3;

  /** How much a network and a plan have of what could depend on who computes what. */
  private enum Kind {
    PLAIN,
    FULL
  }

  private static Network network(Precision precision, Kind kind) {
    Network.Builder builder = Network.builder(INPUTS).precision(precision).seed(5);
    if (kind == Kind.FULL) {
      builder
          .layer("dense(units=11, activation=selu, initializer=data_driven)")
          .layer("batch_norm")
          .layer("dropout(0.2)")
          .layer("residual([dense(units=11, activation=tanh, l1=1e-3, l2=1e-3, max_norm=1)])")
          .layer("concat([dense(3, selu), alpha_dropout(0.1)])");
    }
    return builder.dense(9, "tanh").dense(CLASSES, "softmax").build();
  }

  private static TrainingPlan plan(Kind kind, int shards, int batch, int epochs) {
    TrainingPlan.Builder builder =
        TrainingPlan.builder()
            .loss("categorical_cross_entropy")
            .optimizer("adam(lr=0.02)")
            .schedule("cosine")
            .epochs(epochs)
            .batch(batch)
            .seed(4)
            .shards(shards);
    if (kind == Kind.FULL) {
      builder
          .clipNorm(1)
          .mixup(0.3)
          .averaging("ema(decay=0.9)")
          .metric("accuracy")
          .metric("roc_auc")
          .earlyStopping("validation_loss(patience=4)");
    }
    return builder.build();
  }

  /** Samples of three overlapping classes, with weights, those of {@code from} to {@code to}. */
  private static MatrixDataset data(Precision precision, int from, int to, boolean weighted) {
    Matrix x = Matrix.zeros(precision, to - from, INPUTS);
    Matrix y = Matrix.zeros(precision, to - from, CLASSES);
    Matrix w = Matrix.zeros(precision, to - from, 1);
    for (int i = from; i < to; i++) {
      RandomStream random = new RandomStream(7, "sample " + i);
      int label = random.nextInt(CLASSES);
      for (int c = 0; c < INPUTS; c++) {
        x.set(i - from, c, random.nextGaussian() + (c % CLASSES == label ? 1.5 : 0));
      }
      y.set(i - from, label, 1);
      w.set(i - from, 0, 0.5 + random.nextInt(4));
    }
    return new MatrixDataset(x, y, weighted ? w : null, null);
  }

  private record Outcome(String sha, List<EpochResult> epochs) {}

  private static Outcome fit(
      Collective collective, Precision precision, Kind kind, TrainingPlan plan, int rows) {
    Shards shards = collective.shards();
    Shards.Range own = collective.own();
    boolean weighted = kind == Kind.FULL;
    int validated = 101;
    Network network = network(precision, kind);
    History history =
        new Trainer(plan)
            .withThreads(2)
            .fit(
                network,
                data(
                    precision,
                    (int) shards.start(own.first(), rows),
                    (int) shards.start(own.end(), rows),
                    weighted),
                kind == Kind.PLAIN
                    ? null
                    : data(
                        precision,
                        1000 + (int) shards.start(own.first(), validated),
                        1000 + (int) shards.start(own.end(), validated),
                        weighted),
                collective);
    return new Outcome(
        network.parameters().sha256(),
        history.epochs().stream().map(ShardedTrainingTest::untimed).toList());
  }

  private static EpochResult untimed(EpochResult e) {
    return new EpochResult(
        e.epoch(), e.steps(), e.loss(), e.validationLoss(), e.metrics(), e.rate(), 0, 0);
  }

  @ParameterizedTest
  @CsvSource({
    "FLOAT32, PLAIN, 16",
    "FLOAT64, PLAIN, 16",
    "FLOAT32, FULL, 16",
    "FLOAT64, FULL, 16",
    "FLOAT32, FULL, 1",
    "FLOAT32, FULL, 64",
    "FLOAT64, PLAIN, 2"
  })
  void anyNumberOfProcessesTrainsTheSameBytes(Precision precision, Kind kind, int count)
      throws Exception {
    TrainingPlan plan = plan(kind, count, 40, 4);
    Shards shards = new Shards(count);
    Outcome alone = fit(Collective.alone(shards), precision, kind, plan, 203);
    for (int processes : new int[] {1, 2, 3, 4, 7, 13}) {
      for (Outcome of :
          ThreadCollective.run(shards, processes, c -> fit(c, precision, kind, plan, 203))) {
        assertThat(of).as("%d processes", processes).isEqualTo(alone);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, muon", "FLOAT64, lamb", "FLOAT32, schedule_free_adamw"})
  void wholeMatricesAndAveragesAreTheSameInAllProcesses(Precision precision, String optimizer)
      throws Exception {
    TrainingPlan plan =
        plan(Kind.FULL, 8, 40, 3).withAveraging(null).toBuilder().optimizer(optimizer).build();
    Shards shards = new Shards(8);
    Outcome alone = fit(Collective.alone(shards), precision, Kind.FULL, plan, 203);
    for (Outcome of :
        ThreadCollective.run(shards, 3, c -> fit(c, precision, Kind.FULL, plan, 203))) {
      assertThat(of).isEqualTo(alone);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 17})
  void thereMayBeFewerSamplesThanShards(int rows) throws Exception {
    TrainingPlan plan = plan(Kind.PLAIN, 8, 2, 3);
    Outcome alone = fit(Collective.alone(new Shards(8)), Precision.FLOAT32, Kind.PLAIN, plan, rows);
    for (int processes : new int[] {3, 8, 11}) {
      assertThat(
              ThreadCollective.run(
                  new Shards(8), processes, c -> fit(c, Precision.FLOAT32, Kind.PLAIN, plan, rows)))
          .allMatch(alone::equals);
    }
  }

  /** Whatever the shards, the gradient of all rows at once is what it is without. */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 64, 512})
  void oneStepOnAllRowsIsThatWithoutShards(int shards) {
    Network whole = network(Precision.FLOAT64, Kind.PLAIN);
    Network divided = network(Precision.FLOAT64, Kind.PLAIN);
    MatrixDataset data = data(Precision.FLOAT64, 0, 100, true);
    TrainingPlan plan =
        plan(Kind.PLAIN, 0, 0, 1).toBuilder().optimizer("sgd(lr=1)").schedule("constant").build();
    History one = new Trainer(plan).fit(whole, data);
    History many = new Trainer(plan.withShards(shards)).fit(divided, data);
    Matrix expected = whole.parameters().trainable();
    Matrix found = divided.parameters().trainable();
    for (int i = 0; i < expected.columns(); i++) {
      assertThat(found.get(0, i)).isCloseTo(expected.get(0, i), within(1e-13));
    }
    assertThat(many.epochs().get(0).loss()).isCloseTo(one.epochs().get(0).loss(), within(1e-13));
  }

  @ParameterizedTest
  @CsvSource({"203, 16, 40", "1000, 8, 32", "100, 64, 3", "97, 128, 10", "5000, 64, 512"})
  void batchesAreAboutAsLargeAsPlannedAndLeaveNothingOut(int rows, int shards, int batch) {
    List<Integer> parts = Collections.synchronizedList(new ArrayList<>());
    List<Integer> sizes = new ArrayList<>();
    TrainingListener closing =
        new TrainingListener() {
          @Override
          public void batchDone(int epoch, int index, int batches, double loss, double rate) {
            sizes.add(parts.stream().mapToInt(Integer::intValue).sum());
            parts.clear();
          }
        };
    new Trainer(plan(Kind.PLAIN, shards, batch, 1), closing)
        .fit(
            network(Precision.FLOAT32, Kind.PLAIN),
            new WatchedDataset(data(Precision.FLOAT32, 0, rows, false), parts::add));
    assertThat(sizes.stream().mapToInt(Integer::intValue).sum()).isEqualTo(rows);
    int mean = rows / sizes.size();
    assertThat(sizes).hasSize((rows + batch - 1) / batch);
    assertThat(sizes).allMatch(size -> Math.abs(size - mean) <= 2);
  }

  @ParameterizedTest
  @CsvSource({"1, 3", "3, 1", "2, 5"})
  void aRunGoesOnWithOtherProcesses(int before, int after) throws Exception {
    TrainingPlan plan = plan(Kind.FULL, 16, 40, 5).withEarlyStopping(null);
    Shards shards = new Shards(16);
    Outcome whole = fit(Collective.alone(shards), Precision.FLOAT32, Kind.FULL, plan, 203);
    AtomicReference<TrainingState> saved = new AtomicReference<>();
    ThreadCollective.run(shards, before, c -> interrupted(c, plan, saved));
    List<Outcome> resumed = ThreadCollective.run(shards, after, c -> resumed(c, plan, saved.get()));
    assertThat(resumed).extracting(Outcome::sha).containsOnly(whole.sha());
  }

  /** Trains up to the second batch of the third epoch, in all processes. */
  private static String interrupted(
      Collective collective, TrainingPlan plan, AtomicReference<TrainingState> saved) {
    TrainingListener saving =
        new TrainingListener() {
          private @Nullable TrainingRun run;

          @Override
          public void started(TrainingRun started) {
            run = started;
          }

          @Override
          public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
            if (epoch == 3 && batch == 2) {
              if (collective.own().first() == 0) {
                saved.set(copy(run.state()));
              }
              if (collective.own().end() == 16) {
                run.stop("enough");
              }
            }
          }
        };
    Network network = network(Precision.FLOAT32, Kind.FULL);
    return new Trainer(plan, saving)
        .fit(network, own(collective, 0, 203), own(collective, 1000, 101), collective)
        .toString();
  }

  private static TrainingState copy(TrainingState state) {
    Map<String, Matrix> matrices = new HashMap<>();
    state
        .matrices()
        .forEach(
            (name, m) -> {
              Matrix copy = Matrix.zeros(m.precision(), m.rows(), m.columns());
              copy.copyFrom(m);
              matrices.put(name, copy);
            });
    return new TrainingState(matrices, state.texts());
  }

  private static MatrixDataset own(Collective collective, int from, int rows) {
    Shards.Range own = collective.own();
    return data(
        Precision.FLOAT32,
        from + (int) collective.shards().start(own.first(), rows),
        from + (int) collective.shards().start(own.end(), rows),
        true);
  }

  private static Outcome resumed(Collective collective, TrainingPlan plan, TrainingState state) {
    Network network = network(Precision.FLOAT32, Kind.FULL);
    new Trainer(plan)
        .resume(state, network, own(collective, 0, 203), own(collective, 1000, 101), collective);
    return new Outcome(network.parameters().sha256(), List.of());
  }

  @Test
  void aProcessThatIsAskedToStopEndsAll() throws Exception {
    TrainingPlan plan = plan(Kind.PLAIN, 8, 40, 50);
    List<History> histories =
        ThreadCollective.run(
            new Shards(8),
            3,
            c ->
                new Trainer(
                        plan,
                        new TrainingListener() {
                          private @Nullable TrainingRun run;

                          @Override
                          public void started(TrainingRun started) {
                            run = started;
                          }

                          @Override
                          public void epochDone(EpochResult result) {
                            if (c.own().first() > 0 && result.epoch() == 3) {
                              run.stop("time is up");
                            }
                          }
                        })
                    .fit(network(Precision.FLOAT32, Kind.PLAIN), own(c, 0, 203), null, c));
    assertThat(histories).allMatch(history -> history.epochs().size() == 3);
    assertThat(histories.get(0).stopped()).isEqualTo("another process was asked to stop");
    assertThat(histories.get(1).stopped()).isEqualTo("time is up");
  }

  @Test
  void samplesOfOtherShardsAreRefused() {
    Trainer trainer = new Trainer(plan(Kind.PLAIN, 8, 40, 2));
    assertThatThrownBy(
            () ->
                ThreadCollective.run(
                    new Shards(8),
                    2,
                    c ->
                        trainer.fit(
                            network(Precision.FLOAT32, Kind.PLAIN),
                            data(Precision.FLOAT32, 0, c.own().first() == 0 ? 7 : 4, false),
                            null,
                            c)))
        .hasRootCauseInstanceOf(MisfitException.class)
        .rootCause()
        .hasMessageContaining("of 11 samples the shards 0 to 3 of 8 have 5 but this process has 7");
  }

  @Test
  void theNumberOfShardsIsAPowerOfTwo() {
    assertThatThrownBy(() -> TrainingPlan.builder().shards(12))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("shards must be a power of two from 1 to 4096 but is 12");
  }

  @Test
  void aNumberThatIsNotFiniteIsFoundWhereItIs() throws Exception {
    TrainingPlan plan = plan(Kind.PLAIN, 8, 40, 2);
    assertThatThrownBy(
            () ->
                ThreadCollective.run(
                    new Shards(8),
                    2,
                    c -> {
                      MatrixDataset own = own(c, 0, 203);
                      if (c.own().first() > 0) {
                        Matrix x = Matrix.zeros(Precision.FLOAT32, own.size(), INPUTS);
                        int[] order = IntStream.range(0, own.size()).toArray();
                        own.features(order, 0, order.length, x);
                        x.set(50, 2, Double.NaN);
                        own = own.withFeatures(x);
                      }
                      return new Trainer(plan)
                          .fit(network(Precision.FLOAT32, Kind.PLAIN), own, null, c);
                    }))
        .hasRootCauseInstanceOf(DivergenceException.class);
  }
}
