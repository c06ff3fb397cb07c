package org.nn4j.experiment.crossval;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TargetKind;
import org.nn4j.api.Task;
import org.nn4j.core.crossval.CrossValidationResult;
import org.nn4j.core.data.Column;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.split.Fold;
import org.nn4j.core.data.split.Folds;
import org.nn4j.core.data.split.RowGroups;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.metric.ConfusionMatrix;
import org.nn4j.core.metric.LabelConfusion;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.model.Prediction;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.preprocess.LabelTarget;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.data.PredictedRows;
import org.nn4j.experiment.training.PreparedExperiment;

/** What a cross-validation ended with. */
public final class CrossValidationOutcome {
  private final FoldedData data;
  private final PreparedExperiment first;
  private final CrossValidationResult result;
  private final Provenance provenance;
  private final double seconds;

  /**
   * Creates an outcome.
   *
   * @param first what the first fold's training started from, with an untrained network
   * @param provenance where the numbers come from
   */
  CrossValidationOutcome(
      FoldedData data,
      PreparedExperiment first,
      CrossValidationResult result,
      Provenance provenance,
      double seconds) {
    this.data = data;
    this.first = first;
    this.result = result;
    this.provenance = provenance;
    this.seconds = seconds;
  }

  /** Returns what the first fold's training started from; its network is untrained. */
  public PreparedExperiment first() {
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

  /** Returns where the numbers come from: versions, data, settings. */
  public Provenance provenance() {
    return provenance;
  }

  /** Returns the kernels' name. */
  public String kernels() {
    return provenance.entries().getOrDefault("kernels", "");
  }

  /** Returns the SHA-256 of which rows each fold holds out: equal folds of equal data have it. */
  public String foldsSha256() {
    MessageDigest digest = Sha256.digest();
    for (Fold fold : folds().all()) {
      String rows = fold.repeat() + "." + fold.number() + Arrays.toString(fold.held());
      digest.update(rows.getBytes(StandardCharsets.UTF_8));
    }
    return Sha256.text(digest);
  }

  /** Returns how long it took. */
  public double seconds() {
    return seconds;
  }

  /** Returns the decisions about all rows, of all divisions; null unless classes are predicted. */
  public @Nullable ConfusionMatrix confusion() {
    RowGroups classes = data.classes();
    if (classes == null || first.task() != Task.CLASSIFICATION) {
      return null;
    }
    List<String> labels = result.predictions().get(0).names();
    int[] order = classes.labels().stream().mapToInt(labels::indexOf).toArray();
    int[] actual = new int[classes.rows() * result.predictions().size()];
    int[] predicted = new int[actual.length];
    int next = 0;
    for (Prediction prediction : result.predictions()) {
      for (int row = 0; row < classes.rows(); row++) {
        actual[next] = order[classes.groupOf(row)];
        predicted[next++] = Predictions.argmax(prediction.decisions(), row);
      }
    }
    return ConfusionMatrix.of(actual, predicted, labels.size()).withLabels(labels);
  }

  /** Returns the decisions about all rows, of all divisions; null unless labels are predicted. */
  public @Nullable LabelConfusion labels() {
    if (!(first.preprocessor().target() instanceof LabelTarget target)) {
      return null;
    }
    Table table = data.data().table();
    Matrix actual =
        target.encode(table, table.everyRow(), TargetKind.PROBABILITY, Precision.FLOAT32);
    List<Prediction> predictions = result.predictions();
    int rows = table.rows();
    Matrix predicted =
        Matrix.zeros(Precision.FLOAT32, rows * predictions.size(), target.labels().size());
    Matrix expected = Matrix.zeros(Precision.FLOAT32, predicted.rows(), predicted.columns());
    for (int repeat = 0; repeat < predictions.size(); repeat++) {
      int from = repeat * rows;
      predicted.rows(from, from + rows).copyFrom(predictions.get(repeat).decisions());
      expected.rows(from, from + rows).copyFrom(actual);
    }
    return LabelConfusion.of(predicted, expected, null).withLabels(target.labels());
  }

  /**
   * Returns what was predicted for every row by the model that had not learnt from it: the row's
   * number in the file from 1, division, fold, what is right, then the prediction.
   */
  public PredictedRows predictions() {
    List<String> targets = settings().get(DataSettings.TARGET);
    List<String> columns = new ArrayList<>(List.of("row", "repeat", "fold"));
    targets.forEach(target -> columns.add(targets.size() == 1 ? "actual" : "actual_" + target));
    Prediction first = result.predictions().get(0);
    columns.addAll(first.columns());
    return new PredictedRows(
        columns,
        (long) folds().rows() * folds().repeats(),
        action -> {
          for (int repeat = 1; repeat <= folds().repeats(); repeat++) {
            forEachRow(repeat, targets, action);
          }
        });
  }

  private void forEachRow(int repeat, List<String> targets, Consumer<List<Object>> action) {
    Table table = data.data().table();
    List<List<Object>> predicted = result.predictions().get(repeat - 1).cells();
    int[] foldOf = foldOf(repeat);
    for (int row = 0; row < table.rows(); row++) {
      List<Object> line =
          new ArrayList<>(List.of(data.rowInFile().applyAsInt(row), repeat, foldOf[row]));
      for (String target : targets) {
        Column column = table.column(target);
        line.add(column.missing(row) ? "" : column.text(row)); // a row may have no label
      }
      line.addAll(predicted.get(row));
      action.accept(line);
    }
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
