package org.nn4j.experiment.training;

import org.jspecify.annotations.Nullable;
import org.nn4j.core.model.Conformal;

/**
 * The intervals, or sets of classes, that a run was asked for.
 *
 * @param level the probability that they are to hold with
 * @param rows the number of held-out rows that they are learnt from
 * @param coverage how they do on the test samples, or null if there are none
 */
public record IntervalEffect(double level, int rows, Conformal.@Nullable Coverage coverage) {}
