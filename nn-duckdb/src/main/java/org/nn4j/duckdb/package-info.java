/**
 * A table source that lets DuckDB read: Parquet files, DuckDB's own databases, and whatever a query
 * in SQL gives.
 */
@NullMarked
package org.nn4j.duckdb;

import org.jspecify.annotations.NullMarked;
