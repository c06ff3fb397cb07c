package org.nn4j.cli.run;

import java.nio.file.Path;
import org.nn4j.core.training.History;

/**
 * What a training run ended with.
 *
 * @param experiment what it started from, with the network now trained
 * @param history the epochs
 * @param judgement the final metrics
 * @param kernels the kernels' name
 * @param model where the model was written
 * @param seconds how long it took, reading and writing included
 */
public record TrainOutcome(
    Experiment experiment,
    History history,
    Judgement judgement,
    String kernels,
    Path model,
    double seconds) {}
