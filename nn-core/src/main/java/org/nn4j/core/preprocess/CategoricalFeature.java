package org.nn4j.core.preprocess;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.core.InputException;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.text.ColumnNames;
import org.nn4j.core.data.text.DateTexts;
import org.nn4j.core.data.text.LabelOrder;
import org.nn4j.core.text.Names;

/**
 * A category that becomes one input per label, or a single one; see {@link CategoryEncoding}.
 *
 * <p>A label that no training row has counts as the known label that is the same number, {@code 1}
 * as {@code 1.0}; if there is no such label it becomes what a missing value does, unlike any known
 * label. {@link Preprocessor#unknownCategories} counts such labels.
 *
 * @param column the name of the table's column
 * @param labels the labels of the training rows, in {@link LabelOrder}
 * @param encoding what they become
 * @param scalers how each input is scaled; empty for not at all, as codes are
 * @param rare whether a further code stands for labels that training rows had once, which are not
 *     among the labels, and for those that none had
 */
public record CategoricalFeature(
    String column,
    List<String> labels,
    CategoryEncoding encoding,
    List<Scaler> scalers,
    boolean rare)
    implements FeatureStep {
  static final String TYPE = "categorical";

  /** Of categories with another encoding or scaled inputs, which old files do not have. */
  static final String ENCODED_TYPE = "category";

  private static final int FEW_LABELS = 20;

  /**
   * Copies the labels.
   *
   * @throws IllegalArgumentException if there is none or one occurs twice, they are not two for
   *     {@link CategoryEncoding#SIGN}, or there is not a scaler for each input
   */
  public CategoricalFeature {
    labels = List.copyOf(labels);
    scalers = List.copyOf(scalers);
    Labels.requireDistinct("labels", labels, 1);
    if (encoding == CategoryEncoding.SIGN && labels.size() != 2) {
      throw new IllegalArgumentException(
          "a sign stands for two labels, but '" + column + "' has " + labels.size());
    }
    int scaled =
        switch (encoding) {
          case ONE_HOT -> labels.size();
          case SIGN -> 1;
          case CODE -> 0;
          case AUTO -> throw new IllegalArgumentException("no feature is encoded by auto");
        };
    if (rare && encoding != CategoryEncoding.CODE) {
      throw new IllegalArgumentException(
          "only codes stand for rare labels, but '" + column + "' has " + encoding);
    }
    if (!scalers.isEmpty() && scalers.size() != scaled) {
      throw new IllegalArgumentException(
          "'" + column + "' has " + scalers.size() + " scalers for " + scaled + " scaled inputs");
    }
  }

  /** Creates a category that becomes one input per label, 1 for its own and 0 for the others. */
  public CategoricalFeature(String column, List<String> labels) {
    this(column, labels, CategoryEncoding.ONE_HOT, List.of(), false);
  }

  /** Creates a feature of the labels of some rows, at least one of which has a value. */
  static CategoricalFeature fit(
      int[] rows, Column column, List<String> labels, FeatureOptions options) {
    CategoryEncoding encoding = options.categories().of(labels.size());
    int[] counts = counts(rows, column, labels);
    if (encoding == CategoryEncoding.CODE) {
      List<String> frequent =
          IntStream.range(0, labels.size())
              .filter(k -> counts[k] > 1)
              .mapToObj(labels::get)
              .toList();
      boolean rare = frequent.size() > 1 && frequent.size() < labels.size() - 1;
      return new CategoricalFeature(
          column.name(), rare ? frequent : labels, encoding, List.of(), rare);
    }
    boolean scaled = options.options(column.name()).scaling() == Scaling.ROBUST;
    return new CategoricalFeature(
        column.name(),
        labels,
        encoding,
        scaled ? scalers(rows.length, counts, encoding) : List.of(),
        false);
  }

  private static int[] counts(int[] rows, Column column, List<String> labels) {
    IntUnaryOperator index = Labels.index(column, labels);
    int[] counts = new int[labels.size()];
    for (int row : rows) {
      int label = index.applyAsInt(row);
      if (label >= 0) {
        counts[label]++;
      }
    }
    return counts;
  }

  private static List<Scaler> scalers(int rows, int[] counts, CategoryEncoding encoding) {
    if (encoding == CategoryEncoding.SIGN) {
      int missing = rows - counts[0] - counts[1];
      return List.of(
          Scaler.robust(
              OrderStatistics.of(
                  new double[] {-1, 0, 1}, new int[] {counts[0], missing, counts[1]})));
    }
    return IntStream.of(counts)
        .mapToObj(
            count ->
                Scaler.robust(
                    OrderStatistics.of(new double[] {0, 1}, new int[] {rows - count, count})))
        .toList();
  }

  /** Returns whether so many labels of some rows differ that they identify rows. */
  static boolean identifies(List<String> labels, int rows) {
    return labels.size() > Math.max(FEW_LABELS, rows / 2);
  }

  /**
   * Returns the exception to throw for all columns that identify rows, at least one.
   *
   * @param labels the labels of each, in the order of the columns
   */
  static InputException identifying(Table table, int rows, Map<String, List<String>> labels) {
    List<String> names = List.copyOf(labels.keySet());
    List<String> first = labels.values().iterator().next();
    boolean one = names.size() == 1;
    String others =
        names.stream().skip(1).map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    String arguments = ColumnNames.arguments(names);
    return table.fault(
        "column '"
            + names.get(0)
            + "' holds "
            + first.size()
            + (DateTexts.all(first) ? " different dates in " : " different texts in ")
            + rows
            + " training rows ("
            + Names.quote(first.get(0))
            + ", "
            + Names.quote(first.get(1))
            + (one ? ", …): it identifies rows rather than tells about them; leave it out" : ", …)")
            + (one ? "" : ", and so do others: " + others)
            + (one ? "" : "; they identify rows rather than tell about them; leave them out")
            + " (--ignore "
            + arguments
            + "), or have each taken for a category all the same (--categorical "
            + arguments
            + ")");
  }

  static CategoricalFeature fromMap(JsonMap tree) {
    return tree.build(() -> new CategoricalFeature(tree.text("column"), tree.texts("labels")));
  }

  static CategoricalFeature fromEncodedMap(JsonMap tree) {
    return tree.build(
        () ->
            new CategoricalFeature(
                tree.text("column"),
                tree.texts("labels"),
                tree.choice("encoding", CategoryEncoding.class),
                tree.objects("scalers", Scaler::fromMap),
                tree.map().containsKey("rare") && tree.flag("rare")));
  }

  @Override
  public ColumnType type() {
    return ColumnType.CATEGORICAL;
  }

  @Override
  public Group group() {
    return encoding == CategoryEncoding.CODE ? Group.CODES : Group.OTHERS;
  }

  @Override
  public int width() {
    return encoding == CategoryEncoding.ONE_HOT ? labels.size() : 1;
  }

  @Override
  public String describe(int index) {
    return switch (encoding) {
      case ONE_HOT -> column + "=" + labels.get(index);
      case SIGN -> column + "=" + labels.get(1);
      case CODE, AUTO -> column;
    };
  }

  @Override
  public String summary() {
    return "one of "
        + String.join(", ", labels)
        + (rare ? ", a rare label" : "")
        + switch (encoding) {
          case SIGN -> "; as −1 or 1";
          case CODE -> "; as a number from 1";
          case ONE_HOT, AUTO -> "";
        };
  }

  /** Returns how many different codes stand for labels, from 1. */
  int codes() {
    return labels.size() + (rare ? 1 : 0);
  }

  @Override
  public FeatureStep.Encoder bind(Table table, int[] rows) {
    Column source = table.column(column);
    IntUnaryOperator index = Labels.index(source, labels);
    Writer writer = new Writer(this);
    return (order, from, to, inputs, first) -> {
      for (int i = from; i < to; i++) {
        int row = rows[order[i]];
        int label = rare && source.missing(row) ? Labels.MISSING : index.applyAsInt(row);
        writer.write(label, inputs, i - from, first);
      }
    };
  }

  /** Writes the inputs of labels, all of which it computes once. */
  static final class Writer {
    private final CategoryEncoding encoding;

    /** The input of each label where it is the row's, and where it is not. */
    private final double[] own;

    private final double[] other;

    /** The input of a label that is not known. */
    private final double unknown;

    Writer(CategoricalFeature feature) {
      encoding = feature.encoding;
      int labels = feature.labels.size();
      own = new double[labels];
      other = new double[labels];
      for (int k = 0; k < labels; k++) {
        switch (encoding) {
          case ONE_HOT -> {
            own[k] = feature.scaled(k, 1);
            other[k] = feature.scaled(k, 0);
          }
          case SIGN -> {
            own[k] = feature.scaled(0, 2 * k - 1);
            other[k] = feature.scaled(0, 0);
          }
          case CODE, AUTO -> own[k] = k + 1;
        }
      }
      unknown = feature.rare ? labels + 1 : other[0];
    }

    /**
     * Overwrites the inputs of one sample; allocates nothing.
     *
     * @param label the label's number from 0, −1 for an unknown one or {@link Labels#MISSING}
     */
    void write(int label, Matrix inputs, int row, int first) {
      if (encoding == CategoryEncoding.ONE_HOT) {
        for (int k = 0; k < own.length; k++) {
          inputs.set(row, first + k, k == label ? own[k] : other[k]);
        }
      } else {
        inputs.set(
            row, first, label >= 0 ? own[label] : label == Labels.MISSING ? other[0] : unknown);
      }
    }
  }

  private double scaled(int input, double value) {
    return scalers.isEmpty() ? value : scalers.get(input).apply(value);
  }

  @Override
  public Map<String, Object> toMap() {
    boolean plain = encoding == CategoryEncoding.ONE_HOT && scalers.isEmpty();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("type", plain ? TYPE : ENCODED_TYPE);
    map.put("column", column);
    map.put("labels", labels);
    if (!plain) {
      map.put("encoding", encoding.name().toLowerCase(Locale.ROOT));
      map.put("scalers", scalers.stream().map(Scaler::toMap).toList());
      if (rare) {
        map.put("rare", true);
      }
    }
    return map;
  }
}
