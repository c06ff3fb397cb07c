package org.nn4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.FullBatchOptimizer;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.io.Safetensors;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.SmoothedLabels;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.EarlyStopping;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.GradientClipping;
import org.nn4j.core.training.History;
import org.nn4j.core.training.StopCriterion;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.TrainingRun;
import org.nn4j.core.training.TrainingState;

/** Runs that are broken off and resumed, against the same runs unbroken: every bit is equal. */
class ResumeTest {
  private static final Catalog CATALOG = Catalog.standard();
  private static final int BATCHES = 3;

  @TempDir private Path folder;

  /** What a run ended with, but for times. */
  private record End(String parameters, List<List<Object>> epochs, long steps, int restored) {
    static End of(Network network, History history) {
      return new End(
          network.parameters().sha256(),
          history.epochs().stream().map(End::numbers).toList(),
          history.steps(),
          history.restored());
    }

    private static List<Object> numbers(EpochResult e) {
      return List.of(e.epoch(), e.steps(), e.loss(), e.validationLoss(), e.metrics(), e.rate());
    }
  }

  /** Stops a run after a step. */
  private static TrainingListener stopAfter(long steps) {
    return new TrainingListener() {
      private @Nullable TrainingRun run;

      @Override
      public void started(TrainingRun newRun) {
        run = newRun;
      }

      @Override
      public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
        TrainingRun now = Objects.requireNonNull(run);
        if (now.steps() == steps) {
          now.stop("it is time");
        }
      }
    };
  }

  private static Network network(Precision precision) {
    Network.Builder builder = Network.builder(5).precision(precision).seed(9);
    for (Activation activation : CATALOG.all(Activation.class)) {
      builder.layer("layer_norm").dense(4, activation);
    }
    return builder
        .layer("batch_norm")
        .dropout(0.2)
        .layer("residual([dense(units=4, activation=tanh, l1=1e-3, max_norm=1), dropout(0.1)])")
        .layer("concat([dense(3, selu), alpha_dropout(0.1)])")
        .dense(3, "softmax")
        .build();
  }

  /** Returns a network for the plan's loss. */
  private static Network network(TrainingPlan plan, Precision precision) {
    return plan.loss().targetKind() == TargetKind.REAL
        ? Network.builder(5)
            .precision(precision)
            .seed(9)
            .dense(4, "tanh")
            .dense(1, "identity")
            .build()
        : network(precision);
  }

  private static TrainingPlan.Builder plan() {
    return TrainingPlan.builder()
        .loss("categorical_cross_entropy")
        .metric("accuracy")
        .metric("f1")
        .clipping(new GradientClipping(0.5, 1))
        .epochs(4)
        .batch(8)
        .seed(4);
  }

  private static MatrixDataset data(Precision precision, String name, int rows) {
    RandomStream random = new RandomStream(2, name);
    Matrix x = Matrix.zeros(precision, rows, 5);
    Matrix y = Matrix.zeros(precision, rows, 1);
    Matrix w = Matrix.zeros(precision, rows, 1);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < 5; c++) {
        x.set(r, c, random.nextGaussian());
      }
      y.set(r, 0, random.nextInt(3));
      w.set(r, 0, 1 + random.nextInt(3));
    }
    return new MatrixDataset(x, y, w, null);
  }

  private static History fit(Trainer trainer, Network network) {
    Precision p = network.precision();
    return trainer.fit(network, train(trainer.plan(), p), data(p, "validation", 10));
  }

  /** Returns samples that can be mixed if they are to be. */
  private static Dataset train(TrainingPlan plan, Precision precision) {
    Dataset data = data(precision, "train", 21);
    return plan.mixup() == 0
        ? data
        : SmoothedLabels.distributions(data, TargetKind.DISTRIBUTION, 3);
  }

  private static End unbroken(TrainingPlan plan, Precision precision) {
    Network network = network(plan, precision);
    return End.of(network, fit(new Trainer(plan), network));
  }

  /** Trains up to a step, then goes on from the checkpoint, in another network's memory. */
  private End broken(TrainingPlan plan, Precision precision, long steps) {
    Network first = network(plan, precision);
    try (CheckpointFolder open = CheckpointFolder.open(folder)) {
      fit(new Trainer(plan, stopAfter(steps), writer(open, Every.epochs(99), first)), first);
    }
    return resumed(plan, precision);
  }

  private static CheckpointWriter writer(CheckpointFolder open, Every every, Network network) {
    Model model = new Model(network, CATALOG.create(Loss.class, "mse"), null, Provenance.NONE);
    return new CheckpointWriter(open, every, 2, model);
  }

  private End resumed(TrainingPlan plan, Precision precision) {
    Network second = network(plan, precision);
    second.parameters().trainable().fill(7);
    return End.of(second, resume(plan, second));
  }

  private History resume(TrainingPlan plan, Network network) {
    Checkpoint checkpoint =
        Objects.requireNonNull(
            CheckpointFolder.read(folder, warning -> assertThat(warning).isNull()));
    Precision p = network.precision();
    return new Trainer(plan)
        .resume(checkpoint.state(), network, train(plan, p), data(p, "validation", 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void everyOptimizerAndScheduleGoesOn(String precision) {
    Precision p = Precision.of(precision);
    List<Optimizer> optimizers = CATALOG.all(Optimizer.class);
    List<LearningRateSchedule> schedules = CATALOG.all(LearningRateSchedule.class);
    for (int i = 0; i < Math.max(optimizers.size(), schedules.size()); i++) {
      Optimizer optimizer = optimizers.get(i % optimizers.size());
      LearningRateSchedule schedule = schedules.get(i % schedules.size());
      if (optimizer.name().equals("levenberg_marquardt")) {
        continue; // for squared errors alone; see below
      }
      boolean whole = optimizer instanceof FullBatchOptimizer;
      TrainingPlan.Builder changed = plan().optimizer(optimizer).schedule(schedule);
      TrainingPlan plan =
          (whole ? changed.fullBatch().clipping(GradientClipping.NONE).epochs(12) : changed)
              .build();
      long steps = i % (4 * BATCHES) + 1;
      assertThat(broken(plan, p, steps))
          .as("%s, %s, broken off after step %s", optimizer, schedule, steps)
          .isEqualTo(unbroken(plan, p));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "lbfgs(history=2), float32",
    "lbfgs(history=2), float64",
    "levenberg_marquardt, float32",
    "levenberg_marquardt, float64"
  })
  void everyStepOverAllRowsIsGoodToGoOnFrom(String optimizer, String precision) {
    Precision p = Precision.of(precision);
    TrainingPlan plan =
        TrainingPlan.builder().loss("mse").optimizer(optimizer).epochs(7).seed(4).build();
    End expected = unbroken(plan, p);
    for (int steps = 1; steps <= 7; steps++) {
      assertThat(broken(plan, p, steps)).as("step %s", steps).isEqualTo(expected);
    }
  }

  /** A linear network is at its minimum long before the last epoch. */
  @Test
  void aRunThatCanGoNoLowerStaysEnded() {
    TrainingPlan plan =
        TrainingPlan.builder().loss("mse").optimizer("lbfgs").epochs(200).seed(4).build();
    Precision p = Precision.FLOAT64;
    Network first = Network.builder(5).precision(p).dense(1, "identity").build();
    History ended;
    try (CheckpointFolder open = CheckpointFolder.open(folder)) {
      ended = fit(new Trainer(plan, writer(open, Every.epochs(99), first)), first);
    }
    assertThat(ended.epochs()).hasSizeBetween(3, 100);
    Network second = Network.builder(5).precision(p).dense(1, "identity").build();
    assertThat(End.of(second, resume(plan, second))).isEqualTo(End.of(first, ended));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void everyStepIsGoodToGoOnFrom(boolean shuffle) {
    TrainingPlan plan =
        plan().optimizer("adam").schedule("reduce_on_plateau(patience=0)").shuffle(shuffle).build();
    End expected = unbroken(plan, Precision.FLOAT32);
    for (int steps = 1; steps <= 4 * BATCHES; steps++) {
      assertThat(broken(plan, Precision.FLOAT32, steps)).as("step %s", steps).isEqualTo(expected);
    }
  }

  /** With batch_norm, whose statistics are averaged, a layer that is frozen and epochs kept. */
  @ParameterizedTest
  @CsvSource({
    "muon, float32",
    "lamb, float64",
    "adafactor, float32",
    "schedule_free_sgd(lr=0.05), float64",
    "schedule_free_adamw(lr=0.05), float32",
    "asgd(lr=0.05; lambd=0.1; t0=3), float32"
  })
  void wholeMatricesAndAveragesOfOptimizersGoOn(String optimizer, String precision) {
    Precision p = Precision.of(precision);
    TrainingPlan plan =
        plan()
            .optimizer(optimizer.replace(';', ','))
            .schedule("coslog")
            .parameterGroups("*.bias(rate=0.1, decay=0)", "layers.1.weight(rate=0)")
            .earlyStopping("validation_loss(patience=inf, ties=last)")
            .build();
    End expected = unbroken(plan, p);
    for (int steps = 1; steps <= 4 * BATCHES; steps++) {
      assertThat(broken(plan, p, steps)).as("step %s", steps).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @CsvSource({"float32, true", "float64, false"})
  void mixedSamplesGoOn(String precision, boolean shuffle) {
    Precision p = Precision.of(precision);
    TrainingPlan plan = plan().optimizer("adam").mixup(0.3).shuffle(shuffle).build();
    End expected = unbroken(plan, p);
    assertThat(expected).isNotEqualTo(unbroken(plan.withMixup(0), p));
    for (int steps = 1; steps <= 4 * BATCHES; steps++) {
      assertThat(broken(plan, p, steps)).as("step %s", steps).isEqualTo(expected);
    }
    assertThatThrownBy(() -> resume(plan.withMixup(0), network(p)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("mixup 0.3 and would go on with 0.0");
  }

  @ParameterizedTest
  @CsvSource({
    "float32, ema(decay=0.8), validation_loss",
    "float64, swa(start=0.25), accuracy",
  })
  void factorsSchedulesAndAveragesGoOn(String precision, String averaging, String monitor) {
    Precision p = Precision.of(precision);
    TrainingPlan plan =
        plan()
            .optimizer("adamw(lr=0.05, weight_decay=0.3)")
            .schedule("coslog")
            .weightDecaySchedule("reduce_on_plateau(patience=0)")
            .parameterGroups("*.bias(rate=0.1, decay=0)", "layers.1.weight(rate=0)")
            .averaging(averaging)
            .earlyStopping(monitor + "(patience=inf, ties=last)")
            .build();
    End expected = unbroken(plan, p);
    assertThat(expected).isNotEqualTo(unbroken(plan.withAveraging(null), p));
    assertThat(expected).isNotEqualTo(unbroken(plan.withParameterGroups(List.of()), p));
    for (int steps = 1; steps <= 4 * BATCHES; steps++) {
      assertThat(broken(plan, p, steps)).as("step %s", steps).isEqualTo(expected);
    }
    assertThatThrownBy(() -> resume(plan.withAveraging(null), network(p)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("weight_averaging " + averaging + " and would go on with none");
    assertThatThrownBy(() -> resume(plan.withParameterGroups(List.of()), network(p)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "parameter_groups *.bias(rate=0.1, decay=0.0), layers.1.weight(rate=0.0, decay=1.0) and"
                + " would go on with none");
  }

  /** The initial values are set once, and dropout goes on at the rate of the step. */
  @Test
  void dataDrivenValuesAreNotSetAgain() {
    TrainingPlan plan = plan().optimizer("adam").build();
    Network whole = adapted();
    End expected = End.of(whole, fit(new Trainer(plan), whole));
    for (int steps = 1; steps <= 4 * BATCHES; steps++) {
      Network first = adapted();
      try (CheckpointFolder open = CheckpointFolder.open(folder)) {
        fit(new Trainer(plan, stopAfter(steps), writer(open, Every.epochs(99), first)), first);
      }
      Network second = adapted();
      assertThat(End.of(second, resume(plan, second))).as("step %s", steps).isEqualTo(expected);
    }
  }

  private static Network adapted() {
    return Network.builder(5)
        .seed(9)
        .layer("dense(units=6, activation=relu, initializer=data_driven)")
        .layer("dropout(rate=0.3, schedule=flat_cosine)")
        .dense(3, "softmax")
        .build();
  }

  /** Improvements are rare here, so that the best epoch lies before the break as well as after. */
  @ParameterizedTest
  @CsvSource({"validation_loss, 2", "accuracy, 3", "loss, 1"})
  void earlyStoppingAndTheBestEpochGoOn(String monitor, int patience) {
    TrainingPlan plan =
        plan()
            .optimizer("adam(lr=0.05)")
            .epochs(40)
            .earlyStopping(new EarlyStopping(monitor, patience, 0.01, true))
            .build();
    End expected = unbroken(plan, Precision.FLOAT32);
    assertThat(expected.epochs().size()).as("epochs").isLessThan(40);
    assertThat(expected.restored()).isPositive();

    for (int steps = 1; steps <= expected.steps() + 1; steps++) {
      assertThat(broken(plan, Precision.FLOAT32, steps)).as("step %s", steps).isEqualTo(expected);
    }
  }

  @Test
  void aRunThatAnExceptionEndedGoesOnFromItsLastCheckpoint() {
    TrainingPlan plan = plan().optimizer("adam").build();
    Network first = network(Precision.FLOAT32);
    TrainingListener bomb =
        new TrainingListener() {
          @Override
          public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
            if (epoch == 2 && batch == 3) {
              throw new IllegalStateException("power failure");
            }
          }
        };
    try (CheckpointFolder open = CheckpointFolder.open(folder)) {
      Trainer trainer = new Trainer(plan, bomb, writer(open, Every.steps(4), first));
      assertThatThrownBy(() -> fit(trainer, first)).hasMessage("power failure");
    }
    assertThat(folder.resolve("checkpoint-00000004.safetensors")).exists();
    assertThat(resumed(plan, Precision.FLOAT32)).isEqualTo(unbroken(plan, Precision.FLOAT32));
  }

  @Test
  void aRunMayBecomeLongerButNotShorter() {
    TrainingPlan.Builder builder = plan().optimizer("adam").schedule("exponential(gamma=0.9)");
    End longer = unbroken(builder.epochs(6).build(), Precision.FLOAT32);
    TrainingPlan four = builder.epochs(4).build();
    broken(four, Precision.FLOAT32, 4 * BATCHES);

    assertThat(resumed(builder.epochs(6).build(), Precision.FLOAT32)).isEqualTo(longer);
    assertThatThrownBy(() -> resumed(builder.epochs(3).build(), Precision.FLOAT32))
        .isInstanceOf(InputException.class)
        .hasMessage("resume: 4 epochs are begun, more than the 3 planned; plan at least as many");
  }

  @Test
  void anEpochThatIsBegunCounts() {
    TrainingPlan.Builder builder = plan().optimizer("sgd").epochs(3);
    broken(builder.build(), Precision.FLOAT32, 2 * BATCHES + 1);
    assertThatThrownBy(() -> resumed(builder.epochs(2).build(), Precision.FLOAT32))
        .isInstanceOf(InputException.class)
        .hasMessage("resume: 3 epochs are begun, more than the 2 planned; plan at least as many");
  }

  @Test
  void anotherStopCriterionAndMorePatienceAreNoOtherRun() {
    TrainingPlan.Builder builder = plan().optimizer("adam");
    TrainingPlan stopped = builder.stop(StopCriterion.when("accuracy >= 0")).build();
    End early = broken(stopped, Precision.FLOAT32, 99);
    assertThat(early.epochs()).hasSize(1);

    TrainingPlan all = builder.stop(StopCriterion.NEVER).build();
    assertThat(resumed(all, Precision.FLOAT32)).isEqualTo(unbroken(all, Precision.FLOAT32));
  }

  @Test
  void anotherPlanIsRefusedWithTheDifference() {
    broken(plan().optimizer("adam").build(), Precision.FLOAT32, 4);
    assertThatThrownBy(() -> resumed(plan().optimizer("sgd").build(), Precision.FLOAT32))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("resume: the run was started with optimizer adam(lr=0.001,")
        .hasMessageContaining("would go on with sgd(lr=");
    assertThatThrownBy(() -> resumed(plan().optimizer("adam").batch(7).build(), Precision.FLOAT32))
        .hasMessageContaining("started with batch 8 and would go on with 7");
    TrainingPlan watching = plan().optimizer("adam").earlyStopping("accuracy").build();
    assertThatThrownBy(() -> resumed(watching, Precision.FLOAT32))
        .hasMessageContaining("early stopping watches accuracy, but the run")
        .hasMessageContaining("watched nothing");
  }

  /** A checksum tells of damage, not of who means ill: whatever is counted is compared. */
  @ParameterizedTest
  @CsvSource({
    "training.steps, 5",
    "training.steps, -4",
    "training.epochs, 2",
    "training.epochs, -1",
    "training.epochs, 9223372036854775807",
    "training.batch, 2",
    "training.batch, 4",
    "training.batch, -1",
    "training.batch, 1 1",
    "training.batch, x",
    "training.random.shuffle, 0 0 0 0",
    "training.random.shuffle, 1 2 3",
    "training.history_metrics, accuracy",
  })
  void aStateThatContradictsItselfIsRefused(String name, String text) {
    TrainingPlan plan = plan().optimizer("adam").build();
    broken(plan, Precision.FLOAT32, 4);
    assertThatThrownBy(() -> resumedWith(plan, Map.of(name, text), Map.of()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("resume: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "training.history",
        "training.order",
        "training.epoch_sums",
        "training.seconds",
        "training.optimizer.0"
      })
  void aStateOfOtherShapesIsRefusedBeforeItTakesMemory(String name) {
    TrainingPlan plan = plan().optimizer("adam").build();
    broken(plan, Precision.FLOAT32, 4);
    String names = "m\n".repeat(1 << 20);
    assertThatThrownBy(
            () ->
                resumedWith(
                    plan,
                    Map.of("training.history_metrics", names),
                    Map.of(name, Matrix.zeros(Precision.FLOAT64, 1000, 2))))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("resume: ");
  }

  /** Resumes from a checkpoint that was changed, with the checksum of what it is now. */
  private End resumedWith(TrainingPlan plan, Map<String, String> texts, Map<String, Matrix> more) {
    Path file = folder.resolve("checkpoint-00000004.safetensors");
    Safetensors saved = Safetensors.read(file);
    Map<String, String> metadata = new HashMap<>(saved.metadata());
    texts.forEach((key, text) -> assertThat(metadata.put(key, text)).isNotNull());
    Map<String, Matrix> tensors = new HashMap<>(saved.tensors());
    more.forEach((key, matrix) -> assertThat(tensors.put(key, matrix)).isNotNull());
    new Safetensors(metadata, tensors).write(file);
    return resumed(plan, Precision.FLOAT32);
  }

  /** Weights move the parameters too. A state from before there were means is of no weights. */
  @Test
  void otherWeightsAreRefused() {
    TrainingPlan plan = plan().optimizer("adam").build();
    broken(plan, Precision.FLOAT32, 4);
    Checkpoint checkpoint = Objects.requireNonNull(CheckpointFolder.read(folder, warning -> {}));
    Matrix x = Matrix.zeros(Precision.FLOAT32, 21, 5);
    Matrix y = Matrix.zeros(Precision.FLOAT32, 21, 1);
    Dataset plain = new MatrixDataset(x, y);
    Network network = network(Precision.FLOAT32);
    assertThatThrownBy(() -> new Trainer(plan).resume(checkpoint.state(), network, plain, null))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("resume: the run was started with mean_weight ")
        .hasMessageContaining(" and would go on with none; what moves the parameters");

    Map<String, String> older = new HashMap<>(checkpoint.state().texts());
    assertThat(older.remove("training.plan.mean_weight")).isNotNull();
    TrainingState state = new TrainingState(checkpoint.state().matrices(), older);
    assertThat(new Trainer(plan).resume(state, network, plain, null).epochs()).hasSize(4);
    assertThatThrownBy(
            () -> new Trainer(plan).resume(state, network, train(plan, Precision.FLOAT32), null))
        .hasMessageContaining("started with mean_weight none and would go on with ");
  }

  @ParameterizedTest
  @CsvSource({
    "training.batch, -1",
    "training.batch, 4",
    "training.batch, 0",
    "training.epochs, -1000000000",
    "training.epochs, 0",
    "training.steps, -9223372036854775808",
    "training.steps, 7"
  })
  void countsThatNoRunHasAreRefused(String name, String count) {
    assertThatThrownBy(() -> resumedWith(name, count))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "resume: .* do not agree: .* steps, .* epochs and .* batches of 3, .*; the file .*");
  }

  @Test
  void aRandomStreamThatGivesNothingIsRefused() {
    assertThatThrownBy(() -> resumedWith("training.random.shuffle", "0 0 0 0"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("resume: training.random.shuffle: ");
  }

  /** Goes on from the fourth step with another text in the state. */
  private void resumedWith(String name, String text) {
    TrainingPlan plan = plan().optimizer("adam").build();
    broken(plan, Precision.FLOAT32, 4);
    TrainingState state =
        Objects.requireNonNull(CheckpointFolder.read(folder, warning -> {})).state();
    Map<String, String> texts = new HashMap<>(state.texts());
    texts.put(name, text);
    new Trainer(plan)
        .resume(
            new TrainingState(state.matrices(), texts),
            network(Precision.FLOAT32),
            train(plan, Precision.FLOAT32),
            data(Precision.FLOAT32, "validation", 10));
  }

  @Test
  void anotherNetworkIsRefused() {
    TrainingPlan plan = plan().optimizer("adam").build();
    broken(plan, Precision.FLOAT32, 4);
    assertThatThrownBy(() -> resume(plan, network(Precision.FLOAT64)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "resume: layers.0.weight is float32 1×5, but this run has one of float64");
    Network other = Network.builder(5).dense(3, "softmax").build();
    assertThatThrownBy(() -> resume(plan, other))
        .hasMessageContaining(
            "but this run has one of float32 5×3; network, plan and data must be");
  }

  @Test
  void aCheckpointIsAModelAndTheBestOneIsBesideIt() {
    TrainingPlan.Builder builder = plan().optimizer("adam(lr=0.05)").epochs(20);
    TrainingPlan plan = builder.earlyStopping("validation_loss(patience=2)").build();
    Network network = network(Precision.FLOAT32);
    History history;
    try (CheckpointFolder open = CheckpointFolder.open(folder)) {
      history = fit(new Trainer(plan, writer(open, Every.epochs(1), network)), network);
      assertThat(ModelFile.load(open.best()).network().parameters().sha256())
          .as("training ends with the best")
          .isEqualTo(network.parameters().sha256());
    }
    Network last = network(Precision.FLOAT32);
    int epochs = history.epochs().size();
    fit(new Trainer(builder.epochs(epochs).build().withEarlyStopping(null)), last);
    Checkpoint newest = Objects.requireNonNull(CheckpointFolder.read(folder, warning -> {}));
    Network loaded = ModelFile.load(newest.file()).network();

    assertThat(newest.state().epochs()).isEqualTo(epochs);
    assertThat(loaded.parameters().sha256())
        .as("a checkpoint has the last parameters, not the best")
        .isEqualTo(last.parameters().sha256())
        .isNotEqualTo(network.parameters().sha256());
    assertThat(loaded.predict(Matrix.of(new double[5])).columns()).isEqualTo(3);
  }
}
