package org.nn4j.core.model;

import java.util.List;
import java.util.stream.IntStream;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.metric.Predictions;

/**
 * What a model says about the rows of a table.
 *
 * @param task whether the values are probabilities of classes or numbers
 * @param names what each column stands for: a class' label, or a target column
 * @param values N×names: probabilities, or numbers in the units of the data
 * @param threshold the probability of the second of two classes above which it is decided for;
 *     {@link Predictions#EVEN} unless another was set
 */
public record Prediction(Task task, List<String> names, Matrix values, double threshold) {

  /**
   * Copies the names.
   *
   * @throws IllegalArgumentException unless there is one for each column
   */
  public Prediction {
    names = List.copyOf(names);
    if (names.size() != values.columns()) {
      throw new IllegalArgumentException(
          "prediction: " + names.size() + " names for values of " + values.shape());
    }
  }

  /** Makes a prediction that decides for the most probable class. */
  public Prediction(Task task, List<String> names, Matrix values) {
    this(task, names, values, Predictions.EVEN);
  }

  /**
   * Returns the label that is decided for, for each row: the most probable one, or of two classes
   * the second if it is above the threshold; an empty text where a probability is NaN.
   *
   * @throws IllegalStateException if numbers are predicted, which are in {@link #values()}
   */
  public List<String> labels() {
    if (task != Task.CLASSIFICATION) {
      throw new IllegalStateException(
          "the model predicts numbers (" + String.join(", ", names) + "), which have no labels");
    }
    return IntStream.range(0, values.rows())
        .map(row -> Predictions.decide(values, row, threshold))
        .mapToObj(label -> label == Predictions.UNDECIDED ? "" : names.get(label))
        .toList();
  }
}
