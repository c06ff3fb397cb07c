package org.nn4j.experiment.training;

import org.jspecify.annotations.Nullable;
import org.nn4j.core.model.Conformal;
import org.nn4j.core.text.Words;

/**
 * The intervals, or sets of classes, that a run was asked for.
 *
 * @param level the probability that they are to hold with
 * @param rows the number of held-out rows that they are learnt from
 * @param coverage how they do on the test samples, or null if there are none
 */
public record IntervalEffect(double level, int rows, Conformal.@Nullable Coverage coverage) {

  /** Returns it in a sentence, for a model's card. */
  String sentence() {
    return "Intervals of level "
        + level
        + " were learnt from "
        + Words.count(rows, "row")
        + " that training did not look at"
        + (coverage == null
            ? ""
            : ", and hold for " + Words.number(coverage.share()) + " of the rows above");
  }
}
