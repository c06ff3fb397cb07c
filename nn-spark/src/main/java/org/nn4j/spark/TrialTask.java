package org.nn4j.spark;

import java.io.Serializable;
import java.nio.file.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.crossval.CrossValidator;
import org.nn4j.experiment.crossval.FoldChoice;
import org.nn4j.experiment.plugin.PluginBlame;
import org.nn4j.experiment.search.PlannedTrial;
import org.nn4j.experiment.search.Search;
import org.nn4j.experiment.search.TrialResult;
import org.nn4j.experiment.training.ExperimentFactory;

/**
 * A trial of a search as a task.
 *
 * @param trial what is tried
 * @param data the rows, of which each executor gets one copy
 * @param folds how the trial is cross-validated, or null
 * @param metric the metric that counts
 */
record TrialTask(
    PlannedTrial trial, Broadcast<TableBytes> data, @Nullable FoldChoice folds, String metric)
    implements Serializable {

  TrialResult run() {
    Settings settings = trial.settings();
    if (settings.get(DataSettings.TEST).file() != null) {
      settings = settings.with(DataSettings.TEST, HoldOut.NONE); // no trial looks at it
    }
    if (!settings.isGiven(RunSettings.THREADS)) {
      settings = settings.with(RunSettings.THREADS, TaskContext.get().cpus());
    }
    Path file = settings.get(DataSettings.DATA_FILE);
    Parts parts = Parts.of(settings);
    ExperimentFactory experiments =
        parts.experiments(
            new TableSources(parts.catalog()).withRead(file, data.value().table(file)));
    return new Search(
            experiments,
            new CrossValidator(experiments, parts.kernels(), Parts.NOTICES),
            new PluginBlame(parts.catalog()),
            Parts.NOTICES)
        .evaluate(new PlannedTrial(trial.number(), trial.values(), settings), folds, metric);
  }
}
