package org.nn4j.core.data.read;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.cache.SourceStamp;
import org.nn4j.core.data.cache.TableParser;
import org.nn4j.core.data.csv.BlockSink;
import org.nn4j.core.data.csv.CsvFiles;
import org.nn4j.core.data.csv.TableBuilder;
import org.nn4j.core.io.Spool;

/**
 * Reads CSV files as one table.
 *
 * @param source what the user calls them
 */
record CsvParser(Path source, List<Path> files, TableOptions options) implements TableParser {

  @Override
  public TableBuilder parse(@Nullable BlockSink sink) {
    return CsvFiles.parse(source, files, options, sink);
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
  public boolean isPassing() {
    return files.stream().anyMatch(Spool::isStream);
  }

  @Override
  public boolean numbered() {
    return false;
  }
}
