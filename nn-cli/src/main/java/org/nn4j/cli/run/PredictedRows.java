package org.nn4j.cli.run;

import java.util.List;

/**
 * What a model predicts for the rows of a file.
 *
 * @param columns the names of the columns
 * @param rows a value for each column: a label or number first, then probabilities
 */
public record PredictedRows(List<String> columns, List<List<Object>> rows) {}
