package org.nn4j.examples;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.checkpoint.CheckpointFolder;
import org.nn4j.core.checkpoint.CheckpointWriter;
import org.nn4j.core.checkpoint.Every;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.model.Model;
import org.nn4j.core.training.History;
import org.nn4j.core.training.TimeBudget;
import org.nn4j.core.training.Trainer;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.core.training.TrainingRun;

/** Training that stops early, and goes on where it was broken off. */
public final class Checkpoints {
  private Checkpoints() {}

  /** Makes a plan that ends when nothing improves any more. */
  public static TrainingPlan plan() {
    // tag::early-stopping
    TrainingPlan plan =
        TrainingPlan.builder()
            .loss("categorical_cross_entropy")
            .metric("accuracy")
            .epochs(500)
            .earlyStopping("validation_loss(patience=20)")
            .build();
    // end::early-stopping
    return plan;
  }

  /**
   * Lets a button end a training, from whatever thread.
   *
   * @param onClick takes what a click does
   */
  // tag::stop
  public static TrainingListener stopButton(Consumer<Runnable> onClick) {
    return new TrainingListener() {
      @Override
      public void started(TrainingRun run) {
        onClick.accept(() -> run.stop("stopped by hand")); // the batch under way is finished first
      }
    };
  }

  // end::stop

  /** Trains a model's network, or goes on from the newest checkpoint in a folder. */
  public static History train(
      TrainingPlan plan, Model model, Dataset train, Dataset validation, Path path) {
    // tag::checkpoints
    try (CheckpointFolder folder = CheckpointFolder.open(path)) {
      Trainer trainer =
          new Trainer(
              plan,
              new CheckpointWriter(folder, Every.steps(100), 3, model), // the newest 3 are kept
              new TimeBudget(Duration.ofHours(2)));
      Checkpoint newest = CheckpointFolder.read(path, System.err::println);
      return newest == null
          ? trainer.fit(model.network(), train, validation)
          : trainer.resume(newest.state(), model.network(), train, validation);
    }
    // end::checkpoints
  }
}
