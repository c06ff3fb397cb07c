package org.nn4j.spark;

import java.io.Externalizable;
import java.io.IOException;
import java.io.ObjectInput;
import java.io.ObjectOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.RowPlaces;
import org.nn4j.core.data.Table;

/** A table that is sent to executors: numbers, codes of texts, and where the rows were written. */
public final class TableBytes implements Externalizable {
  private static final long serialVersionUID = 1;

  private transient List<Column> columns = List.of();
  private transient List<String> ignored = List.of();
  private transient Places places = new Places(List.of(), new int[0], new long[0], new long[0]);

  /** Creates one to be read. */
  public TableBytes() {}

  TableBytes(Table table) {
    columns = table.columns();
    ignored = table.ignored();
    places = Places.of(table);
  }

  /** Returns the table, of which messages say that it is a file's. */
  Table table(Path source) {
    return new Table(
        columns, source, places, false, new Table.Reading(ignored, List.of(), CsvFormat.FOUND, ""));
  }

  /** Where rows were written. */
  private static final class Places implements RowPlaces {
    private final List<String> files;

    /** The index of each row's file, or −1 if there are not several. */
    private final int[] file;

    private final long[] lines;
    private final long[] numbers;

    Places(List<String> files, int[] file, long[] lines, long[] numbers) {
      this.files = files;
      this.file = file;
      this.lines = lines;
      this.numbers = numbers;
    }

    static Places of(Table table) {
      int rows = table.rows();
      List<String> files = new ArrayList<>();
      Places places = new Places(files, new int[rows], new long[rows], new long[rows]);
      for (int row = 0; row < rows; row++) {
        Path path = table.places().file(row);
        String name = path == null ? null : path.toString();
        if (name != null && (files.isEmpty() || !name.equals(files.get(files.size() - 1)))) {
          files.add(name);
        }
        places.file[row] = name == null ? -1 : files.size() - 1;
        places.lines[row] = table.places().line(row);
        places.numbers[row] = table.places().number(row);
      }
      return places;
    }

    @Override
    public long line(int row) {
      return lines[row];
    }

    @Override
    public long number(int row) {
      return numbers[row];
    }

    @Override
    public @Nullable Path file(int row) {
      return file[row] < 0 ? null : Path.of(files.get(file[row]));
    }
  }

  @Override
  public void writeExternal(ObjectOutput out) throws IOException {
    int rows = places.file.length;
    out.writeInt(rows);
    texts(out, ignored);
    texts(out, places.files);
    for (int row = 0; row < rows; row++) {
      out.writeInt(places.file[row]);
      out.writeLong(places.lines[row]);
      out.writeLong(places.numbers[row]);
    }
    out.writeInt(columns.size());
    for (Column column : columns) {
      text(out, column.name());
      out.writeInt(column.position());
      out.writeBoolean(column instanceof NumericColumn);
      if (column instanceof NumericColumn numbers) {
        for (int row = 0; row < rows; row++) {
          out.writeDouble(numbers.value(row));
        }
      } else if (column instanceof CategoricalColumn categories) {
        texts(out, categories.labels());
        for (int row = 0; row < rows; row++) {
          out.writeInt(categories.code(row));
        }
      }
    }
  }

  @Override
  public void readExternal(ObjectInput in) throws IOException {
    int rows = in.readInt();
    ignored = texts(in);
    places = new Places(texts(in), new int[rows], new long[rows], new long[rows]);
    for (int row = 0; row < rows; row++) {
      places.file[row] = in.readInt();
      places.lines[row] = in.readLong();
      places.numbers[row] = in.readLong();
    }
    columns = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      String name = text(in);
      int position = in.readInt();
      if (in.readBoolean()) {
        double[] values = new double[rows];
        for (int row = 0; row < rows; row++) {
          values[row] = in.readDouble();
        }
        columns.add(new NumericColumn(name, position, values));
      } else {
        List<String> labels = texts(in);
        int[] codes = new int[rows];
        for (int row = 0; row < rows; row++) {
          codes[row] = in.readInt();
        }
        columns.add(new CategoricalColumn(name, position, codes, labels));
      }
    }
  }

  private static void texts(ObjectOutput out, List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(out, text);
    }
  }

  private static List<String> texts(ObjectInput in) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      texts.add(text(in));
    }
    return texts;
  }

  private static void text(ObjectOutput out, String text) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(ObjectInput in) throws IOException {
    byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
