package org.nn4j.core.data;

import org.nn4j.core.data.read.TableReader;

/** What a CSV column is read as. */
public enum ColumnType {
  /** Numeric if every value is a number, categorical if most are texts; see {@link TableReader}. */
  AUTO,
  /** Numbers; any other text is an error. */
  NUMERIC,
  /**
   * Category labels, even if they look like numbers or like a missing value: only an empty cell is
   * missing, or a text that the options declare missing.
   */
  CATEGORICAL,
  /** Category labels, even if they look like numbers, as {@link #AUTO} finds them among texts. */
  LABELS,
  /** Not read. */
  IGNORE
}
