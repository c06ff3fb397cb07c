package org.nn4j.cli.job;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Metric;
import org.nn4j.api.Parameters;
import org.nn4j.api.Task;
import org.nn4j.core.metric.Predictions;

/**
 * Computes a metric of two classes with the first as the positive one: the wrapped metric gets the
 * classes in the other order, and the same decisions.
 */
record PositiveFirst(Metric metric) implements Metric {

  @Override
  public String name() {
    return metric.name();
  }

  @Override
  public String description() {
    return metric.description();
  }

  @Override
  public Parameters parameters() {
    return metric.parameters();
  }

  @Override
  public Metric with(Parameters changes) {
    return new PositiveFirst(metric.with(changes));
  }

  @Override
  public Task task() {
    return metric.task();
  }

  @Override
  public boolean higherIsBetter() {
    return metric.higherIsBetter();
  }

  @Override
  public boolean readsDecisions() {
    return metric.readsDecisions();
  }

  @Override
  public boolean readsProbabilities() {
    return metric.readsProbabilities();
  }

  @Override
  public Optional<String> undefined(Matrix target, @Nullable Matrix weights) {
    return metric.undefined(swappedClasses(target), weights);
  }

  @Override
  public double value(Matrix output, Matrix target, @Nullable Matrix weights) {
    return metric.value(swapped(output), swappedClasses(target), weights);
  }

  private static Matrix swappedClasses(Matrix target) {
    Matrix classes = Matrix.zeros(target.precision(), target.rows(), 1);
    for (int r = 0; r < target.rows(); r++) {
      classes.set(r, 0, 1 - target.get(r, 0));
    }
    return classes;
  }

  /**
   * Decisions are read before the swap: with equal scores the model decides for its first class.
   */
  private Matrix swapped(Matrix output) {
    Matrix swapped = Matrix.zeros(output.precision(), output.rows(), 2);
    for (int r = 0; r < output.rows(); r++) {
      int decided = Predictions.argmax(output, r);
      boolean decides = metric.readsDecisions() && decided != Predictions.UNDECIDED;
      for (int label = 0; label < 2; label++) {
        double score = decided == label ? 1 : 0;
        swapped.set(r, 1 - label, decides ? score : Predictions.score(output, r, label));
      }
    }
    return swapped;
  }
}
