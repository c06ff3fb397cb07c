package org.nn4j.core.data;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads CSV files as one table.
 *
 * @param source what the user calls them
 */
record CsvParser(Path source, List<Path> files, TableOptions options) implements TableParser {

  @Override
  public TableBuilder parse(@Nullable BlockSink sink) {
    return TableReader.parse(source, files, options, sink);
  }

  @Override
  public SourceStamp stamp() {
    return SourceStamp.of(files);
  }

  @Override
  public boolean isSelfContained() {
    return true;
  }

  @Override
  public boolean numbered() {
    return false;
  }
}
