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
 * @param history the epochs
 * @param model the model
 * @param evaluation the final metrics
 * @param kernels the kernels' name
 * @param checkpoint the checkpoint of its end, or null
 * @param findings what is likely wrong though training did not fail
 * @param unwritten why checkpoints could not be written in the end
 */
public record TrainingResult(
    PreparedExperiment experiment,
    @Nullable Path resumed,
    History history,
    Model model,
    EvaluationResult evaluation,
    String kernels,
    @Nullable Path checkpoint,
    List<Finding> findings,
    List<String> unwritten) {
  /** Copies the lists. */
  public TrainingResult {
    findings = List.copyOf(findings);
    unwritten = List.copyOf(unwritten);
  }
}
