package org.nn4j.cli.run;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Metric;
import org.nn4j.cli.config.RunSettings;
import org.nn4j.cli.config.Setting;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.HistoryFile;
import org.nn4j.cli.report.Json;
import org.nn4j.cli.report.TrainReport;
import org.nn4j.core.model.AtomicFile;
import org.nn4j.core.model.Model;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.report.page.PageFolder;
import org.nn4j.report.render.Png;
import org.nn4j.report.run.RunPage;
import org.nn4j.report.tensorboard.TensorBoardEvents;
import org.nn4j.report.training.LayerNorms;

/** What a training run leaves beside its model: a report and event files, where they are wanted. */
final class Recording {
  private final Settings settings;
  private final Console console;
  private final LayerNorms norms = new LayerNorms();
  private final @Nullable PageFolder report;
  private final @Nullable TensorBoardEvents events;

  private Recording(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
    this.report = start(RunSettings.REPORT, PageFolder::new);
    this.events = start(RunSettings.TENSORBOARD, folder -> new TensorBoardEvents(folder, norms));
  }

  /** Makes what records in the folder of a setting, if that is given. */
  private <T> @Nullable T start(Setting<Path> setting, Function<Path, T> recorder) {
    Path folder = settings.find(setting);
    return folder == null ? null : settings.using(setting, () -> recorder.apply(folder));
  }

  /**
   * Makes the folders, before training starts.
   *
   * @throws org.nn4j.core.InputException if one cannot be written to
   */
  static Recording start(Settings settings, Console console) {
    return new Recording(settings, console);
  }

  /** Returns all who listen to the training: the caller's listeners and those that record. */
  List<TrainingListener> listeners(TrainingListener... first) {
    List<TrainingListener> listeners = new ArrayList<>(List.of(first));
    if (report != null || events != null) {
      listeners.add(norms);
    }
    if (events != null) {
      listeners.add(events);
    }
    return listeners;
  }

  /**
   * Writes the report, if there is to be one.
   *
   * @param chosenBy what training chose by the validation samples
   * @throws org.nn4j.core.InputException if it cannot be written
   */
  void write(TrainOutcome outcome, Model model, List<Metric> metrics, List<String> chosenBy) {
    if (report != null) {
      report.write(RunPage.of(new RunSummary(outcome, model, metrics, chosenBy).record(norms)));
      AtomicFile.write(
          settings.get(RunSettings.REPORT).resolve(HistoryFile.RUN),
          Json.text(TrainReport.json(outcome)).getBytes(StandardCharsets.UTF_8));
      Png.fault().ifPresent(console::warn);
    }
  }
}
