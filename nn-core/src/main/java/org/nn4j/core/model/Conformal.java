package org.nn4j.core.model;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.metric.QuantileValues;
import org.nn4j.core.training.Evaluation;
import tools.jackson.databind.JsonNode;

/**
 * How far predictions were off on rows that a model did not learn from, which gives predictions of
 * new rows intervals, or sets of classes, that hold with a stated probability.
 *
 * <p>Each of n rows has a score: of a number |y − ŷ|, or |y − ŷ|/σ where its standard deviation σ
 * is predicted, of quantiles max(q_lo − y, y − q_hi) with the outermost two, of classes 1 − p(y).
 * With s the ⌈(n + 1)·level⌉-th least score, the interval of a number is ŷ ± s, ŷ ± s·σ or [q_lo −
 * s, q_hi + s], and the set of classes is that of all with 1 − p ≤ s. It holds what is true with a
 * probability of at least the level, on the average over new rows and over the n; if scores do not
 * tie, of at most level + 1/(n + 1). That is exact, whatever the data and the model are like, if
 * the new rows and the n are exchangeable: drawn alike, and the n unseen by training. It does not
 * say that the probability is the same in every part of the data.
 *
 * <p>Sources: Vovk, Gammerman and Shafer, "Algorithmic learning in a random world", 2005; Lei,
 * G'Sell, Rinaldo, Tibshirani and Wasserman, "Distribution-free predictive inference for
 * regression", 2018, whose section 5.2 has deviations; for quantiles Romano, Patterson and Candès,
 * "Conformalized quantile regression", 2019; for classes Sadinle, Lei and Wasserman, "Least
 * ambiguous set-valued classifiers with bounded error levels", 2019.
 *
 * <p>An interval always holds the prediction and a set the class that is decided for, even where
 * the level asks for less. Of more than {@value #MOST} scores that many order statistics are kept,
 * and ranks and scores are rounded up, so that coverage is not below the level.
 *
 * <p>Immutable.
 */
public final class Conformal {
  /** The most scores that are kept. */
  private static final int MOST = 1000;

  private static final String METHOD = "method";
  private static final String ROWS = "rows";
  private static final String SCORES = "scores";

  /** What scores are of. */
  private enum Method {
    RESIDUAL("absolute_residual"),
    NORMALIZED("normalized_residual"),
    QUANTILES("cqr"),
    CLASSES("lac");

    private final String id;

    Method(String id) {
      this.id = id;
    }
  }

  private final Method method;
  private final int rows;

  /** Ascending scores, kept of the rows; a list for each target of a regression. */
  private final List<float[]> scores;

  private Conformal(Method method, int rows, List<float[]> scores) {
    this.method = method;
    this.rows = rows;
    this.scores = scores;
  }

  /**
   * Learns from predictions of numbers.
   *
   * @param predictions N×T, in the units of the data, by a model that did not learn from the rows
   * @param targets N×T
   * @throws IllegalArgumentException if the shapes differ, there is no row, or a number is not
   *     finite
   */
  public static Conformal ofNumbers(Matrix predictions, Matrix targets) {
    return ofNumbers(predictions, null, targets);
  }

  /**
   * Learns from predictions of numbers and of their standard deviations.
   *
   * @param predictions N×T, in the units of the data, by a model that did not learn from the rows
   * @param deviations N×T in the same units, above 0; null for none
   * @param targets N×T
   * @throws IllegalArgumentException if the shapes differ, there is no row, a number is not finite
   *     or a deviation not above 0
   */
  public static Conformal ofNumbers(
      Matrix predictions, @Nullable Matrix deviations, Matrix targets) {
    requireRows(predictions, targets, predictions.columns());
    if (deviations != null) {
      requireRows(deviations, targets, predictions.columns());
    }
    List<float[]> scores = new ArrayList<>();
    for (int c = 0; c < targets.columns(); c++) {
      int column = c;
      scores.add(
          kept(
              targets.rows(),
              r ->
                  Math.abs(targets.get(r, column) - predictions.get(r, column))
                      / (deviations == null ? 1 : deviations.get(r, column))));
    }
    return new Conformal(
        deviations == null ? Method.RESIDUAL : Method.NORMALIZED, targets.rows(), scores);
  }

