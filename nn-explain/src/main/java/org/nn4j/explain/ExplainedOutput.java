package org.nn4j.explain;

import java.util.List;
import java.util.stream.IntStream;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.model.Prediction;

/**
 * What of a prediction is explained: numbers in the units of the data, or probabilities of classes
 * or labels, or their log-odds ln(p/(1−p)).
 *
 * @param task what is predicted
 * @param names the classes, labels or target columns that are explained
 * @param indices their places among all that is predicted
 * @param probabilities whether the model predicts probabilities; else what it says of classes are
 *     scores
 * @param logOdds whether log-odds of probabilities are explained
 */
public record ExplainedOutput(
    Task task, List<String> names, List<Integer> indices, boolean probabilities, boolean logOdds) {

  /**
   * Probabilities nearer to 0 or 1 count as this near in log-odds, which are then at most 15.9: the
   * rounding unit of float32, as in {@link org.nn4j.core.metric.LogLoss}.
   */
  private static final double LEAST = 0x1p-23;

  /** Copies the lists. */
  public ExplainedOutput {
    names = List.copyOf(names);
    indices = List.copyOf(indices);
  }

  /** Returns what is explained unless something is chosen: of two classes the second, else all. */
  static ExplainedOutput of(Task task, List<String> names, boolean probabilities) {
    int first = task == Task.CLASSIFICATION && names.size() == 2 ? 1 : 0;
    return new ExplainedOutput(
        task,
        names.subList(first, names.size()),
        IntStream.range(first, names.size()).boxed().toList(),
        probabilities,
        false);
  }

  /** Returns one that explains a single class, label or target. */
  static ExplainedOutput of(Task task, List<String> names, boolean probabilities, String name) {
    int index = names.indexOf(name);
    if (index < 0) {
      throw new InputException(
          "explain: there is no "
              + (task == Task.CLASSIFICATION
                  ? "class"
                  : task == Task.MULTI_LABEL ? "label" : "target")
              + " '"
              + name
              + "'; the model predicts "
              + String.join(", ", names));
    }
    return new ExplainedOutput(task, List.of(name), List.of(index), probabilities, false);
  }

  ExplainedOutput withLogOdds() {
    if (task == Task.REGRESSION || !probabilities) {
      throw new InputException(
          "explain: log-odds are of probabilities, but the model predicts "
              + (task == Task.REGRESSION ? "numbers" : "scores, which are none"));
    }
    return new ExplainedOutput(task, names, indices, probabilities, true);
  }

  /** Returns one of these alone. */
  ExplainedOutput only(int k) {
    return new ExplainedOutput(
        task, List.of(names.get(k)), List.of(indices.get(k)), probabilities, logOdds);
  }

  /** Returns how many numbers are explained of a prediction. */
  public int count() {
    return names.size();
  }

  /**
   * Returns what is explained, for axes: {@code p(yes)}, {@code log-odds of yes}, {@code price}.
   */
  public String title(int k) {
    String name = names.get(k);
    return task == Task.REGRESSION
        ? name
        : logOdds ? "log-odds of " + name : (probabilities ? "p(" : "score(") + name + ")";
  }

  /** Returns the number that is explained of a row. */
  double value(Prediction prediction, int row, int k) {
    double value = prediction.values().get(row, indices.get(k));
    if (!logOdds) {
      return value;
    }
    double p = Math.min(Math.max(value, LEAST), 1 - LEAST);
    return StrictMath.log(p / (1 - p));
  }
}
