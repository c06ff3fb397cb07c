package org.nn4j.cli.report;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.experiment.training.TrainingResult;
import org.nn4j.explain.PermutationImportance;

/**
 * What {@code nn train} ended with.
 *
 * @param result what training ended with
 * @param model where the model was written
 * @param replaced whether there was a model before
 * @param unwritten what could not be written beside the model, and why
 * @param importance how much each column matters, or null where that was not asked for or is
 *     undefined
 * @param seconds how long it took, reading and writing included
 */
public record TrainOutcome(
    TrainingResult result,
    Path model,
    boolean replaced,
    List<String> unwritten,
    @Nullable PermutationImportance importance,
    double seconds) {
  /** Copies the list. */
  public TrainOutcome {
    unwritten = List.copyOf(unwritten);
  }
}
