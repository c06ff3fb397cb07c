package org.nn4j.api;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A reader of tables in some file format: Parquet, a database, a query.
 *
 * <p>Wherever the framework accepts a data file it asks the sources first, in the order of their
 * names; a file that no source reads is read as CSV or IDX. The sources are not asked for standard
 * input, nor for {@code .csv} and {@code .tsv}, gzipped or not. The files that match a pattern are
 * opened one after the other and must have the same columns.
 *
 * <p>The same file must give the same rows in the same order every time, on every machine: the
 * trained model depends on it.
 */
public interface TableSource extends Component {

  /**
   * Whether this source reads a file, judged by its name.
   *
   * @param file the file as the user named it, which need not exist
   */
  boolean reads(Path file);

  /**
   * Whether a file's bytes alone determine its table, as is usual. Where they do not, because the
   * file names others that hold the rows, the framework compares rows to find out whether data have
   * changed, which costs one more pass over them.
   */
  default boolean isSelfContained(Path file) {
    return true;
  }

  /**
   * Opens a file's table before its first row.
   *
   * @param file a regular file that this source reads
   * @throws IOException if that is impossible; the message says why in one line in the user's
   *     terms, without the file's name
   */
  TableRows open(Path file) throws IOException;

  @Override
  default TableSource with(Parameters changes) {
    return (TableSource) RecordParameters.rebuild(this, changes);
  }
}
