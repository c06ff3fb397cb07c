package org.nn4j.experiment.search;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.nn4j.experiment.crossval.FoldChoice;
import org.nn4j.experiment.data.SourceData;

/**
 * How to search.
 *
 * @param method which combinations are tried
 * @param trials how many are drawn at random
 * @param metric the metric that counts, or null for the first
 * @param folds how trials are cross-validated, or null for the rows held out for validation
 * @param results the file of the trials, or null for none
 * @param best the file of the best settings, or null for none
 */
public record SearchChoice(
    Method method,
    int trials,
    @Nullable String metric,
    @Nullable FoldChoice folds,
    @Nullable Path results,
    @Nullable Path best) {

  /** The number of trials by default. */
  public static final int TRIALS = 20;

  /** Returns the name that files of a search are called by, of the file that describes it. */
  public static String name(Path config) {
    return SourceData.stem(config);
  }

  /** Which combinations of values are tried. */
  public enum Method {
    /** All of them. */
    GRID,
    /** Some drawn at random. */
    RANDOM
  }
}
