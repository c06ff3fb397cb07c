package org.nn4j.api;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A reader of tables in files of some form: Parquet, a data base, a query.
 *
 * <p>Wherever the framework takes a file of data it asks the sources first, in the order of their
 * names; what none reads is read as CSV or IDX. Nobody is asked for standard input and for {@code
 * .csv} and {@code .tsv}, gzipped or not. Several files of a pattern are opened one after the other
 * and must have the same columns.
 *
 * <p>The same file must give the same rows in the same order at every reading, on every machine:
 * what is learnt depends on it.
 */
public interface TableSource extends Component {

  /**
   * Tells by a file's name whether this source reads it.
   *
   * @param file the file as the user named it, which need not exist
   */
  boolean reads(Path file);

  /**
   * Tells whether a file's bytes alone make its table, as is usual. Where they do not, because the
   * file names others that hold the rows, the framework compares rows to find out whether data have
   * changed, which costs a reading.
   */
  default boolean isSelfContained(Path file) {
    return true;
  }

  /**
   * Opens a file's table before its first row.
   *
   * @param file a regular file that this source reads
   * @throws IOException if that is impossible; the message says why, in the user's terms and one
   *     line, without the file's name
   */
  TableRows open(Path file) throws IOException;

  @Override
  default TableSource with(Parameters changes) {
    return (TableSource) RecordParameters.rebuild(this, changes);
  }
}
