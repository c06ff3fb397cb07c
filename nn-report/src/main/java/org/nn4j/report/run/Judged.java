package org.nn4j.report.run;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.Dataset;
import org.nn4j.core.training.Evaluation;

/**
 * How a network did on some samples.
 *
 * @param name what samples they are: training, validation, test
 * @param data the samples
 * @param file the CSV file that their lines are of, or null
 * @param evaluation predictions and what they should have been
 * @param metrics the metrics by name
 */
public record Judged(
    String name,
    Dataset data,
    @Nullable Path file,
    Evaluation evaluation,
    Map<String, Double> metrics) {

  /** Copies the map, keeping its order. */
  public Judged {
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
  }
}
