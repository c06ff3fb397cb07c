package org.nn4j.core.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.metric.QuantileValues;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.NearNames;

/**
 * What a model says about one sample: a class with the probabilities of all, the labels that apply,
 * or numbers in the units of the data. The numbers and decisions are those of a row of a {@link
 * Prediction}, bit for bit.
 *
 * <p>Immutable.
 */
public final class SamplePrediction {
  private final Kind kind;
  private final double[] values;
  private final double @Nullable [] deviations;
  private final int decided;

  /**
   * What all predictions of a model have in common.
   *
   * @param names what the values stand for
   * @param thresholds see {@link org.nn4j.core.preprocess.TargetEncoder#thresholds}
   * @param hasProbabilities whether values of classes or labels are probabilities
   * @param precision that of the network
   * @param quantiles the level of each value, where they are quantiles of one target; else empty
   * @param conformal what intervals and sets are made with, or null
   */
  record Kind(
      Task task,
      List<String> names,
      List<Double> thresholds,
      boolean hasProbabilities,
      Precision precision,
      List<Double> quantiles,
      @Nullable Conformal conformal) {}

  /**
   * Creates a prediction.
   *
   * @param values one a name; kept by reference
   * @param deviations the standard deviation of each value, kept by reference; null for none
   * @param decided the index of the class that is decided for, {@link Predictions#UNDECIDED} where
   *     there is none
   */
  SamplePrediction(Kind kind, double[] values, double @Nullable [] deviations, int decided) {
    this.kind = kind;
    this.values = values;
    this.deviations = deviations;
    this.decided = decided;
  }

  /** Returns what is predicted. */
  public Task task() {
    return kind.task;
  }

  /** Returns what the values stand for: the label of a class, a label, or a target's column. */
  public List<String> names() {
    return kind.names;
  }

  /**
   * Returns whether the values of classes or labels are probabilities; else they are scores, which
   * may be below 0 and above 1, as of a model that was trained with a hinge loss.
   */
  public boolean hasProbabilities() {
    return kind.hasProbabilities;
  }

  /**
   * Returns the probability of a class or label.
   *
   * @param name one of the {@link #names}
   * @throws InputException if it is none of them
   * @throws IllegalStateException if the model predicts numbers, or scores that are no
   *     probabilities; see {@link #hasProbabilities}
   */
  public double probability(String name) {
    if (!kind.hasProbabilities) {
      throw new IllegalStateException(
          "the model predicts "
              + (kind.task == Task.REGRESSION
                  ? "numbers (" + String.join(", ", kind.names) + ")"
                  : "scores that are no probabilities, as its loss compares none")
              + ": see value(name)");
    }
    return value(name);
  }

  /**
   * Returns the label of the class that is decided for: the most probable one, or of two classes
   * the second if it is above the model's threshold; an empty text where a probability is NaN.
   *
   * @throws IllegalStateException if classes are not what is predicted
   */
  public String label() {
    if (kind.task != Task.CLASSIFICATION) {
      throw new IllegalStateException(
          kind.task == Task.REGRESSION
              ? "the model predicts numbers (" + String.join(", ", kind.names) + "): see value()"
              : "the model predicts any number of labels for a sample: see labels()");
    }
    return decided == Predictions.UNDECIDED ? "" : kind.names.get(decided);
  }

  /**
   * Returns the labels that are decided for, in the order of the names: those whose values are
   * above the model's thresholds.
   *
   * @throws IllegalStateException if labels that do not exclude one another are not what is
   *     predicted
   */
  public List<String> labels() {
    if (kind.task != Task.MULTI_LABEL) {
      throw new IllegalStateException(
          "the model predicts "
              + (kind.task == Task.REGRESSION
                  ? "numbers (" + String.join(", ", kind.names) + "): see value()"
                  : "one label of a sample: see label()"));
    }
    return IntStream.range(0, values.length)
        .filter(this::applies)
        .mapToObj(kind.names::get)
        .toList();
  }

  private boolean applies(int label) {
    List<Double> thresholds = kind.thresholds;
    return values[label] > thresholds.get(thresholds.size() == 1 ? 0 : label);
  }

