package org.nn4j.cli.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.report.chart.HistoryCharts;
import org.nn4j.report.page.Page;
import org.nn4j.report.page.PageFolder;
import org.nn4j.report.page.Section;

/** The report of a training run. */
final class RunReport {
  private RunReport() {}

  static Optional<PageFolder> folder(Settings settings) {
    Path folder = settings.find(TrainSettings.REPORT);
    return folder == null
        ? Optional.empty()
        : Optional.of(settings.using(TrainSettings.REPORT, () -> new PageFolder(folder)));
  }

  static Page page(TrainOutcome outcome) {
    return new Page(
        "Report",
        "",
        List.of(),
        List.of(
            new Section(
                "training", "Training", HistoryCharts.all(outcome.history().epochs()), List.of())));
  }
}
