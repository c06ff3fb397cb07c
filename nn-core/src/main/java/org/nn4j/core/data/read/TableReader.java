package org.nn4j.core.data.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.nn4j.core.InputException;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.cache.TableCache;
import org.nn4j.core.data.csv.CsvFiles;
import org.nn4j.core.io.InputFiles;

/**
 * Reads CSV files as people and programs write them, UTF-8 with or without byte order mark, gzipped
 * or not. What {@link TableOptions} leave open is detected in the files; {@link Table#notices}
 * reports what is unusual, and what remains ambiguous is an error that says how to go on.
 *
 * <ul>
 *   <li>The separator is the comma, semicolon, tab or bar that divides the header and the first
 *       hundred records, or 64 KB, alike; a first line {@code sep=;} names it. Quoted fields (RFC
 *       4180) may hold separators, line ends and doubled quotes; if no field has double quotes, but
 *       all names or a whole column have single ones, these are the quotes. Blanks around quotes
 *       and around unquoted fields are dropped, no-break spaces too. Quotes within a quoted text
 *       are doubled.
 *   <li>Empty lines are not rows, and neither are lines of nothing but separators. In a file of one
 *       column an empty line is an empty cell, unless only such lines follow.
 *   <li>The names in the header are converted to Unicode's composed form (NFC), without surrounding
 *       blanks. A column without a name is left out if it is empty or counts the rows from 0 or 1,
 *       as the index of a data frame does, where the header has one name less than all rows have
 *       fields too, as R writes tables; any other is an error, as is a header that looks like data:
 *       with numbers above numbers, and texts that also occur below. Empty fields at the end of
 *       rows that the header has no column for are dropped.
 *   <li>Missing are empty fields and, ignoring case, {@code NA}, {@code N/A}, {@code null}, {@code
 *       ?} and {@code nan}; in quotes these are labels, except in files that quote every cell,
 *       numbers too, where quotes mean nothing. In {@link ColumnType#CATEGORICAL} columns they are
 *       labels in any case. Texts that {@link CsvFormat#missing} gives in their place are missing
 *       everywhere.
 *   <li>A column is numeric if all its values are numbers, and categorical if fewer than half are.
 *       Anything in between, such as a stray text among numbers, is an error, to be corrected or
 *       resolved by declaring a type. So are a cell that spells infinity, a column without any
 *       value, and a whole number that float64 cannot distinguish from the next.
 *   <li>Numbers may have decimal commas, and thousands separated by a point, comma, blank or
 *       apostrophe, if one such form reads all of a column and it is certain: {@code 1,5} and
 *       {@code 1.234,5} are, in a file of semicolons; {@code 1,000} is, in a file of commas or
 *       beside {@code 0.5}, but may be 1 or 1000 in one of semicolons.
 *   <li>Texts that look like numbers with something around them ({@code $900}, {@code 12%}, {@code
 *       5 kg}, {@code (900)}, and {@code <1.0} among numbers) are an error if most of a column's
 *       texts are such, unless it is declared {@link ColumnType#CATEGORICAL}.
 * </ul>
 *
 * <p>Images in an IDX file, as MNIST and Fashion-MNIST are distributed, are read as a table too:
 * columns {@code pixel1}, {@code pixel2}, … and, if the file of the labels is beside that of the
 * images, {@code label}.
 *
 * <p>Files of other formats are read if a plug-in on the class or module path can read them; {@link
 * TableSources} reads with those in folders of jars too.
 */
public final class TableReader {

  private TableReader() {}

  /**
   * Reads a file, detecting separator and types.
   *
   * @throws InputException if it cannot be read or breaks a rule above, with line and field number
   */
  public static Table read(Path file) {
    return read(file, TableOptions.DEFAULT);
  }

  /**
   * Reads a file.
   *
   * @throws InputException if it cannot be read or breaks a rule above, with line and field number
   */
  public static Table read(Path file, TableOptions options) {
    return read(file, options, TableStorage.MEMORY);
  }

  /**
   * Reads a file, or several as one table: those whose names match a pattern, in the order of their
   * names, all with the same header.
   *
   * @param source a file, or else one whose name is a pattern, such as {@code folder/part-*.csv}:
   *     {@code *} stands for any characters, {@code ?} for one, {@code [a-f]} for one of some,
   *     <code>{a,b}</code> for one of several texts. Hidden files and caches are left out
   * @param storage where the table is kept
   * @throws InputException if a file cannot be read or breaks a rule above, with line and field
   *     number, or the table can be kept neither in memory nor in a cache
   */
  public static Table read(Path source, TableOptions options, TableStorage storage) {
    return TableSources.standard().read(source, options, storage);
  }

  /** Reads files of CSV, or one of images. */
  static Table text(Path source, List<Path> files, TableOptions options, TableStorage storage) {
    if (isIdx(files)) {
      return IdxTable.read(files.get(0), options);
    }
    return DataFiles.exceed(storage.budget(), files)
        ? new TableCache(source, files, options, storage, new CsvParser(source, files, options))
            .read()
        : CsvFiles.parse(source, files, options, null).table();
  }

  /**
   * Returns the files that make up a table: those that are named and, of images, that of the
   * labels.
   *
   * @throws InputException if the first cannot be read or there is none
   */
  public static List<Path> files(Path source) {
    return TableSources.standard().files(source);
  }

  /**
   * Returns the files that a path or pattern names, whatever reads them, and of images that of the
   * labels.
   *
   * @throws InputException as {@link #files} does
   */
  public static List<Path> named(Path source) {
    return textFiles(DataFiles.of(source));
  }

  /** Returns the files of CSV, or of images and their labels. */
  static List<Path> textFiles(List<Path> files) {
    return isIdx(files) ? IdxTable.files(files.get(0)) : files;
  }

  static boolean isIdx(List<Path> files) {
    try {
      return files.size() == 1 && IdxTable.isIdx(files.get(0));
    } catch (IOException e) {
      throw InputFiles.fault(files.get(0), e);
    }
  }
}