  /**
   * Learns from predicted quantiles of one number.
   *
   * @param quantiles N×K with K ≥ 2, ascending in each row, in the units of the data, by a model
   *     that did not learn from the rows
   * @param targets N×1
   * @throws IllegalArgumentException if the shapes do not fit, there is no row, or a number is not
   *     finite
   */
  public static Conformal ofQuantiles(Matrix quantiles, Matrix targets) {
    requireRows(quantiles, targets, 1);
    int last = quantiles.columns() - 1;
    if (last < 1) {
      throw new IllegalArgumentException("conformal: it takes two quantiles, but there is one");
    }
    float[] scores =
        kept(
            targets.rows(),
            r ->
                Math.max(
                    quantiles.get(r, 0) - targets.get(r, 0),
                    targets.get(r, 0) - quantiles.get(r, last)));
    return new Conformal(Method.QUANTILES, targets.rows(), List.of(scores));
  }

  /**
   * Learns from probabilities of classes.
   *
   * @param probabilities N×K, or N×1 with those of the second of two classes, by a model that did
   *     not learn from the rows
   * @param classes N×1, the index of each row's class
   * @throws IllegalArgumentException if the shapes do not fit, there is no row, or a number is not
   *     finite
   */
  public static Conformal ofClasses(Matrix probabilities, Matrix classes) {
    requireRows(probabilities, classes, 1);
    float[] scores =
        kept(classes.rows(), r -> 1 - Predictions.score(probabilities, r, (int) classes.get(r, 0)));
    return new Conformal(Method.CLASSES, classes.rows(), List.of(scores));
  }

  /**
   * Learns from an evaluation on rows that a model did not learn from.
   *
   * @param task what is predicted: classes or numbers
   * @throws IllegalArgumentException if labels are predicted, there is no row, or a number is not
   *     finite
   */
  public static Conformal of(Task task, Evaluation evaluation) {
    QuantileValues quantiles = evaluation.quantiles();
    return switch (task) {
      case CLASSIFICATION -> ofClasses(evaluation.scores(), evaluation.classes());
      case REGRESSION ->
          quantiles != null && quantiles.levels().size() > 1
              ? ofQuantiles(quantiles.values(), evaluation.targets())
              : ofNumbers(evaluation.values(), evaluation.deviations(), evaluation.targets());
      case MULTI_LABEL ->
          throw new IllegalArgumentException(
              "conformal: there are sets of classes and intervals of numbers, but not of labels"
                  + " that do not exclude one another");
    };
  }

  private static void requireRows(Matrix predictions, Matrix targets, int columns) {
    if (targets.rows() == 0
        || predictions.rows() != targets.rows()
        || targets.columns() != columns) {
      throw new IllegalArgumentException(
          "conformal: predictions are "
              + predictions.shape()
              + " and targets "
              + targets.shape()
              + "; there must be rows, as many of both, and "
              + columns
              + (columns == 1 ? " target" : " targets"));
    }
  }

  /** Sorts scores and keeps at most {@link #MOST} of them, rounded up. */
  private static float[] kept(int rows, IntToDoubleFunction score) {
    float[] all = new float[rows];
    for (int r = 0; r < rows; r++) {
      double value = score.applyAsDouble(r);
      float rounded = (float) value;
      all[r] = rounded < value ? Math.nextUp(rounded) : rounded;
      if (!(Math.abs(all[r]) <= Float.MAX_VALUE)) {
        throw new IllegalArgumentException(
            "conformal: the score of row " + r + " is " + value + "; it must be finite");
      }
    }
    Arrays.sort(all);
    int count = Math.min(rows, MOST);
    float[] kept = new float[count];
    for (int j = 1; j <= count; j++) {
      kept[j - 1] = all[(int) (((long) j * rows + count - 1) / count) - 1];
    }
    return kept;
  }

