package org.nn4j.core.data.cache;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.csv.TableBuilder;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.io.InputFiles;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.io.Spool;
import org.nn4j.core.io.TemporaryFiles;
import org.nn4j.core.log.Logs;
import org.slf4j.Logger;

/**
 * Keeps a table in a file that is mapped into memory, and creates that file if it does not exist or
 * is out of date.
 *
 * <p>It is written under another name and renamed, and a mapping outlives both: programs that use,
 * make and replace the cache of one table do not disturb each other.
 */
public final class TableCache {
  /**
   * The greatest length in bytes of a name that is used whole, and how many characters of longer
   * names are kept.
   */
  private static final int MOST_BYTES = 180;

  private static final int START = 40;

  private static final Logger LOG = Logs.of(TableCache.class);

  private final Path source;
  private final List<Path> files;
  private final TableOptions options;
  private final TableParser parser;
  private final Path cache;

  /** Whether no other program can use the cache, which then loses its name once it is mapped. */
  private final boolean passing;

  /**
   * Names the cache of a table.
   *
   * @param source what the user calls the files
   * @param parser reads them
   */
  public TableCache(
      Path source,
      List<Path> files,
      TableOptions options,
      TableStorage storage,
      TableParser parser) {
    this.source = source;
    this.files = files;
    this.options = options;
    this.parser = parser;
    this.passing = parser.isPassing();
    this.cache = passing ? passing(storage.folder()) : location(files, storage.folder());
  }

  /**
   * Returns the table that is kept in the cache, which is made if need be.
   *
   * @throws InputException as the parser does, if the cache cannot be written, or if a file is
   *     changed meanwhile
   */
  public Table read() {
    SourceStamp stamp = parser.stamp();
    Table table = open(stamp);
    return table == null ? build(stamp) : table;
  }

  /** Returns whether there is a cache, of whatever. */
  public boolean exists() {
    return !passing && Files.isRegularFile(cache);
  }

  /** Returns a cache that is there under its temporary name alone. */
  private static Path passing(@Nullable Path folder) {
    Path name = Path.of("nn4j-rows" + TableStorage.CACHE_SUFFIX);
    return (folder == null ? Path.of(System.getProperty("java.io.tmpdir")) : folder).resolve(name);
  }

  /** Returns the cache beside the first file, or in a folder, where files may share a name. */
  private static Path location(List<Path> files, @Nullable Path folder) {
    Path first = files.get(0);
    String name =
        fitting(String.valueOf(first.getFileName()))
            + (files.size() > 1 ? "-and-" + (files.size() - 1) + "-more" : "");
    if (folder == null) {
      return first.resolveSibling(name + TableStorage.CACHE_SUFFIX);
    }
    return folder.resolve(
        marked(name, first.toAbsolutePath().normalize().toString()) + TableStorage.CACHE_SUFFIX);
  }

  /** Returns a file's name, or its start where the cache's would be longer than names may be. */
  private static String fitting(String name) {
    return name.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES
        ? name
        : marked(name.substring(0, name.offsetByCodePoints(0, START)), name);
  }

  private static String marked(String start, String whole) {
    CRC32C sum = new CRC32C();
    sum.update(whole.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%s-%08x", start, sum.getValue());
  }

  /** Returns the table in the cache, or null if there is none of this stamp and these options. */
  public @Nullable Table open(SourceStamp stamp) {
    if (!exists()) {
      return null;
    }
    try (FileChannel channel = FileChannel.open(cache)) {
      CacheReader reader = new CacheReader(channel);
      CacheIndex index = reader.index();
      if (index.files().stream().anyMatch(f -> f < 0 || f >= files.size())
          || !index.stamp().equals(stamp)) {
        LOG.info("{} is made again, for {} has changed", cache, source);
        return null;
      }
      String hash = Spool.hash(files);
      if (hash != null && !index.hash().isEmpty() && !index.hash().equals(hash)) {
        LOG.info(
            "{} is made again, for {} has changed, though not in size and time", cache, source);
        return null;
      }
      if (!index.serves(options)) {
        LOG.info("{} is made again, for it is read otherwise", cache);
        return null;
      }
      LOG.info("{} has the {} rows of {}", cache, index.rows(), source);
      return table(index, reader.map(CachedBlocks.LARGEST_MAPPING));
    } catch (ClosedByInterruptException e) {
      throw InputFiles.fault(cache, e);
    } catch (IOException e) {
      LOG.warn("{} is made again: {}", cache, e.getMessage());
      return null;
    }
  }

  /**
   * Creates the cache.
   *
   * @throws InputException as {@link #read} does
   */
  public Table build(SourceStamp stamp) {
    long start = System.nanoTime();
    LOG.info("{} is being built from {}", cache, source);
    Path temporary = temporary();
    try {
      Table table = build(stamp, temporary);
      if (!passing) {
        TemporaryFiles.move(temporary, cache);
      }
      double seconds = Math.max(1e-9, (System.nanoTime() - start) * 1e-9);
      LOG.info(
          "{} has the {} rows of {}, built in {} s, {} rows/s",
          cache,
          table.rows(),
          source,
          String.format(Locale.ROOT, "%.1f", seconds),
          Math.round(table.rows() / seconds));
      return table;
    } catch (IOException e) {
      throw unwritable(cache, e);
    } finally {
      delete(temporary);
    }
  }

  private Table build(SourceStamp stamp, Path temporary) throws IOException {
    try (FileChannel channel =
        FileChannel.open(temporary, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      CacheWriter writer = new CacheWriter(cache, channel);
      TableBuilder rows = parser.parse(writer);
      String told = Spool.hash(files);
      String hash = passing || !parser.isSelfContained() ? "" : Sha256.of(files);
      if (!parser.stamp().equals(stamp) || !(hash.isEmpty() || told == null || told.equals(hash))) {
        throw InputException.in(source, "was changed while it was read; start again");
      }
      CacheIndex index = CacheIndex.of(rows, stamp, hash, options, writer);
      return table(index, writer.finish(index));
    }
  }

  private Path temporary() {
    try {
      return TemporaryFiles.createBeside(cache, "." + cache.getFileName(), ".tmp");
    } catch (IOException e) {
      throw unwritable(cache, e);
    }
  }

  private static void delete(Path temporary) {
    try {
      TemporaryFiles.delete(temporary);
    } catch (IOException e) {
      LOG.warn("{} is left behind: {}", temporary, e.getMessage());
    }
  }

  private Table table(CacheIndex index, CachedBlocks blocks) {
    options.requireColumns(source, index.names());
    return index.table(source, files, options, blocks, parser.numbered());
  }

  /** Returns the exception to throw for a cache that cannot be written. */
  static InputException unwritable(Path cache, IOException cause) {
    if (cause instanceof ClosedByInterruptException) {
      return InputException.in(cache, "cannot be written: the thread was interrupted");
    }
    String reason =
        cause instanceof NoSuchFileException ? "there is no such folder" : AtomicFile.reason(cause);
    return InputException.in(
        cache,
        "the cache of a table that exceeds the memory budget cannot be written ("
            + reason
            + "); name a folder for it with --cache DIR, or raise --memory-budget");
  }
}
