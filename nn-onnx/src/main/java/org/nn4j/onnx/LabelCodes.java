package org.nn4j.onnx;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.onnx.file.Node;

/**
 * The whole numbers that texts of a column stand for in a graph: labels from 0, then one for texts
 * that are none, then one for missing values.
 *
 * <p>An operator of ONNX knows texts as they are written and no others. So a label that is a whole
 * number is also known with {@code .0}, as NumPy and pandas write it, and the other way round; and
 * the usual texts of missing values are known in the usual cases of letters.
 */
final class LabelCodes {
  /** Texts that may stand for a missing value; the format says which do. */
  private static final List<String> MISSING =
      List.of("", "NA", "na", "N/A", "n/a", "null", "NULL", "Null", "?", "nan", "NaN", "NAN");

  private final Map<String, Long> codes = new LinkedHashMap<>();
  private final long unknown;

  private LabelCodes(long unknown) {
    this.unknown = unknown;
  }

  static LabelCodes of(List<String> labels, CsvFormat format) {
    LabelCodes codes = new LabelCodes(labels.size());
    Map<BigDecimal, Integer> numbers = new HashMap<>();
    for (String label : labels) {
      codes.codes.put(label, (long) codes.codes.size());
      BigDecimal number = Numbers.exact(label);
      if (number != null) {
        numbers.merge(number, 1, Integer::sum);
      }
    }
    for (int code = 0; code < labels.size(); code++) {
      BigDecimal number = Numbers.exact(labels.get(code));
      if (number != null && numbers.getOrDefault(number, 0) == 1 && number.scale() <= 0) {
        codes.codes.putIfAbsent(number.toPlainString(), (long) code);
        codes.codes.putIfAbsent(number.toPlainString() + ".0", (long) code);
      }
    }
    // A label that could mean a missing value shows that the column was declared categorical.
    boolean literal = labels.stream().anyMatch(format::isMissing);
    List<String> missing = new ArrayList<>(MISSING);
    List<String> given = format.missing();
    if (given != null) {
      missing.addAll(given);
    }
    for (String text : missing) {
      boolean usual = given == null && literal;
      if (text.isEmpty() || (!usual && format.isMissing(text))) {
        codes.codes.putIfAbsent(text, codes.unknown + 1);
      }
    }
    return codes;
  }

  /** Adds the codes of a column. */
  String add(GraphBuilder graph, String column) {
    return graph.apply(
        "features/" + column,
        Node.ML,
        "LabelEncoder",
        Map.of(
            "keys_strings", List.copyOf(codes.keySet()),
            "values_int64s", List.copyOf(codes.values()),
            "default_int64", unknown),
        column);
  }
}
