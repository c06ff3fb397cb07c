package org.nn4j.cli.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.nn4j.core.FuzzTarget;
import org.nn4j.core.training.EpochResult;
import org.nn4j.report.chart.HistoryCharts;

/** Documents of runs, and the curves drawn of them. */
final class HistoryFileFuzzTest implements FuzzTarget {
  private static final long CONSTANT = 1 << 20;

  @Override
  public void read(byte[] input) throws IOException {
    Path file = FuzzTarget.file("run.json", input);
    FuzzTarget.check(
        input.length,
        CONSTANT,
        () -> {
          List<EpochResult> epochs = HistoryFile.read(file);
          HistoryCharts.all(epochs);
        });
  }
}
