package org.nn4j.core.training;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Matrix;

/** The epochs of a run as part of its state: one row per epoch, one column per number. */
record HistoryState(History history) implements Stateful {
  private static final String EPOCHS = "training.history";
  private static final String METRICS = "training.history_metrics";
  private static final String SEPARATOR = "\n";
  private static final int FIXED = 7;

  @Override
  public void save(TrainingState state) {
    List<EpochResult> epochs = history.epochs();
    if (epochs.isEmpty()) {
      return;
    }
    state.put(METRICS, String.join(SEPARATOR, history.last().metrics().keySet()));
    state.put(EPOCHS, Matrix.of(epochs.stream().map(HistoryState::row).toArray(double[][]::new)));
  }

  private static double[] row(EpochResult epoch) {
    double[] row = new double[FIXED + epoch.metrics().size()];
    row[0] = epoch.epoch();
    row[1] = epoch.steps();
    row[2] = epoch.loss();
    row[3] = epoch.validationLoss();
    row[4] = epoch.rate();
    row[5] = epoch.seconds();
    row[6] = epoch.samplesPerSecond();
    int column = FIXED;
    for (double metric : epoch.metrics().values()) {
      row[column++] = metric;
    }
    return row;
  }

  @Override
  public void restore(TrainingState state) {
    if (!state.has(EPOCHS)) {
      return;
    }
    List<String> names = new ArrayList<>(List.of(state.text(METRICS).split(SEPARATOR)));
    names.remove("");
    for (double[] row : state.rows(EPOCHS, FIXED + names.size())) {
      history.add(epoch(row, names));
    }
  }

  private static EpochResult epoch(double[] row, List<String> names) {
    Map<String, Double> metrics = new LinkedHashMap<>();
    for (int i = 0; i < names.size(); i++) {
      metrics.put(names.get(i), row[FIXED + i]);
    }
    return new EpochResult(
        (int) row[0], (long) row[1], row[2], row[3], metrics, row[4], row[5], row[6]);
  }
}
