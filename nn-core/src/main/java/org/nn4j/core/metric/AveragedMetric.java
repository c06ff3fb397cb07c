package org.nn4j.core.metric;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;

/**
 * A metric for classes that is the mean of the classes' scores, or the score of one class.
 *
 * <p>Scores with 0/0 are 0, as in scikit-learn: a class that is never decided for has precision 0.
 * The binary average is undefined if no sample is of the positive class, which no prediction can
 * change; scikit-learn returns 0 and warns.
 */
interface AveragedMetric extends ConfusionMetric {

  /** Returns how the classes' scores become one. */
  Average average();

  /** Returns what the score of a class is. */
  String score();

  @Override
  default String description() {
    return score()
        + (average() == Average.BINARY
            ? ", of the positive class alone"
            : ", " + average().name().toLowerCase(Locale.ROOT) + " average over the classes");
  }

  @Override
  default Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return average() == Average.BINARY && MetricArguments.noneIsOne(target, weights)
        ? Optional.of("no row is of the positive class")
        : Optional.empty();
  }
}
