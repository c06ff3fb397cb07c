package org.nn4j.core.data.read;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.UnknownColumnException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.NumericValues;
import org.nn4j.core.data.RowPlaces;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.io.IdxFile;
import org.nn4j.core.io.InputFiles;
import org.nn4j.core.io.Spool;

/**
 * Reads an IDX file of images, with the file of their labels beside it, as the table that the CSV
 * editions of MNIST have: columns {@code label} and {@code pixel1}, {@code pixel2}, … of whole
 * numbers, row by row of an image.
 *
 * <p>The bytes stay as they are; a column is a view of them.
 */
final class IdxTable {
  private static final String LABEL = "label";

  private IdxTable() {}

  /**
   * Whether a file starts as IDX does, which no text can; false for a stream that could not be read
   * again.
   */
  static boolean isIdx(Path file) throws IOException {
    if (!Spool.isRereadable(file)) {
      return false;
    }
    try (InputStream in = InputFiles.bytes(file)) {
      return IdxFile.isIdx(in.readNBytes(Integer.BYTES));
    }
  }

  /**
   * Reads images, and their labels if there is a file with {@code labels} for {@code images} and
   * {@code idx1} for {@code idx3} in its name, after {@code -} or {@code .}, gzipped or not.
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
    } else if (options.types().containsKey(LABEL)) {
      throw InputException.in(file, "no column '" + LABEL + "'" + lookedFor(file) + ".");
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
        typed,
        file,
        RowPlaces.NONE,
        false,
        new Table.Reading(
            names, List.of(), CsvFormat.FOUND, labels == null ? lookedFor(file) : ""));
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
    return labelNames(images).stream()
        .map(images::resolveSibling)
        .filter(Files::isRegularFile)
        .findFirst()
        .orElse(null);
  }

  /**
   * Returns the names that the file of labels may have, none if that of the images implies none.
   */
  private static Set<String> labelNames(Path images) {
    String name = String.valueOf(images.getFileName());
    int at = name.lastIndexOf("images");
    Set<String> names = new LinkedHashSet<>();
    if (at >= 0) {
      String packed = name.endsWith(".gz") ? ".gz" : "";
      String plain = name.substring(0, name.length() - packed.length());
      String changed =
          plain.substring(0, at)
              + plain.substring(at).replace("images", "labels").replaceFirst("idx\\d", "idx1");
      for (String ending : List.of(packed, "", ".gz")) {
        names.add(changed + ending);
        names.add(changed.replace("labels-idx1", "labels.idx1") + ending);
        names.add(changed.replace("labels.idx1", "labels-idx1") + ending);
      }
    }
    return names;
  }

  /** Returns the exception for a missing file of labels, with the names it could have had. */
  private static String lookedFor(Path images) {
    Set<String> names = labelNames(images);
    return names.isEmpty()
        ? ": the labels are found where the name of the images' file has 'images' and that of the"
            + " labels beside it 'labels' there, as in train-images-idx3-ubyte"
        : "; the file of the labels was looked for beside the images as "
            + String.join(", ", names);
  }
}
