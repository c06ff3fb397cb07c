package org.nn4j.core.preprocess;

/**
 * How a {@link Preprocessor} is made.
 *
 * @param target what is predicted
 * @param features what it is predicted from
 * @param weights how much the samples count; a weight column is no feature
 */
public record PreprocessOptions(
    TargetOptions target, FeatureOptions features, WeightOptions weights) {

  /** Predicts columns from all others by default. */
  public static PreprocessOptions of(String... targets) {
    return new PreprocessOptions(
        TargetOptions.of(targets), FeatureOptions.DEFAULT, WeightOptions.NONE);
  }
}