  /**
   * Returns what scores are: {@code absolute_residual} of numbers, {@code normalized_residual} of
   * numbers with deviations, {@code cqr} of quantiles, {@code lac} of classes.
   */
  public String method() {
    return method.id;
  }

  /** Returns the number of rows that it learnt from. */
  public int rows() {
    return rows;
  }

  /**
   * Returns how far from the prediction a bound is: of a number's interval, in standard deviations
   * where these are predicted, of the outermost quantiles, or a class' probability from 1.
   *
   * @param level the probability that the interval or set is to hold with
   * @param target the index of the target column; 0 for classes and quantiles
   * @throws IllegalArgumentException unless the level is between 0 and 1
   * @throws InputException if there are too few rows for the level, n &lt; level/(1 − level)
   */
  public double margin(double level, int target) {
    int rank = rank(level);
    float[] kept = scores.get(target);
    return kept[(int) ((long) (rank - 1) * kept.length / rows)];
  }

  /** Returns ⌈(n + 1)·level⌉, computed with the digits that the level is written in. */
  private int rank(double level) {
    requireLevel(level);
    BigDecimal exact = BigDecimal.valueOf(level);
    long rank =
        exact.multiply(BigDecimal.valueOf(rows + 1L)).setScale(0, RoundingMode.CEILING).longValue();
    if (rank <= rows) {
      return (int) rank;
    }
    throw new InputException(
        "the level "
            + level
            + " takes "
            + rowsFor(level)
            + " rows that were held out from training, but the model has "
            + rows
            + "; hold more out (--validation), or ask for at most "
            + BigDecimal.valueOf(rows)
                .divide(BigDecimal.valueOf(rows + 1L), 4, RoundingMode.FLOOR)
                .stripTrailingZeros()
                .toPlainString());
  }

  /**
   * Returns how many held-out rows a level takes at least, ⌈level/(1 − level)⌉.
   *
   * @throws IllegalArgumentException unless the level is between 0 and 1
   */
  public static long rowsFor(double level) {
    requireLevel(level);
    BigDecimal exact = BigDecimal.valueOf(level);
    return exact.divide(BigDecimal.ONE.subtract(exact), 0, RoundingMode.CEILING).longValue();
  }

  /**
   * How intervals or sets do on some rows.
   *
   * @param share the share of rows whose interval or set holds what is true; of several targets the
   *     mean of theirs
   * @param width the mean width of the intervals, or number of classes in the sets
   */
  public record Coverage(double share, double width) {}

  /**
   * Returns how intervals or sets do on rows that nothing was learnt from.
   *
   * @param level the probability that they are to hold with
   * @param evaluation of the model that this was learnt of
   * @throws IllegalArgumentException unless the level is between 0 and 1
   * @throws InputException if there were too few rows for the level
   */
  public Coverage coverage(double level, Evaluation evaluation) {
    double held = 0;
    double width = 0;
    int rows = evaluation.targets().rows();
    for (int target = 0; target < scores.size(); target++) {
      double margin = margin(level, target);
      for (int r = 0; r < rows; r++) {
        if (method == Method.CLASSES) {
          int actual = (int) evaluation.classes().get(r, 0);
          Matrix scores = evaluation.scores();
          int decided = Predictions.decide(scores, r, evaluation.thresholds().get(0));
          for (int k = 0; k < Predictions.classes(scores); k++) {
            boolean inside = k == decided || 1 - Predictions.score(scores, r, k) <= margin;
            width += inside ? 1 : 0;
            held += inside && k == actual ? 1 : 0;
          }
        } else {
          Interval interval = interval(margin, evaluation, r, target);
          width += interval.width();
          held += interval.contains(evaluation.targets().get(r, target)) ? 1 : 0;
        }
      }
    }
    double count = (double) rows * scores.size();
    return new Coverage(held / count, width / count);
  }

