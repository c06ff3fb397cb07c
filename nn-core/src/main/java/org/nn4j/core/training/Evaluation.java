package org.nn4j.core.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.LabelConfusion;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.metric.QuantileValues;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.text.Words;

/**
 * A network's predictions for a data set beside what they should have been.
 *
 * @param loss the mean loss, without penalties
 * @param scores what the outputs mean, N×K: for classification probabilities, or scores above 0.5
 *     for what is decided for; see {@link Evaluator#scores}
 * @param classes class indices N×1 the targets stand for
 * @param values outputs decoded to the units of the data, N×K; of several quantiles of one target
 *     the one nearest to the median, N×1
 * @param targets targets decoded to the units of the data
 * @param weights N×1 sample weights, or null
 * @param thresholds the score above which is decided for class 1, of two classes, or for each
 *     label, a single one standing for all; {@link Predictions#EVEN} unless another was set
 * @param hasProbabilities whether the scores are probabilities
 * @param names what classes or labels are called, in their order; empty where nobody named them or
 *     numbers are predicted
 * @param quantiles predicted quantiles, or null where none are predicted
 * @param deviations predicted standard deviations of the values, of their shape and in their units,
 *     or null where none are predicted
 */
public record Evaluation(
    double loss,
    Matrix scores,
    Matrix classes,
    Matrix values,
    Matrix targets,
    @Nullable Matrix weights,
    List<Double> thresholds,
    boolean hasProbabilities,
    List<String> names,
    @Nullable QuantileValues quantiles,
    @Nullable Matrix deviations) {

  /** Copies the lists. */
  public Evaluation {
    thresholds = List.copyOf(thresholds);
    names = List.copyOf(names);
  }

  /** Creates an evaluation of outputs that are neither quantiles nor densities. */
  public Evaluation(
      double loss,
      Matrix scores,
      Matrix classes,
      Matrix values,
      Matrix targets,
      @Nullable Matrix weights,
      List<Double> thresholds,
      boolean hasProbabilities,
      List<String> names) {
    this(
        loss,
        scores,
        classes,
        values,
        targets,
        weights,
        thresholds,
        hasProbabilities,
        names,
        null,
        null);
  }

  /** Returns a copy that decides otherwise. */
  public Evaluation withThresholds(List<Double> changed) {
    return new Evaluation(
        loss,
        scores,
        classes,
        values,
        targets,
        weights,
        changed,
        hasProbabilities,
        names,
        quantiles,
        deviations);
  }

  /** Returns a copy whose classes or labels have names. */
  public Evaluation withNames(List<String> changed) {
    return new Evaluation(
        loss,
        scores,
        classes,
        values,
        targets,
        weights,
        thresholds,
        hasProbabilities,
        changed,
        quantiles,
        deviations);
  }

  /**
   * Returns scores that stand for the decisions about classes: {@link #scores()} themselves, or 1
   * and 0 where a threshold was set.
   */
  public Matrix decisions() {
    return Predictions.decisions(scores, thresholds.get(0));
  }

  /**
   * Counts the decisions about classes, which the thresholds have a say in. The classes are called
   * by their {@link #names}, or their numbers where they have none.
   *
   * @throws IllegalArgumentException if the targets are no classes
   */
  public ConfusionMatrix confusion() {
    ConfusionMatrix counts = ConfusionMatrix.of(decisions(), classes, weights);
    return names.isEmpty() ? counts : counts.withLabels(names);
  }

  /**
   * Counts the decisions about labels that do not exclude one another, called as classes are in
   * {@link #confusion}.
   *
   * @throws IllegalArgumentException if the targets are no labels
   */
  public LabelConfusion labelConfusion() {
    LabelConfusion counts = LabelConfusion.of(labelDecisions(), labels(), weights);
    return names.isEmpty() ? counts : counts.withLabels(names);
  }

  /** Returns scores that stand for the decisions about labels, as {@link #decisions} does. */
  public Matrix labelDecisions() {
    return Predictions.labelDecisions(scores, thresholds);
  }

  /** Returns 1 where a target is above 0.5, and else 0: the labels, N×K, that targets stand for. */
  public Matrix labels() {
    Matrix labels = Matrix.zeros(targets.precision(), targets.rows(), targets.columns());
    for (int r = 0; r < targets.rows(); r++) {
      for (int k = 0; k < targets.columns(); k++) {
        labels.set(r, k, targets.get(r, k) > 0.5 ? 1 : 0);
      }
    }
    return labels;
  }

  /**
   * Computes a metric, depending on its task: from classes or labels and scores, or decisions where
   * it looks at nothing else; or from values and targets.
   *
   * @return the value; NaN where it is {@link #undefined} or a prediction is NaN
   */
  public double metric(Metric metric) {
    if (metric.readsProbabilities() && !hasProbabilities) {
      return Double.NaN;
    }
    if (QuantileValues.lacking(quantiles, metric.quantiles()).isPresent()) {
      return Double.NaN;
    }
    boolean decisive = metric.readsDecisions();
    return switch (metric.task()) {
      case CLASSIFICATION -> metric.value(decisive ? decisions() : scores, classes, weights);
      case MULTI_LABEL -> metric.value(decisive ? labelDecisions() : scores, labels(), weights);
      case REGRESSION -> metric.value(numbers(metric), targets, weights);
    };
  }

  /** Returns the numbers that a metric of a regression reads: the values, or some quantiles. */
  private Matrix numbers(Metric metric) {
    return metric.quantiles().isEmpty() || quantiles == null
        ? values
        : quantiles.columns(metric.quantiles());
  }

  /**
   * Computes a metric that is given by an expression, such as {@code accuracy} or {@code
   * top_k(k=3)}, of those on the class or module path.
   *
   * @return as {@link #metric(Metric)}
   * @throws org.nn4j.core.InputException if there is none, or its arguments are wrong
   */
  public double metric(String expression) {
    return metric(Catalog.standard().create(Metric.class, expression));
  }

  /** Returns why these samples leave a metric undefined, whatever is predicted; nothing if not. */
  public Optional<String> undefined(Metric metric) {
    if (weights != null && weightless(weights)) {
      return Optional.of("all weights are 0");
    }
    if (metric.readsProbabilities() && !hasProbabilities) {
      return Optional.of("the model gives scores, which are not probabilities");
    }
    Optional<String> lacking = QuantileValues.lacking(quantiles, metric.quantiles());
    if (lacking.isPresent()) {
      return lacking;
    }
    return switch (metric.task()) {
      case CLASSIFICATION -> metric.undefined(classes, weights);
      case MULTI_LABEL -> metric.undefined(labels(), weights);
      case REGRESSION -> metric.undefined(targets, weights);
    };
  }

  private static boolean weightless(Matrix weights) {
    for (int r = 0; r < weights.rows(); r++) {
      if (weights.get(r, 0) != 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the share of rows whose target is at most a predicted quantile, by the quantile's
   * level: where the quantiles are right, it is near the level. Empty where no quantiles of one
   * target are predicted.
   */
  public Map<Double, Double> quantileCoverage() {
    return quantiles == null ? Map.of() : quantiles.shares(targets, weights);
  }

  /** Computes metrics by name, in order; of several with one name by expression but the first. */
  public Map<String, Double> metrics(List<Metric> metrics) {
    Map<String, Double> values = new LinkedHashMap<>();
    MetricValues.named(metrics).forEach((name, metric) -> values.put(name, metric(metric)));
    return values;
  }

  /** Computes metrics and the loss, with the reasons where they are undefined. */
  public MetricValues judge(List<Metric> metrics) {
    return MetricValues.of(this, metrics);
  }

  /** Returns loss and number of samples, such as {@code loss 0.03910 on 30 samples}. */
  @Override
  public String toString() {
    return "loss " + Words.number(loss) + " on " + Words.count(scores.rows(), "sample");
  }
}
