package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.History;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingRun;
import org.nn4j.report.chart.HistoryCharts;
import org.nn4j.report.render.TerminalPlot;

/** Draws the losses as they develop, at most five times a second; for a terminal. */
public final class LiveCurves implements TrainingListener {
  private static final long PAUSE = 200_000_000L;
  private static final int WIDTH = 56;
  private static final int NARROWEST = 10;

  /** Columns beside the plot, for the labels of its axis and the names of its curves. */
  private static final int BESIDE = 19;

  private static final int HEIGHT = 10;

  private final Console console;
  private final boolean unicode;
  private final List<EpochResult> epochs = new ArrayList<>();
  private int planned;
  private long shown;

  /**
   * Creates a listener for one run after another.
   *
   * @param unicode whether the terminal shows more than ASCII
   */
  public LiveCurves(Console console, boolean unicode) {
    this.console = console;
    this.unicode = unicode;
  }

  @Override
  public void started(TrainingRun run) {
    epochs.clear();
    epochs.addAll(run.history().epochs());
    planned = run.plan().epochs();
    shown = System.nanoTime() - PAUSE;
  }

  @Override
  public void epochDone(EpochResult result) {
    epochs.add(result);
    long now = System.nanoTime();
    if (now - shown >= PAUSE) {
      shown = now;
      draw();
    }
  }

  @Override
  public void finished(History history) {
    draw();
    console.endProgress();
  }

  private int width() {
    int columns = console.columns();
    return columns == 0 ? WIDTH : Math.max(NARROWEST, Math.min(WIDTH, columns - BESIDE));
  }

  private void draw() {
    if (epochs.isEmpty()) {
      return;
    }
    List<String> lines =
        new ArrayList<>(TerminalPlot.lines(HistoryCharts.loss(epochs), width(), HEIGHT, unicode));
    EpochResult last = epochs.get(epochs.size() - 1);
    List<String> fields = new ArrayList<>(List.of("epoch " + last.epoch() + "/" + planned));
    fields.addAll(TrainProgress.details(last));
    lines.add(console.fitting(fields));
    console.picture(lines);
  }
}