  /**
   * Returns the predicted number of a regression, in the units of the data; of quantiles that
   * nearest to the median.
   *
   * @throws IllegalStateException unless one number is predicted
   */
  public double value() {
    if (!kind.quantiles.isEmpty()) {
      return values[QuantileValues.nearestToMedian(kind.quantiles)];
    }
    if (kind.task != Task.REGRESSION || values.length != 1) {
      throw new IllegalStateException(
          "the model predicts "
              + (kind.task == Task.REGRESSION ? "several numbers (" : "classes or labels (")
              + String.join(", ", kind.names)
              + "): see value(name) and values()");
    }
    return values[0];
  }

  /**
   * Returns the probability of a class or label, another score where the model gives none, or the
   * number that is predicted for a target's column.
   *
   * @param name one of the {@link #names}
   * @throws InputException if it is none of them
   */
  public double value(String name) {
    return values[index(name)];
  }

  private int index(String name) {
    int index = kind.names.indexOf(name);
    if (index < 0) {
      throw new InputException(
          "the model predicts no "
              + Names.quote(name)
              + NearNames.suggestion(name, kind.names)
              + " It predicts "
              + String.join(", ", kind.names)
              + ".");
    }
    return index;
  }

  /**
   * Returns the standard deviation of the predicted number, in the units of the data.
   *
   * @throws IllegalStateException unless one number is predicted, by a model that was trained with
   *     a loss over densities, such as {@code gaussian_nll}
   */
  public double deviation() {
    value();
    return deviations()[0];
  }

  /**
   * Returns the standard deviation of the number that is predicted for a target's column.
   *
   * @param name one of the {@link #names}
   * @throws InputException if it is none of them
   * @throws IllegalStateException if the model predicts no deviations
   */
  public double deviation(String name) {
    return deviations()[index(name)];
  }

  private double[] deviations() {
    if (deviations == null) {
      throw new IllegalStateException(
          "the model predicts no standard deviations; train it with the loss gaussian_nll or"
              + " mixture_density");
    }
    return deviations;
  }

  /**
   * Returns an interval that holds the true number with a probability of at least a level, on the
   * average over samples, see {@link Conformal}.
   *
   * @param level such as 0.9
   * @throws IllegalStateException unless one number is predicted
   * @throws InputException if the model was trained without rows held out for that, or too few
   */
  public Interval interval(double level) {
    double point = value();
    double margin = Model.requireConformal(kind.conformal).margin(level, 0);
    return Conformal.interval(
        deviations == null ? margin : margin * deviations[0],
        values[0],
        point,
        values[values.length - 1]);
  }

  /**
   * Returns the classes among which the true one is with a probability of at least a level, on the
   * average over samples, see {@link Conformal}; the class that is decided for is always one.
   *
   * @param level such as 0.9
   * @throws IllegalStateException unless classes are predicted
   * @throws InputException if the model was trained without rows held out for that, or too few
   */
  public List<String> set(double level) {
    if (kind.task != Task.CLASSIFICATION) {
      throw new IllegalStateException("the model predicts no classes: see interval(level)");
    }
    double margin = Model.requireConformal(kind.conformal).margin(level, 0);
    return IntStream.range(0, values.length)
        .filter(k -> k == decided || 1 - values[k] <= margin)
        .mapToObj(kind.names::get)
        .toList();
  }

  /** Returns the values by name, in the order of the names. */
  public Map<String, Double> values() {
    Map<String, Double> byName = new LinkedHashMap<>();
    for (int k = 0; k < values.length; k++) {
      byName.put(kind.names.get(k), values[k]);
    }
    return Collections.unmodifiableMap(byName);
  }

  /** Returns a copy of the values in the order of the names. */
  public double[] toArray() {
    return values.clone();
  }

  /**
   * Returns the decision and the values with the digits of the network's precision, such as {@code
   * versicolor (setosa 0.0013, versicolor 0.974, virginica 0.0246)}.
   */
  @Override
  public String toString() {
    String each =
        IntStream.range(0, values.length)
            .mapToObj(
                k ->
                    (kind.names.get(k) + " " + text(values[k]))
                        + (deviations == null ? "" : " ± " + text(deviations[k])))
            .collect(Collectors.joining(", "));
    return switch (kind.task) {
      case CLASSIFICATION -> label() + " (" + each + ")";
      case MULTI_LABEL -> labels() + " (" + each + ")";
      case REGRESSION -> each;
    };
  }

  private String text(double value) {
    return kind.precision == Precision.FLOAT32
        ? Float.toString((float) value)
        : Double.toString(value);
  }
}
