package org.nn4j.cli.job;

import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.HistoryFile;
import org.nn4j.cli.report.TrainOutcome;
import org.nn4j.cli.report.TrainReport;
import org.nn4j.core.InputException;
import org.nn4j.core.NnException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.document.Json;
import org.nn4j.experiment.training.Training;
import org.nn4j.report.page.PageFolder;
import org.nn4j.report.render.Png;
import org.nn4j.report.run.RunPage;
import org.nn4j.report.tensorboard.TensorBoardEvents;
import org.nn4j.report.training.LayerNorms;

/**
 * What a training run writes besides its model: a report and event files, if the user wants them.
 */
final class Recording {
  private static final String GOES_ON = "; this is left out from here on";

  private final Settings settings;
  private final Console console;
  private final LayerNorms norms = new LayerNorms();
  private final List<String> unwritten = new ArrayList<>();
  private final @Nullable PageFolder report;
  private final @Nullable TensorBoardEvents events;

  private Recording(Settings settings, Console console) {
    this.settings = settings;
    this.console = console;
    this.report = start(RunSettings.REPORT, PageFolder::new);
    this.events = start(RunSettings.TENSORBOARD, folder -> new TensorBoardEvents(folder, norms));
  }

  /** Creates a recorder in the folder of a setting, if that is given. */
  private <T> @Nullable T start(Setting<Path> setting, Function<Path, T> recorder) {
    Path folder = settings.find(setting);
    return folder == null ? null : settings.using(setting, () -> recorder.apply(folder));
  }

  /**
   * Creates the folders, before training starts.
   *
   * @throws org.nn4j.core.InputException if one cannot be written to
   */
  static Recording start(Settings settings, Console console) {
    return new Recording(settings, console);
  }

  /**
   * Returns all listeners of the training: the caller's, and those that record, whose failures do
   * not end it.
   */
  List<TrainingListener> listeners(TrainingListener... first) {
    List<TrainingListener> listeners = new ArrayList<>(List.of(first));
    if (report != null || events != null) {
      listeners.add(norms);
    }
    listeners.replaceAll(
        listener -> TrainingListener.optional(listener, e -> console.warn(message(e) + GOES_ON)));
    listeners.add(events());
    return listeners;
  }

  /**
   * Returns what writes event files; it does with the epochs and the end of a training elsewhere.
   */
  TrainingListener events() {
    return events == null
        ? TrainingListener.NONE
        : TrainingListener.optional(
            events,
            e -> {
              unwritten.add(message(e));
              console.warn(message(e) + GOES_ON);
            });
  }

  private static String message(RuntimeException e) {
    return e instanceof NnException
        ? String.valueOf(e.getMessage())
        : "what follows the training failed with " + e;
  }

  /**
   * Writes the report, if there is to be one. If that fails, the user is warned, and the run goes
   * on.
   */
  void write(TrainOutcome outcome, Training training) {
    if (report == null) {
      return;
    }
    try {
      RunSummary summary = new RunSummary(outcome, training);
      report.write(WhatMatters.in(RunPage.of(summary.record(norms)), outcome));
      AtomicFile.write(
          settings.get(RunSettings.REPORT).resolve(HistoryFile.RUN),
          Json.text(TrainReport.json(outcome)).getBytes(StandardCharsets.UTF_8));
      Png.fault().ifPresent(console::warn);
    } catch (InputException | UncheckedIOException e) {
      unwritten.add(message(e));
      console.warn(message(e) + "; the report is not complete");
    }
  }

  /** Returns what could not be written, and why; the user has been warned. */
  List<String> unwritten() {
    return List.copyOf(unwritten);
  }
}
