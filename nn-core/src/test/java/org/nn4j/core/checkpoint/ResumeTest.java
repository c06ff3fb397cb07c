package org.nn4j.core.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nn4j.api.Activation;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.Precision;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.network.NetworkBuilder;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.GradientClipping;
import org.nn4j.core.training.History;
import org.nn4j.core.training.PlanBuilder;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.TrainingRun;

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
    NetworkBuilder builder = Network.builder(5).precision(precision).seed(9);
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

  private static PlanBuilder plan() {
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
    return trainer.fit(network, data(p, "train", 21), data(p, "validation", 10));
  }

  private static End unbroken(TrainingPlan plan, Precision precision) {
    Network network = network(precision);
    return End.of(network, fit(new Trainer(plan), network));
  }

  /** Trains up to a step, then goes on from the checkpoint, in another network's memory. */
  private End broken(TrainingPlan plan, Precision precision, long steps) {
    Network first = network(precision);
    try (CheckpointFolder open = CheckpointFolder.open(folder)) {
      fit(new Trainer(plan, stopAfter(steps), writer(open, Every.epochs(99), first)), first);
    }
    return resumed(plan, precision);
  }

  private static CheckpointWriter writer(CheckpointFolder open, Every every, Network network) {
    Model model =
        new Model(network, CATALOG.create(org.nn4j.api.Loss.class, "mse"), null, Provenance.NONE);
    return new CheckpointWriter(open, every, 2, model);
  }

  private End resumed(TrainingPlan plan, Precision precision) {
    Network second = network(precision);
    second.parameters().trainable().fill(7);
    return End.of(second, resume(plan, second));
  }

  private History resume(TrainingPlan plan, Network network) {
    Checkpoint checkpoint =
        Objects.requireNonNull(
            CheckpointFolder.read(folder, warning -> assertThat(warning).isNull()));
    Precision p = network.precision();
    return new Trainer(plan)
        .resume(checkpoint.state(), network, data(p, "train", 21), data(p, "validation", 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float64"})
  void everyOptimizerAndScheduleGoesOn(String precision) {
    Precision p = Precision.of(precision);
    long steps = 0;
    for (Optimizer optimizer : CATALOG.all(Optimizer.class)) {
      for (LearningRateSchedule schedule : CATALOG.all(LearningRateSchedule.class)) {
        TrainingPlan plan = plan().optimizer(optimizer).schedule(schedule).build();
        steps = steps % (4 * BATCHES) + 1;
        assertThat(broken(plan, p, steps))
            .as("%s, %s, broken off after step %s", optimizer, schedule, steps)
            .isEqualTo(unbroken(plan, p));
      }
    }
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
}
