package org.nn4j.cli.run;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.core.crossval.CrossValidationResult;
import org.nn4j.core.crossval.Fold;
import org.nn4j.core.crossval.Folds;
import org.nn4j.core.data.RowGroups;
import org.nn4j.core.data.Table;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.model.Prediction;

/** What a cross-validation ended with. */
public final class CrossvalOutcome {
  private final FoldedData data;
  private final Experiment first;
  private final CrossValidationResult result;
  private final String kernels;
  private final double seconds;

  /**
   * Makes an outcome.
   *
   * @param first what the first fold's training started from, with an untrained network
   */
  CrossvalOutcome(
      FoldedData data,
      Experiment first,
      CrossValidationResult result,
      String kernels,
      double seconds) {
    this.data = data;
    this.first = first;
    this.result = result;
    this.kernels = kernels;
    this.seconds = seconds;
  }

  /** Returns what the first fold's training started from; its network is untrained. */
  public Experiment first() {
    return first;
  }

  /** Returns the complete settings, with the seed of the first division. */
  public Settings settings() {
    return data.settings();
  }

  /** Returns the folds. */
  public Folds folds() {
    return data.folds();
  }

  /** Returns in words what the folds are. */
  public String division() {
    return data.describe();
  }

  /** Returns the scores and predictions. */
  public CrossValidationResult result() {
    return result;
  }

  /** Returns the kernels' name. */
  public String kernels() {
    return kernels;
  }

  /** Returns how long it took. */
  public double seconds() {
    return seconds;
  }

  /** Returns the decisions about all rows, of all divisions; null where numbers are predicted. */
  public @Nullable ConfusionMatrix confusion() {
    RowGroups classes = data.classes();
    if (classes == null) {
      return null;
    }
    int[] actual = new int[classes.rows() * result.predictions().size()];
    int[] predicted = new int[actual.length];
    int next = 0;
    for (Prediction prediction : result.predictions()) {
      for (int row = 0; row < classes.rows(); row++) {
        actual[next] = classes.groupOf(row);
        predicted[next++] = Predictions.decide(prediction.values(), row, prediction.threshold());
      }
    }
    return ConfusionMatrix.of(actual, predicted, classes.labels().size())
        .withLabels(classes.labels());
  }

  /**
   * Returns what was predicted for every row by the model that had not learnt from it: the row's
   * number in the file from 1, division, fold, what is right, then the prediction.
   */
  public PredictedRows predictions() {
    Table table = data.data().table();
    List<String> targets = settings().get(TrainSettings.TARGET);
    List<String> columns = new ArrayList<>(List.of("row", "repeat", "fold"));
    targets.forEach(target -> columns.add(targets.size() == 1 ? "actual" : "actual_" + target));
    List<List<Object>> rows = new ArrayList<>();
    for (int repeat = 1; repeat <= folds().repeats(); repeat++) {
      PredictedRows predicted = PredictedRows.of(result.predictions().get(repeat - 1));
      if (repeat == 1) {
        columns.addAll(predicted.columns());
      }
      int[] foldOf = foldOf(repeat);
      for (int row = 0; row < table.rows(); row++) {
        List<Object> line = new ArrayList<>(List.of(row + 1, repeat, foldOf[row]));
        for (String target : targets) {
          line.add(table.column(target).text(row));
        }
        line.addAll(predicted.rows().get(row));
        rows.add(line);
      }
    }
    return new PredictedRows(columns, rows);
  }

  private int[] foldOf(int repeat) {
    int[] foldOf = new int[folds().rows()];
    for (Fold fold : folds().all()) {
      if (fold.repeat() == repeat) {
        IntStream.of(fold.held()).forEach(row -> foldOf[row] = fold.number());
      }
    }
    return foldOf;
  }
}
