package org.nn4j.core.data;

/** What a CSV column is read as. */
public enum ColumnType {
  /** Numeric if every value is a number, categorical if most are texts. */
  AUTO,
  /** Numbers; any other text is an error. */
  NUMERIC,
  /** Category labels, even if they look like numbers. */
  CATEGORICAL,
  /** Not read. */
  IGNORE
}
