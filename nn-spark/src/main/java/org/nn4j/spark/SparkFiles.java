package org.nn4j.spark;

import java.io.FileNotFoundException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.nn4j.core.InputException;

/**
 * Reads files as Spark does: Parquet, and CSV with a header, of which a column holds numbers where
 * Spark infers that, and else the texts that are written there, times as well. So text that is
 * neither empty nor a number makes a column one of texts, where {@code nn train} finds out what
 * words stand for missing values.
 */
final class SparkFiles {
  private static final Pattern URI = Pattern.compile("(?:.*/)?([a-z][a-z0-9+.-]+):/+(.*)");

  private SparkFiles() {}

  /**
   * Reads a file, a folder of files, or those that a pattern names.
   *
   * @param name a path of any file system that Hadoop knows
   * @throws InputException if there is none, or Spark finds no columns in it
   */
  static Dataset<Row> read(SparkSession session, String name) {
    String uri = uri(name);
    try {
      Path path = new Path(uri);
      FileSystem files = path.getFileSystem(session.sparkContext().hadoopConfiguration());
      FileStatus[] found = files.globStatus(path);
      if (found == null || found.length == 0) {
        throw new FileNotFoundException("there is no such file");
      }
      boolean parquet = isParquet(name);
      for (FileStatus status : found) {
        parquet |= status.isDirectory() && hasParquet(files.listStatus(status.getPath()));
      }
      return parquet ? session.read().parquet(uri) : csv(session, uri);
    } catch (Exception e) { // AnalysisException is checked, but not declared
      String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
      throw new InputException(name + ": cannot be read by Spark: " + reason, e);
    }
  }

  private static Dataset<Row> csv(SparkSession session, String uri) {
    StructType inferred =
        session.read().option("header", "true").option("inferSchema", "true").csv(uri).schema();
    StructType asWritten = new StructType();
    for (StructField field : inferred.fields()) {
      asWritten =
          asWritten.add(
              field.name(),
              field.dataType() instanceof NumericType ? field.dataType() : DataTypes.StringType);
    }
    return session.read().option("header", "true").schema(asWritten).csv(uri);
  }

  /**
   * Returns what was a URI before it became a path, which has one slash after the scheme, and may
   * have the folder of a file of settings before it.
   */
  static String uri(String name) {
    Matcher matcher = URI.matcher(name);
    return matcher.matches()
        ? matcher.group(1) + (matcher.group(1).equals("file") ? ":/" : "://") + matcher.group(2)
        : name;
  }

  private static boolean hasParquet(FileStatus... files) {
    return Stream.of(files).anyMatch(file -> isParquet(file.getPath().getName()));
  }

  private static boolean isParquet(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(".parquet");
  }
}