  private Interval interval(double margin, Evaluation evaluation, int row, int target) {
    double point = evaluation.values().get(row, target);
    QuantileValues quantiles = evaluation.quantiles();
    Matrix deviations = evaluation.deviations();
    if (method != Method.QUANTILES || quantiles == null) {
      double own = deviations == null ? margin : margin * deviations.get(row, target);
      return interval(own, point, point, point);
    }
    Matrix values = quantiles.values();
    return interval(margin, values.get(row, 0), point, values.get(row, values.columns() - 1));
  }

  /**
   * Requires a level between 0 and 1.
   *
   * @throws IllegalArgumentException otherwise
   */
  static void requireLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "the level of an interval must be above 0 and below 1, such as 0.9, but is " + level);
    }
  }

  /**
   * Returns the interval around a prediction.
   *
   * @param margin that of the level
   * @param lowest the lowest quantile, or the prediction
   * @param point the prediction
   * @param highest the highest quantile, or the prediction
   */
  static Interval interval(double margin, double lowest, double point, double highest) {
    return new Interval(Math.min(lowest - margin, point), Math.max(highest + margin, point));
  }

  /**
   * Requires a model's predictions to be such as it learnt from.
   *
   * @param quantiles whether several quantiles of one target are predicted
   * @param deviations whether standard deviations are predicted
   * @param targets the number of target columns
   * @throws IllegalArgumentException otherwise
   */
  void requireFit(Task task, boolean quantiles, boolean deviations, int targets) {
    boolean fits =
        switch (method) {
          case CLASSES -> task == Task.CLASSIFICATION;
          case QUANTILES -> task == Task.REGRESSION && quantiles;
          case RESIDUAL, NORMALIZED ->
              task == Task.REGRESSION
                  && !quantiles
                  && deviations == (method == Method.NORMALIZED)
                  && scores.size() == targets;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "conformal: scores of " + method.id + " do not fit what the model predicts");
    }
  }

  /** Returns it as plain values for a model file. */
  Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(METHOD, method.id);
    map.put(ROWS, rows);
    List<List<Double>> lists = new ArrayList<>();
    for (float[] kept : scores) {
      List<Double> list = new ArrayList<>();
      for (float score : kept) {
        list.add(Double.valueOf(Float.toString(score)));
      }
      lists.add(list);
    }
    map.put(SCORES, lists);
    return map;
  }

  /**
   * Reads what {@link #toMap} wrote.
   *
   * @throws InputException if something is missing, out of range or out of order
   */
  static Conformal read(JsonNode tree) {
    String id = tree.path(METHOD).asString("");
    Method method =
        Arrays.stream(Method.values())
            .filter(known -> known.id.equals(id))
            .findFirst()
            .orElseThrow(() -> fault("its method is '" + id + "', which is unknown"));
    int rows = tree.path(ROWS).asInt(0);
    List<float[]> scores = new ArrayList<>();
    for (JsonNode list : tree.path(SCORES)) {
      if (rows < 1 || list.size() != Math.min(rows, MOST)) {
        throw fault(list.size() + " scores are not those of " + rows + " rows");
      }
      float[] kept = new float[list.size()];
      for (int j = 0; j < kept.length; j++) {
        kept[j] = (float) list.get(j).asDouble(Double.NaN);
        if (!(Math.abs(kept[j]) <= Float.MAX_VALUE) || (j > 0 && kept[j] < kept[j - 1])) {
          throw fault("its scores must be finite and ascend");
        }
      }
      scores.add(kept);
    }
    if (scores.isEmpty()) {
      throw fault("it has no scores");
    }
    return new Conformal(method, rows, scores);
  }

  private static InputException fault(String message) {
    return new InputException("the metadata nn4j.conformal: " + message);
  }

  /** Returns what it is of, such as {@code absolute_residual of 412 rows}. */
  @Override
  public String toString() {
    return method.id + " of " + rows + (rows == 1 ? " row" : " rows");
  }
}
