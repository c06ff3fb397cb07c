package org.nn4j.serve;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.QuantileValues;
import org.nn4j.core.model.Interval;
import org.nn4j.core.model.SamplePrediction;
import org.nn4j.core.preprocess.DataProfile;
import org.nn4j.core.random.RandomStream;
import org.nn4j.explain.Attribution;
import org.nn4j.explain.Explainer;

/**
 * The answer to a row, and what moved it: Shapley values against rows that are made up of values of
 * the training data, as far as the model knows them. Each column's values are spread over those
 * rows as they were over the training rows, and paired with the other columns' at random. The same
 * row has the same explanation always.
 */
final class RowExplanation {
  /** Most rows to compare with: with more, amounts change less than people read off bars. */
  private static final int MOST_ROWS = 32;

  /** Rows to compare with if there are many columns: with one, a typical row had no effects. */
  private static final int LEAST_ROWS = 2;

  /** Predictions that are spent unless there are many columns, two for each column and row. */
  private static final int PREDICTIONS = 1280;

  /** Most multiplications that are spent: some hundredths of a second of one processor. */
  private static final long WORK = 1L << 30;

  private static final long SEED = 17;

  private final ServedModel served;
  private final SamplePrediction answer;

  private RowExplanation(ServedModel served, SamplePrediction answer) {
    this.served = served;
    this.answer = answer;
  }

  /**
   * Predicts and explains a row.
   *
   * @param row its values by the names of all columns, null where one is unknown
   * @param level the probability that an interval or set is to hold with, or null for neither
   * @return the answer as plain values
   * @throws org.nn4j.core.InputException if a value is none for its column, or the model has no
   *     interval of that level
   * @throws IllegalArgumentException unless the level is between 0 and 1
   */
  static Map<String, Object> of(ServedModel served, Map<String, ?> row, @Nullable Double level) {
    RowExplanation explanation = new RowExplanation(served, served.model().predict(row));
    Map<String, Object> map = explanation.answer(level);
    DataProfile profile = served.model().facts().profile();
    boolean finite = explanation.answer.values().values().stream().allMatch(Double::isFinite);
    if (profile != null && finite) {
      explanation.explain(row, profile, map);
    }
    return map;
  }

  private Map<String, Object> answer(@Nullable Double level) {
    Map<String, Object> map = new LinkedHashMap<>();
    boolean number = number();
    switch (served.task()) {
      case CLASSIFICATION -> map.put("label", answer.label());
      case MULTI_LABEL -> map.put("labels", answer.labels());
      case REGRESSION -> {
        if (number) {
          map.put("value", plain(answer.value()));
        }
      }
    }
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    answer.values().forEach((name, value) -> values.put(name, plain(value)));
    map.put("values", values);
    if (served.none().deviations() != null) {
      Map<String, @Nullable Object> deviations = new LinkedHashMap<>();
      answer.names().forEach(name -> deviations.put(name, plain(answer.deviation(name))));
      if (number) {
        map.put(Answers.DEVIATION, deviations.get(answer.names().get(0)));
      } else {
        map.put(Answers.DEVIATIONS, deviations);
      }
    }
    if (level != null && served.task() == Task.CLASSIFICATION) {
      map.put("set", answer.set(level));
    } else if (level != null && number) {
      Interval interval = answer.interval(level);
      map.put("interval", List.of(interval.lower(), interval.upper()));
    }
    return map;
  }

  /** Returns whether one number is predicted, be it by quantiles. */
  private boolean number() {
    return served.task() == Task.REGRESSION
        && (answer.names().size() == 1 || !served.none().quantiles().isEmpty());
  }

  /** Returns a number as JSON has it, which knows none that is not finite. */
  private static @Nullable Double plain(double value) {
    return Double.isFinite(value) ? value : null;
  }

  private void explain(Map<String, ?> row, DataProfile profile, Map<String, Object> map) {
    int count = rows();
    List<Map<String, ?>> rows = new ArrayList<>();
    rows.add(row);
    rows.addAll(usual(count));
    Table table = served.encoder().table(rows);
    int[] others = IntStream.rangeClosed(1, count).toArray();
    String output = output();
    Attribution attribution =
        new Explainer(served.model(), table, others, SEED)
            .withThreads(1)
            .withOutput(output)
            .shapley(0, count);
    map.put("explained", words(output));
    map.put(
        "compared_with",
        count
            + (count == 1 ? " row" : " rows")
            + " made up of values that the columns have in "
            + profile.rows()
            + " training rows");
    map.put("base", attribution.base());
    map.put("total", attribution.prediction());
    map.put(
        "contributions",
        attribution.contributions().stream()
            .map(
                one -> {
                  Map<String, Object> each = new LinkedHashMap<>();
                  each.put("column", one.column());
                  each.put("value", one.value());
                  each.put("amount", one.amount());
                  return each;
                })
            .toList());
  }

  /** Returns how many rows to compare with. */
  private int rows() {
    int each = 2 * served.columns().size(); // predictions
    long size = served.model().network().parameters().trainable().columns() + 1L;
    long wanted = Math.min(MOST_ROWS, Math.max(LEAST_ROWS, PREDICTIONS / each));
    return (int) Math.max(1, Math.min(wanted, WORK / size / each));
  }

  /** Returns rows of usual values, each column's in an order of its own. */
  private List<Map<String, ?>> usual(int count) {
    RandomStream random = new RandomStream(SEED, "serve/usual_rows");
    List<Map<String, @Nullable Object>> rows = new ArrayList<>();
    IntStream.range(0, count).forEach(row -> rows.add(new HashMap<>()));
    for (ServedColumn column : ServedColumn.of(served)) {
      int[] order = IntStream.range(0, count).toArray();
      random.shuffle(order, count);
      for (int row = 0; row < count; row++) {
        rows.get(order[row]).put(column.name(), column.at((row + 0.5) / count));
      }
    }
    return List.copyOf(rows);
  }

  /** Returns the output that is explained: what was decided for, or is most probable. */
  private String output() {
    List<String> names = answer.names();
    double[] values = answer.toArray();
    return switch (served.task()) {
      case CLASSIFICATION -> answer.label();
      case MULTI_LABEL ->
          names.get(
              IntStream.range(0, values.length)
                  .reduce(0, (best, k) -> values[k] > values[best] ? k : best));
      case REGRESSION ->
          names.get(
              served.none().quantiles().isEmpty()
                  ? 0
                  : QuantileValues.nearestToMedian(served.none().quantiles()));
    };
  }

  private String words(String output) {
    if (served.task() == Task.REGRESSION) {
      String target = served.preprocessor().target().columns().get(0);
      return served.none().quantiles().isEmpty() ? output : target + " (" + output + ")";
    }
    return (answer.hasProbabilities() ? "probability of " : "score of ") + output;
  }
}
