package org.nn4j.core.preprocess;

import org.nn4j.core.data.RowPlace;

/**
 * A label that the training rows did not have, so that the model cannot tell it from a missing one.
 *
 * @param column the column
 * @param label the label
 * @param count the number of rows that have it
 * @param first where the first of them came from
 */
public record UnknownCategory(String column, String label, int count, RowPlace first) {}
