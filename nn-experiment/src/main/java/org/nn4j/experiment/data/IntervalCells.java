package org.nn4j.experiment.data;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Precision;
import org.nn4j.api.Task;
import org.nn4j.core.InputException;
import org.nn4j.core.model.Conformal;
import org.nn4j.core.model.Interval;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.preprocess.Preprocessor;

/** The columns that intervals and sets of classes have beside predictions. */
final class IntervalCells {
  private static final String LOWER = "lower";
  private static final String UPPER = "upper";

  private IntervalCells() {}

  /**
   * Names the columns.
   *
   * @throws InputException if the model has no intervals of the level
   */
  static List<String> columns(Model model, Preprocessor preprocessor, double level) {
    Task task = preprocessor.target().task();
    if (task == Task.MULTI_LABEL) {
      throw new InputException(
          "there are intervals of numbers and sets of classes, but none of labels that do not"
              + " exclude one another");
    }
    Conformal conformal = model.requireConformal();
    conformal.margin(level, 0); // are there rows enough?
    if (task == Task.CLASSIFICATION) {
      return List.of("set");
    }
    List<String> targets = preprocessor.target().columns();
    List<String> columns = new ArrayList<>();
    for (String target : targets) {
      String of = targets.size() == 1 ? "" : "_" + target;
      columns.add(LOWER + of);
      columns.add(UPPER + of);
    }
    return columns;
  }

  /** Adds the cells to the rows of a prediction. */
  static void add(Prediction prediction, double level, List<List<Object>> rows) {
    if (prediction.task() == Task.CLASSIFICATION) {
      List<List<String>> sets = prediction.sets(level);
      for (int r = 0; r < rows.size(); r++) {
        rows.get(r).add(String.join("|", sets.get(r)));
      }
      return;
    }
    List<List<Interval>> intervals =
        prediction.quantiles().isEmpty() && prediction.names().size() > 1
            ? prediction.names().stream().map(name -> prediction.intervals(level, name)).toList()
            : List.of(prediction.intervals(level));
    Precision precision = prediction.values().precision();
    for (List<Interval> ofTarget : intervals) {
      for (int r = 0; r < rows.size(); r++) {
        rows.get(r).add(PredictedRows.number(ofTarget.get(r).lower(), precision));
        rows.get(r).add(PredictedRows.number(ofTarget.get(r).upper(), precision));
      }
    }
  }
}
