package org.nn4j.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.metric.QuantileValues;
import org.nn4j.core.text.Words;

/**
 * What a model says about the rows of a table.
 *
 * @param task whether the values are of classes or labels, or numbers
 * @param names what each column stands for: a class' label, a label, or a target column
 * @param values N×names: probabilities or other scores, or numbers in the units of the data
 * @param decisions N×names: the greatest number of a row is that of the class that is decided for,
 *     and the labels that are decided for are those above 0.5; the values themselves, unless
 *     thresholds were set
 * @param hasProbabilities whether the values of classes or labels are probabilities; else they are
 *     scores, which may be below 0 and above 1, as of a model that was trained with a hinge loss
 * @param quantiles the level of each column, where they are quantiles of one target; else empty
 * @param deviations N×names, the standard deviation of each value, in the units of the data, by a
 *     model that was trained with a loss over densities; else null
 * @param conformal what intervals and sets are made with, or null
 */
public record Prediction(
    Task task,
    List<String> names,
    Matrix values,
    Matrix decisions,
    boolean hasProbabilities,
    List<Double> quantiles,
    @Nullable Matrix deviations,
    @Nullable Conformal conformal) {

  private static final String PREDICTION = "prediction";
  private static final String DEVIATION = "_std";

  /** Most rows and values of a row that {@link #toString} shows. */
  private static final int SHOWN_ROWS = 5;

  private static final int SHOWN_VALUES = 8;

  /**
   * Copies the lists.
   *
   * @throws IllegalArgumentException unless there is one for each column
   */
  public Prediction {
    names = List.copyOf(names);
    quantiles = List.copyOf(quantiles);
    if (names.size() != values.columns()
        || decisions.rows() != values.rows()
        || decisions.columns() != values.columns()
        || (deviations != null
            && (deviations.rows() != values.rows() || deviations.columns() != values.columns()))) {
      throw new IllegalArgumentException(
          "prediction: "
              + names.size()
              + " names and decisions of "
              + decisions.shape()
              + (deviations == null ? "" : " and deviations of " + deviations.shape())
              + " for values of "
              + values.shape());
    }
  }

  /** Creates a prediction without quantiles, deviations and intervals. */
  public Prediction(
      Task task, List<String> names, Matrix values, Matrix decisions, boolean hasProbabilities) {
    this(task, names, values, decisions, hasProbabilities, List.of(), null, null);
  }

  /** Creates a prediction of numbers, or of probabilities and the most probable class or labels. */
  public Prediction(Task task, List<String> names, Matrix values) {
    this(task, names, values, values, task != Task.REGRESSION);
  }

  /**
   * Returns the label that is decided for, for each row: the most probable one, or of two classes
   * the second if it is above the threshold; an empty text where a probability is NaN.
   *
   * @throws IllegalStateException if classes are not what is predicted
   */
  public List<String> labels() {
    if (task != Task.CLASSIFICATION) {
      throw new IllegalStateException(
          task == Task.REGRESSION
              ? "the model predicts numbers ("
                  + String.join(", ", names)
                  + "), which have no labels"
              : "the model predicts any number of labels for a row, which are in labelSets()");
    }
    return IntStream.range(0, values.rows()).mapToObj(this::label).toList();
  }

  private String label(int row) {
    int label = Predictions.argmax(decisions, row);
    return label == Predictions.UNDECIDED ? "" : names.get(label);
  }

  /**
   * Returns the labels that are decided for, for each row, in the order of the names.
   *
   * @throws IllegalStateException if labels that do not exclude one another are not what is
   *     predicted
   */
  public List<List<String>> labelSets() {
    if (task != Task.MULTI_LABEL) {
      throw new IllegalStateException(
          "the model predicts one value or label of a row, not any number of labels");
    }
    return IntStream.range(0, values.rows()).mapToObj(this::labelSet).toList();
  }

  private List<String> labelSet(int row) {
    return IntStream.range(0, names.size())
        .filter(k -> decisions.get(row, k) > Predictions.EVEN)
        .mapToObj(names::get)
        .toList();
  }

  /**
   * Returns an interval for each row that holds the true number with a probability of at least a
   * level, on the average over rows, see {@link Conformal}.
   *
   * @param level such as 0.9
   * @throws IllegalStateException unless one number is predicted
   * @throws InputException if the model was trained without rows held out for that, or too few
   */
  public List<Interval> intervals(double level) {
    if (names.size() > 1 && quantiles.isEmpty()) {
      throw new IllegalStateException(
          "the model predicts " + String.join(", ", names) + "; see intervals(level, name)");
    }
    return intervals(level, 0);
  }

  /**
   * Returns an interval for each row as {@link #intervals(double)} does, of one of several targets.
   * That all of a row's intervals hold is less probable than the level.
   *
   * @param name a target column
   * @throws IllegalStateException unless numbers are predicted
   * @throws InputException as {@link #intervals(double)} does, or if there is no such target
   */
  public List<Interval> intervals(double level, String name) {
    int target = names.indexOf(name);
    if (target < 0 || !quantiles.isEmpty()) {
      throw new InputException(
          "the model predicts no number '" + name + "' but " + String.join(", ", names));
    }
    return intervals(level, target);
  }

  private List<Interval> intervals(double level, int target) {
    if (task != Task.REGRESSION) {
      throw new IllegalStateException("the model predicts no number: see sets(level)");
    }
    double margin = Model.requireConformal(conformal).margin(level, target);
    int point = quantiles.isEmpty() ? target : QuantileValues.nearestToMedian(quantiles);
    int lowest = quantiles.isEmpty() ? target : 0;
    int highest = quantiles.isEmpty() ? target : names.size() - 1;
    List<Interval> intervals = new ArrayList<>();
    for (int r = 0; r < values.rows(); r++) {
      intervals.add(
          Conformal.interval(
              deviations == null ? margin : margin * deviations.get(r, target),
              values.get(r, lowest),
              values.get(r, point),
              values.get(r, highest)));
    }
    return intervals;
  }

  /**
   * Returns for each row the classes among which the true one is with a probability of at least a
   * level, on the average over rows, see {@link Conformal}; in the order of the names, and the
   * class that is decided for always among them.
   *
   * @param level such as 0.9
   * @throws IllegalStateException unless classes are predicted
   * @throws InputException if the model was trained without rows held out for that, or too few
   */
  public List<List<String>> sets(double level) {
    if (task != Task.CLASSIFICATION) {
      throw new IllegalStateException("the model predicts no classes: see intervals(level)");
    }
    double margin = Model.requireConformal(conformal).margin(level, 0);
    return IntStream.range(0, values.rows()).mapToObj(r -> set(r, margin)).toList();
  }

  private List<String> set(int row, double margin) {
    int decided = Predictions.argmax(decisions, row);
    return IntStream.range(0, names.size())
        .filter(k -> k == decided || 1 - values.get(row, k) <= margin)
        .mapToObj(names::get)
        .toList();
  }

  /**
   * Names the columns of a table of predictions, as {@code nn predict} writes it: {@code
   * prediction}, the label that is decided for, before the probability of each class; for labels
   * whether each applies, before their probabilities; else a number for each target or quantile,
   * and after all of these their standard deviations, {@code prediction_std}, where they are
   * predicted.
   */
  public List<String> columns() {
    Stream<String> each = names.stream().map(name -> PREDICTION + "_" + name);
    String prefix = hasProbabilities ? "probability_" : "score_";
    Stream<String> scores = names.stream().map(label -> prefix + label);
    return switch (task) {
      case CLASSIFICATION -> Stream.concat(Stream.of(PREDICTION), scores).toList();
      case MULTI_LABEL -> Stream.concat(each, scores).toList();
      case REGRESSION -> numbers();
    };
  }

  private List<String> numbers() {
    if (!quantiles.isEmpty()) {
      return names;
    }
    List<String> columns = new ArrayList<>();
    names.forEach(name -> columns.add(names.size() == 1 ? PREDICTION : PREDICTION + "_" + name));
    if (deviations != null) {
      List.copyOf(columns).forEach(column -> columns.add(column + DEVIATION));
    }
    return columns;
  }

  /**
   * Returns the cells of a table of predictions, for each row one for each of the {@link #columns}:
   * texts, 1 or 0 for labels that apply or do not, and numbers of the values' precision, {@link
   * Float} or {@link Double}, whose texts have the digits that they need.
   *
   * @return a list that the caller may change, of such lists
   */
  public List<List<Object>> cells() {
    List<String> labels = task == Task.CLASSIFICATION ? labels() : List.of();
    List<List<Object>> rows = new ArrayList<>();
    for (int r = 0; r < values.rows(); r++) {
      List<Object> row = new ArrayList<>();
      if (!labels.isEmpty()) {
        row.add(labels.get(r));
      }
      if (task == Task.MULTI_LABEL) {
        addDecisions(r, row);
      }
      addNumbers(values, r, row);
      if (deviations != null) {
        addNumbers(deviations, r, row);
      }
      rows.add(row);
    }
    return rows;
  }

  private static void addNumbers(Matrix numbers, int r, List<Object> row) {
    for (int c = 0; c < numbers.columns(); c++) {
      double value = numbers.get(r, c);
      row.add(numbers.precision() == Precision.FLOAT32 ? (Object) (float) value : value);
    }
  }

  /** Adds 1 for each label that is decided for and 0 for the others. */
  private void addDecisions(int r, List<Object> row) {
    for (int k = 0; k < decisions.columns(); k++) {
      double decision = decisions.get(r, k);
      row.add(Double.isNaN(decision) ? "" : decision > Predictions.EVEN ? 1 : 0);
    }
  }

  /** Returns the number of rows, what the values stand for, and the first rows, a line each. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(Words.count(values.rows(), "row")).append(": ");
    text.append(list(names.stream()));
    int count = Math.min(values.rows(), SHOWN_ROWS);
    for (int r = 0; r < count; r++) {
      int row = r;
      String each = list(IntStream.range(0, names.size()).mapToObj(k -> number(row, k)));
      text.append("\n  ")
          .append(
              switch (task) {
                case CLASSIFICATION -> label(row) + " (" + each + ")";
                case MULTI_LABEL -> labelSet(row) + " (" + each + ")";
                case REGRESSION -> each;
              });
    }
    return values.rows() > count ? text + "\n  …" : text.toString();
  }

  private String list(Stream<String> texts) {
    return texts.limit(SHOWN_VALUES).collect(Collectors.joining(", "))
        + (names.size() > SHOWN_VALUES ? ", …" : "");
  }

  private String number(int row, int column) {
    return text(values, row, column)
        + (deviations == null ? "" : " ± " + text(deviations, row, column));
  }

  private static String text(Matrix numbers, int row, int column) {
    double value = numbers.get(row, column);
    return numbers.precision() == Precision.FLOAT32
        ? Float.toString((float) value)
        : Double.toString(value);
  }
}
