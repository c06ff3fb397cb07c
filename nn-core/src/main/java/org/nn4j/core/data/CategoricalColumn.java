package org.nn4j.core.data;

import java.util.List;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.csv.LabelTable;
import org.nn4j.core.data.text.LabelOrder;

/** A {@link Column} of category labels, stored as one code a row and a list of labels. */
public final class CategoricalColumn implements Column {
  /** The code of a missing value. */
  public static final int MISSING = -1;

  private final String name;
  private final int position;
  private final Codes codes;
  private final List<String> labels;

  /**
   * One code a row, wherever it lies.
   *
   * @param of returns a row's code
   */
  public record Codes(int size, IntUnaryOperator of) {}

  /**
   * Makes a column.
   *
   * @param name the name
   * @param position the field's number in the file from 1, or 0
   * @param codes one index into {@code labels} a row, or {@link #MISSING}; kept by reference
   * @param labels the labels; some may occur in no row
   * @throws IndexOutOfBoundsException if a code stands for no label
   */
  public CategoricalColumn(String name, int position, int[] codes, List<String> labels) {
    this(name, position, new Codes(codes.length, row -> codes[row]), labels);
    for (int code : codes) {
      if (code != MISSING) {
        Objects.checkIndex(code, labels.size());
      }
    }
  }

  /** Makes a column of codes each of which is sound. */
  public CategoricalColumn(String name, int position, Codes codes, List<String> labels) {
    this.name = name;
    this.position = position;
    this.codes = codes;
    this.labels = List.copyOf(labels);
  }

  /** Makes a column of texts that come from no file, null where one is missing. */
  public static CategoricalColumn of(String name, @Nullable String... texts) {
    LabelTable table = new LabelTable();
    int[] codes = new int[texts.length];
    for (int row = 0; row < texts.length; row++) {
      String text = texts[row];
      codes[row] = text == null ? MISSING : table.code(text.toCharArray(), 0, text.length());
    }
    return table.column(name, 0, codes);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int position() {
    return position;
  }

  @Override
  public int size() {
    return codes.size;
  }

  /** Returns the index of a row's label, or {@link #MISSING}. */
  public int code(int row) {
    return codes.of.applyAsInt(row);
  }

  /** Returns the labels, ordered by {@link LabelOrder} if the column was read from a file. */
  public List<String> labels() {
    return labels;
  }

  @Override
  public boolean missing(int row) {
    return code(row) == MISSING;
  }

  @Override
  public String text(int row) {
    if (missing(row)) {
      throw new IllegalStateException("column '" + name + "' has no value in row " + row);
    }
    return labels.get(code(row));
  }

  /** Returns a view of the rows with these indices, which are kept by reference. */
  CategoricalColumn view(int[] rows) {
    return new CategoricalColumn(
        name, position, new Codes(rows.length, row -> codes.of.applyAsInt(rows[row])), labels);
  }

  @Override
  public CategoricalColumn select(int[] rows) {
    int[] selected = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      selected[i] = code(rows[i]);
    }
    return new CategoricalColumn(name, position, selected, labels);
  }
}
