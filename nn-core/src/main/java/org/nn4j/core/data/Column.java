package org.nn4j.core.data;

/**
 * One column of a {@link Table}: numbers or category labels, either of which may be missing.
 *
 * <p>Immutable as long as the arrays it was made of are not written to.
 */
public sealed interface Column permits NumericColumn, CategoricalColumn {

  /** Returns the name in the table's header. */
  String name();

  /** Returns the field's number in the file it was read from, from 1, or 0 if there is none. */
  int position();

  /** Returns the number of rows. */
  int size();

  /** Returns whether the row has no value here. */
  boolean missing(int row);

  /**
   * Returns the value as text: the category's label, or the number without a needless fraction
   * ({@code 3}, not {@code 3.0}).
   *
   * @throws IllegalStateException if the value is missing
   */
  String text(int row);

  /** Returns a column of the rows with these indices, in their order; repetitions are allowed. */
  Column select(int[] rows);
}
