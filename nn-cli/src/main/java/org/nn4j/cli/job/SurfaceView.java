package org.nn4j.cli.job;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.LabelTarget;
import org.nn4j.core.preprocess.NumericFeature;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaler;
import org.nn4j.report.figure.Range;

/**
 * Which part of the output of a network with two inputs is shown.
 *
 * @param shown the range of both inputs, or empty for one that suits
 * @param steps steps of the grid in each direction, at least 1
 * @param border where the colours meet, or null for what suits
 * @param label the class or label, or null for the second class or the first label
 */
public record SurfaceView(Range shown, int steps, @Nullable Double border, @Nullable String label) {
  /** The half-width of the view in scaled units around the model's centre, if there are no data. */
  private static final double REACH = 2;

  /** Beyond it, distances between points would overflow. */
  private static final double FARTHEST = 1e300;

  private static final int MOST_STEPS = 2000;

  /**
   * Checks the number of steps and the range.
   *
   * @throws InputException if there are no steps or more than 2000, or no values in the range that
   *     can be told apart, or values beyond ±1e300
   */
  public SurfaceView {
    if (steps < 1 || steps > MOST_STEPS) {
      throw new InputException(
          "--steps must be from 1 to "
              + MOST_STEPS
              + ", more than a picture has points, but is "
              + steps);
    }
    if (!shown.equals(Range.EMPTY)
        && !(shown.isWide() && shown.low() >= -FARTHEST && shown.high() <= FARTHEST)) {
      throw new InputException(
          "--range must be LOW,HIGH with HIGH clearly above LOW, both within ±1e300, but is "
              + shown.low()
              + ","
              + shown.high());
    }
  }

  /**
   * Returns the range of an input: as asked for, or that of some rows with half as much on either
   * side, or that for which the model was scaled.
   */
  Range range(NumericFeature input, DoubleStream values) {
    if (!shown.isEmpty()) {
      return shown;
    }
    Range data = Range.of(values);
    if (!data.isWide()) {
      Scaler scaler = input.scaler();
      return new Range(scaler.invert(-REACH), scaler.invert(REACH));
    }
    double beside = data.high() / 2 - data.low() / 2;
    return new Range(
        Math.max(data.low() - beside, -FARTHEST), Math.min(data.high() + beside, FARTHEST));
  }

  /**
   * Returns the column of a prediction that is shown.
   *
   * @throws InputException if the model does not have the class
   */
  int column(Preprocessor preprocessor) {
    Task task = preprocessor.target().task();
    if (label == null) {
      return task == Task.CLASSIFICATION ? 1 : 0;
    }
    if (task == Task.REGRESSION) {
      throw new InputException("--class is for a model that predicts classes or labels");
    }
    int column = preprocessor.labels().indexOf(label);
    if (column < 0) {
      throw new InputException(
          "the model has no "
              + (task == Task.CLASSIFICATION ? "class '" : "label '")
              + label
              + "'; it has "
              + String.join(", ", preprocessor.labels()));
    }
    return column;
  }

  /**
   * Returns where the colours meet: as asked for, where a class is decided for, or in the middle of
   * the targets, of the outputs where there are no targets.
   */
  double threshold(Preprocessor preprocessor, List<Double> targets, Matrix outputs) {
    if (border != null) {
      return border;
    }
    if (preprocessor.target() instanceof ClassTarget classes) {
      return column(preprocessor) == 1 ? classes.threshold() : 1 - classes.threshold();
    }
    if (preprocessor.target() instanceof LabelTarget labels) {
      return labels.thresholds().get(column(preprocessor));
    }
    Range range =
        targets.isEmpty()
            ? Range.of(Arrays.stream(outputs.toRows()).flatMapToDouble(Arrays::stream))
            : Range.of(targets.stream().mapToDouble(Double::doubleValue));
    return range.low() / 2 + range.high() / 2;
  }
}
