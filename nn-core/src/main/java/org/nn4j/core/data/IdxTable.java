package org.nn4j.core.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.UnknownColumnException;

/**
 * Reads an IDX file of images, with the file of their labels beside it, as the table that the CSV
 * editions of MNIST have: columns {@code label} and {@code pixel1}, {@code pixel2}, … of whole
 * numbers, row by row of an image.
 *
 * <p>The bytes stay as they are; a column is a view of them.
 */
final class IdxTable {
  private static final String LABEL = "label";
  private static final byte[] MAGIC = {0, 0, 8};

  private IdxTable() {}

  /**
   * Tells whether a file starts as an IDX file of bytes does, which no text can. What is no regular
   * file, a pipe say, could not be read again.
   */
  static boolean isIdx(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      return false;
    }
    try (InputStream in = InputFiles.bytes(file)) {
      return Arrays.equals(in.readNBytes(MAGIC.length), MAGIC);
    }
  }

  /**
   * Reads images, and their labels where there is a file of that name with {@code labels} for
   * {@code images} and {@code idx1} for {@code idx3}, gzipped or not.
   *
   * @throws InputException if a file is damaged, the two do not fit each other, or a column whose
   *     type is given is not there
   */
  static Table read(Path file, TableOptions options) {
    IdxFile images = IdxFile.read(file);
    int[] dimensions = images.dimensions();
    if (dimensions.length < 2) {
      throw InputException.in(
          file,
          "holds one number for each item, as files of labels do; name the file of the images");
    }
    int rows = dimensions[0];
    int width = images.data().length / rows;
    List<NumericColumn> columns = new ArrayList<>();
    Path labels = labelFile(file);
    if (labels != null) {
      columns.add(column(LABEL, IdxFile.readLabels(labels, file, rows).data(), 0, 1, rows));
    }
    for (int p = 0; p < width; p++) {
      columns.add(column("pixel" + (p + 1), images.data(), p, width, rows));
    }
    List<String> names = columns.stream().map(NumericColumn::name).toList();
    options.requireColumns(file, names);
    List<Column> typed = columns.stream().flatMap(c -> typed(c, options).stream()).toList();
    if (typed.isEmpty()) {
      throw new UnknownColumnException(
          file,
          names,
          "none of the columns asked for is there; the columns are pixel1 to pixel" + width);
    }
    return new Table(
        typed, file, RowPlaces.NONE, false, new Table.Reading(names, List.of(), CsvFormat.FOUND));
  }

  /** Returns the file of images and, if there is one, that of their labels. */
  static List<Path> files(Path images) {
    Path labels = labelFile(images);
    return labels == null ? List.of(images) : List.of(images, labels);
  }

  private static NumericColumn column(String name, byte[] data, int from, int stride, int rows) {
    return new NumericColumn(name, 0, new NumericValues.Bytes(data, from, stride, rows));
  }

  /** Returns the column as the type that is asked for, none where it is ignored. */
  private static List<Column> typed(NumericColumn column, TableOptions options) {
    return switch (options.type(column.name())) {
      case IGNORE -> List.of();
      case CATEGORICAL, LABELS -> List.of(categorical(column));
      case AUTO, NUMERIC -> List.of(column);
    };
  }

  private static CategoricalColumn categorical(NumericColumn column) {
    return CategoricalColumn.of(
        column.name(),
        IntStream.range(0, column.size()).mapToObj(row -> column.text(row)).toArray(String[]::new));
  }

  private static @Nullable Path labelFile(Path images) {
    String name = String.valueOf(images.getFileName());
    int at = name.lastIndexOf("images");
    if (at < 0) {
      return null;
    }
    String changed =
        name.substring(0, at)
            + name.substring(at).replace("images", "labels").replace("idx3", "idx1");
    String plain = changed.endsWith(".gz") ? changed.substring(0, changed.length() - 3) : changed;
    for (String candidate : List.of(changed, plain, plain + ".gz")) {
      Path file = images.resolveSibling(candidate);
      if (Files.isRegularFile(file)) {
        return file;
      }
    }
    return null;
  }
}
