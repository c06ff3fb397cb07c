package org.nn4j.core.preprocess;

import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.RowPlace;

/**
 * A label that the training rows did not have.
 *
 * @param column the column
 * @param label the label
 * @param count the number of rows that have it
 * @param first where the first of them came from
 * @param taken the known label that is the same number, {@code 1} for {@code 1.0}, which it is
 *     taken for; or null if the model treats it like a missing one
 */
public record UnknownCategory(
    String column, String label, int count, RowPlace first, @Nullable String taken) {}
