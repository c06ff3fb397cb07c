package org.nn4j.core.data.cache;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.data.CategoricalColumn;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.NumericValues;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.csv.ColumnNote;
import org.nn4j.core.data.csv.LabelTable;
import org.nn4j.core.data.text.LabelOrder;
import org.nn4j.core.data.text.NumberForm;

/**
 * A column of a cached table.
 *
 * @param type the type that it was asked for as; if that is {@link ColumnType#IGNORE} its values
 *     are not there
 * @param labels its labels in the order of their codes, or null where it holds numbers
 * @param omitted whether it has no name and was left out
 * @param note what is worth reporting about how it was read
 */
record CachedColumn(
    String name, ColumnType type, @Nullable List<String> labels, boolean omitted, ColumnNote note) {

  /** Returns whether the column, asked for as another type, would be read as it is here. */
  boolean serves(ColumnType wanted) {
    return wanted == ColumnType.IGNORE
        || wanted == type
        || (wanted == ColumnType.NUMERIC && isCached() && labels == null)
        || (wanted == ColumnType.LABELS && type == ColumnType.AUTO && labels != null)
        || (wanted == ColumnType.CATEGORICAL && labels != null && note.missing() == 0);
  }

  boolean isCached() {
    return type != ColumnType.IGNORE && !omitted;
  }

  /**
   * Creates the column.
   *
   * @param source what the cache is of, which errors name
   * @param position its number in the source from 1
   * @param column its number in the blocks
   */
  Column view(Path source, int position, CachedBlocks blocks, int column, int rows) {
    if (labels == null) {
      return new NumericColumn(name, position, new CachedNumbers(blocks, column, rows));
    }
    List<String> sorted = new ArrayList<>(labels);
    sorted.sort(LabelOrder.INSTANCE);
    int[] ranks = LabelTable.ranks(labels, sorted);
    return new CategoricalColumn(
        name,
        position,
        new CategoricalColumn.Codes(
            rows,
            row -> {
              int code = (int) blocks.get(row, column);
              if (code < 0 || code > ranks.length) {
                throw InputException.in(
                    source,
                    "its cache is damaged: the column '"
                        + name
                        + "' has no label "
                        + code
                        + "; remove the file that ends in "
                        + TableStorage.CACHE_SUFFIX);
              }
              return code == 0 ? CategoricalColumn.MISSING : ranks[code - 1];
            }),
        sorted);
  }

  void write(DataOutputStream out) throws IOException {
    CacheIndex.writeText(out, name);
    CacheIndex.writeText(out, type.name());
    out.writeInt(labels == null ? -1 : labels.size());
    if (labels != null) {
      for (String label : labels) {
        CacheIndex.writeText(out, label);
      }
    }
    out.writeBoolean(omitted);
    out.writeInt(note.form().bit());
    out.writeInt(note.missing());
    CacheIndex.writeText(out, note.text());
  }

  static CachedColumn read(DataInputStream in) throws IOException {
    String name = CacheIndex.readText(in);
    ColumnType type = ColumnType.valueOf(CacheIndex.readText(in));
    int count = in.readInt();
    List<String> labels = count < 0 ? null : new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Objects.requireNonNull(labels).add(CacheIndex.readText(in));
    }
    boolean omitted = in.readBoolean();
    NumberForm form = NumberForm.first(in.readInt());
    return new CachedColumn(
        name,
        type,
        labels,
        omitted,
        new ColumnNote(name, form, in.readInt(), CacheIndex.readText(in)));
  }

  /** The numbers of a column of a cache. */
  private record CachedNumbers(CachedBlocks blocks, int column, int size) implements NumericValues {
    @Override
    public double get(int row) {
      return blocks.get(row, column);
    }

    @Override
    public NumericValues select(int[] rows) {
      return new NumericValues.Doubles(Arrays.stream(rows).mapToDouble(this::get).toArray());
    }
  }
}
