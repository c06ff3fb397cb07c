package org.nn4j.core.model;

import java.util.List;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.metric.Predictions;

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
 */
public record Prediction(
    Task task, List<String> names, Matrix values, Matrix decisions, boolean hasProbabilities) {

  /**
   * Copies the names.
   *
   * @throws IllegalArgumentException unless there is one for each column
   */
  public Prediction {
    names = List.copyOf(names);
    if (names.size() != values.columns()
        || decisions.rows() != values.rows()
        || decisions.columns() != values.columns()) {
      throw new IllegalArgumentException(
          "prediction: "
              + names.size()
              + " names and decisions of "
              + decisions.shape()
              + " for values of "
              + values.shape());
    }
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
    return IntStream.range(0, values.rows())
        .map(row -> Predictions.argmax(decisions, row))
        .mapToObj(label -> label == Predictions.UNDECIDED ? "" : names.get(label))
        .toList();
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
    return IntStream.range(0, values.rows())
        .mapToObj(
            row ->
                IntStream.range(0, names.size())
                    .filter(k -> decisions.get(row, k) > Predictions.EVEN)
                    .mapToObj(names::get)
                    .toList())
        .toList();
  }
}
