package org.nn4j.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.diagnosis.Finding;
import org.nn4j.core.training.History;

/**
 * What a training run ended with.
 *
 * @param experiment what it started from, with the network now trained
 * @param resumed the checkpoint that the run went on from, or null
 * @param history the epochs
 * @param judgement the final metrics
 * @param kernels the kernels' name
 * @param checkpoint the checkpoint of its end, or null
 * @param model where the model was written
 * @param replaced whether there was a model before
 * @param findings what is likely wrong though training did not fail
 * @param unwritten what could not be written beside the model, and why
 * @param seconds how long it took, reading and writing included
 */
public record TrainOutcome(
    Experiment experiment,
    @Nullable Path resumed,
    History history,
    Judgement judgement,
    String kernels,
    @Nullable Path checkpoint,
    Path model,
    boolean replaced,
    List<Finding> findings,
    List<String> unwritten,
    double seconds) {
  /** Copies the lists. */
  public TrainOutcome {
    findings = List.copyOf(findings);
    unwritten = List.copyOf(unwritten);
  }

  /** Returns the same with more that could not be written. */
  TrainOutcome alsoUnwritten(List<String> more) {
    return new TrainOutcome(
        experiment,
        resumed,
        history,
        judgement,
        kernels,
        checkpoint,
        model,
        replaced,
        findings,
        Stream.concat(unwritten.stream(), more.stream()).toList(),
        seconds);
  }
}
