package org.nn4j.core.preprocess;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.data.NumericColumn;
import org.nn4j.core.data.Table;
import org.nn4j.core.log.Logs;
import org.nn4j.core.text.Spelling;
import org.slf4j.Logger;

/**
 * How much each sample counts in training, fitted on the training rows. Only their proportions
 * matter: training divides them by their mean, {@link org.nn4j.core.data.Dataset#meanWeight}.
 */
public final class SampleWeights {
  private static final Logger LOG = Logs.of(SampleWeights.class);

  private final @Nullable String column;
  private final @Nullable ClassTarget target;
  private final double[] classWeights;
  private final boolean part;

  private SampleWeights(
      @Nullable String column, @Nullable ClassTarget target, double[] classWeights, boolean part) {
    this.column = column;
    this.target = target;
    this.classWeights = classWeights;
    this.part = part;
  }

  /**
   * Returns weights that were fitted elsewhere, for a part of the training rows, all of which may
   * have the weight 0.
   *
   * @param column the column of weights, or null
   * @param target what is predicted
   * @param classWeights what {@link #classWeights} returned there
   */
  public static SampleWeights ofPart(
      @Nullable String column, TargetEncoder target, double... classWeights) {
    boolean classes = classWeights.length > 0;
    return new SampleWeights(
        column, classes ? (ClassTarget) target : null, classWeights.clone(), true);
  }

  /**
   * Fits the class weights on the training rows.
   *
   * @throws InputException if class weights are asked for without classes, or for a label that is
   *     none of them
   */
  public static SampleWeights fit(
      Table table, int[] rows, TargetEncoder target, WeightOptions options) {
    if (!options.balanced() && options.classes().isEmpty()) {
      return new SampleWeights(options.column(), null, new double[0], false);
    }
    if (!(target instanceof ClassTarget classes)) {
      throw new InputException(
          target.task() == Task.REGRESSION
              ? "class weights suit classification, but the task is regression"
              : "class weights weigh whole samples, each of one class; samples with several labels"
                  + " have none. Give a column of sample weights, or choose the thresholds for"
                  + " label_f1");
    }
    double[] weights =
        options.balanced()
            ? balanced(classes.indices(table, rows), classes.labels().size())
            : given(classes, options);
    return new SampleWeights(options.column(), classes, weights, false);
  }

  private static double[] balanced(int[] indices, int classes) {
    double[] weights = new double[classes];
    for (int index : indices) {
      weights[index]++;
    }
    for (int k = 0; k < classes; k++) {
      weights[k] = indices.length / (classes * weights[k]);
    }
    return weights;
  }

  private static double[] given(ClassTarget target, WeightOptions options) {
    double[] weights = new double[target.labels().size()];
    Arrays.fill(weights, 1);
    options
        .classes()
        .forEach(
            (label, weight) -> {
              weights[target.labels().indexOf(meant(label, target))] = weight;
            });
    return weights;
  }

  /** Returns the class that is meant by a label, which may be written otherwise. */
  private static String meant(String label, ClassTarget target) {
    String same = Spelling.match(label, target.labels());
    String meant = same == null ? Spelling.sameNumber(label, target.labels()) : same;
    if (meant == null) {
      throw new InputException(
          "a weight is given to class '"
              + Spelling.visible(label)
              + "', which is none of the classes "
              + Labels.list(target.labels()));
    }
    if (!meant.equals(label)) {
      LOG.warn("the weight of class '{}' is that of '{}'", label, meant);
    }
    return meant;
  }

  /** Returns the weight of each class by index; empty if classes have none. */
  public double[] classWeights() {
    return classWeights.clone();
  }

  /**
   * Computes the weights of some rows.
   *
   * @return N×1 of float64, in which proportions stay whatever unit a column has; null if every
   *     sample counts 1
   * @throws InputException if a weight is missing or negative, or all are 0
   */
  public @Nullable Matrix encode(Table table, int[] rows) {
    if (column == null && target == null) {
      return null;
    }
    double[] weights = column == null ? null : fromColumn(table, rows, column);
    int[] indices = target == null ? null : target.indices(table, rows);
    Matrix result = Matrix.zeros(Precision.FLOAT64, rows.length, 1);
    double sum = 0;
    for (int i = 0; i < rows.length; i++) {
      double weight = weights == null ? 1 : weights[i];
      result.set(i, 0, indices == null ? weight : weight * classWeights[indices[i]]);
      sum += result.get(i, 0);
    }
    if (!part && !(sum > 0 && sum <= Double.MAX_VALUE)) {
      throw table.fault(
          "the sample weights of "
              + rows.length
              + " rows must have a sum above 0 but it is "
              + sum);
    }
    return result;
  }

  private static double[] fromColumn(Table table, int[] rows, String name) {
    NumericColumn column = NumericColumns.column(table, name);
    double[] weights = NumericColumns.all(table, rows, column, "sample weight");
    for (int i = 0; i < rows.length; i++) {
      if (weights[i] < 0) {
        throw table.fault(
            rows[i],
            column,
            "the sample weight " + column.text(rows[i]) + " in column '" + name + "' is negative");
      }
    }
    return weights;
  }
}
