package org.nn4j.core.preprocess;

/**
 * A label that the training rows did not have, so that the model cannot tell it from a missing one.
 *
 * @param column the column
 * @param label the label
 * @param count the number of rows that have it
 * @param line the file's line of the first of them, or 0
 */
public record UnknownCategory(String column, String label, int count, long line) {}
