package org.nn4j.experiment.training;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.model.Model;
import org.nn4j.core.training.History;

/**
 * What a training run ended with.
 *
 * @param experiment what it started from, with the network now trained
 * @param resumed the checkpoint that the run went on from, or null
 * @param run the epochs, and the checkpoints that were written
 * @param model the model
 * @param evaluation the final metrics
 * @param calibration what calibrating changed, or null if it was not asked for
 * @param intervals how intervals do that were asked for, or null
 * @param findings what is likely wrong though training did not fail
 * @param kernels the kernels' name
 */
public record TrainingResult(
    PreparedExperiment experiment,
    @Nullable Path resumed,
    CheckpointedTraining.Result run,
    Model model,
    EvaluationResult evaluation,
    @Nullable CalibrationEffect calibration,
    @Nullable IntervalEffect intervals,
    List<Finding> findings,
    String kernels) {

  /** Copies the list. */
  public TrainingResult {
    findings = List.copyOf(findings);
  }

  /** Returns the epochs. */
  public History history() {
    return run.history();
  }
}
