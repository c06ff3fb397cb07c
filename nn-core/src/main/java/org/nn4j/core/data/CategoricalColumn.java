package org.nn4j.core.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.text.LabelOrder;

/** A {@link Column} of category labels, stored as one code per row and a list of labels. */
public final class CategoricalColumn implements Column {
  /** The code of a missing value. */
  public static final int MISSING = -1;

  private final String name;
  private final int position;
  private final Codes codes;
  private final List<String> labels;

  /**
   * One code per row, wherever it is stored.
   *
   * @param of returns a row's code
   */
  public record Codes(int size, IntUnaryOperator of) {}

  /**
   * Creates a column.
   *
   * @param name the name
   * @param position the field's number in the file from 1, or 0
   * @param codes one index into {@code labels} per row, or {@link #MISSING}; kept by reference
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

  /** Creates a column of codes each of which is sound. */
  public CategoricalColumn(String name, int position, Codes codes, List<String> labels) {
    this.name = name;
    this.position = position;
    this.codes = codes;
    this.labels = List.copyOf(labels);
  }

  /** Creates a column of texts that come from no file, null where one is missing. */
  public static CategoricalColumn of(String name, @Nullable String... texts) {
    List<String> labels =
        Stream.of(texts)
            .filter(Objects::nonNull)
            .map(Objects::requireNonNull)
            .distinct()
            .sorted(LabelOrder.INSTANCE)
            .toList();
    Map<String, Integer> index = new HashMap<>();
    labels.forEach(label -> index.put(label, index.size()));
    int[] codes = Stream.of(texts).mapToInt(text -> index.getOrDefault(text, MISSING)).toArray();
    return new CategoricalColumn(name, 0, codes, labels);
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

  /**
   * Returns the labels; of a column read from a file, numbers come first, by their value, then
   * texts by their characters.
   */
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
