package org.nn4j.spark;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.nn4j.core.NnException;
import org.nn4j.experiment.cluster.Cluster;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.Preset;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.data.ColumnSettings;
import org.nn4j.experiment.search.TrialExecutor;

/**
 * The executors of Spark, for {@code nn train --spark} and {@code nn search --spark}: the settings
 * are those of a command line, the data what Spark reads.
 */
public final class SparkCluster implements Cluster {
  private static final String WHY = "has no use on Spark; leave it out";

  /** What Spark says in its own way to programs, and a command line in nn4j's. */
  private static final Set<Setting<?>> COMMANDED =
      Set.of(
          DataSettings.DATA_FILE,
          DataSettings.TARGET,
          DataSettings.FEATURES,
          DataSettings.IGNORE,
          DataSettings.TASK,
          DataSettings.VALIDATION,
          DataSettings.TEST,
          DataSettings.SAMPLE_WEIGHT,
          RunSettings.MODEL,
          RunSettings.REPORT,
          RunSettings.TENSORBOARD);

  /** Creates it, for ServiceLoader. */
  public SparkCluster() {}

  private static SparkSession session(String master) {
    SparkSession.Builder builder = SparkSession.builder().appName("nn4j");
    try {
      return (master.isEmpty() ? builder : builder.master(master)).getOrCreate();
    } catch (Exception e) { // SparkException is checked, but not declared
      throw new NnException(
          "--spark: Spark does not start"
              + (master.isEmpty() ? "" : " on " + master)
              + ", see its log: "
              + String.valueOf(e.getMessage()).lines().findFirst().orElse(""),
          e);
    }
  }

  @Override
  public TrialExecutor trials(String master) {
    return new SparkTrials(session(master));
  }

  @Override
  public Run prepare(Settings given, String master) {
    requireSuited(given);
    Dataset<Row> data =
        SparkFiles.read(session(master), given.get(DataSettings.DATA_FILE).toString());
    Settings settings =
        new ColumnSettings(List.of(data.columns()), Parts.NOTICES::note)
            .resolve(given.ofOneNetwork());
    ColumnSettings.check(settings);
    List<String> targets = settings.get(DataSettings.TARGET);
    if (targets.size() != 1) {
      throw settings.fault(DataSettings.TARGET, "one column is learnt on Spark; name one");
    }
    String weight = settings.find(DataSettings.SAMPLE_WEIGHT);
    List<String> features = settings.get(DataSettings.FEATURES);
    if (features.isEmpty()) {
      features = new ArrayList<>(List.of(data.columns()));
      features.removeAll(targets);
      features.remove(weight);
      features.removeAll(settings.get(DataSettings.IGNORE));
    }
    StructType schema = data.schema();
    Stream.of(features, targets, weight == null ? List.<String>of() : List.of(weight))
        .flatMap(List::stream)
        .forEach(column -> RowCells.isNumeric(RowCells.field(schema, column))); // or an error
    // A carrier of columns and settings, which say what the task is, or leave it to be inferred.
    NnRegressor columns =
        new NnRegressor()
            .setFeaturesCols(features.toArray(String[]::new))
            .setLabelCol(targets.get(0));
    columns.command(settings.without(DataSettings.IGNORE));
    if (weight != null) {
      columns.setWeightCol(weight);
    }
    return new SparkTraining(columns, data).prepare();
  }

  private static void requireSuited(Settings given) {
    Set<Setting<?>> unsuited = new HashSet<>(SettingParams.ELSEWHERE);
    unsuited.removeAll(COMMANDED);
    unsuited.remove(TrainingSettings.PRESET);
    for (Setting<?> setting : unsuited) {
      if (given.isGiven(setting)
          && !given.print(setting).equals(Settings.defaults().print(setting))) {
        throw given.fault(setting, WHY);
      }
    }
    Preset preset = given.find(TrainingSettings.PRESET);
    if (given.isGiven(TrainingSettings.PRESET) && preset != Preset.NONE) {
      throw given.fault(TrainingSettings.PRESET, "one network is trained on Spark; leave it out");
    }
    for (Setting<HoldOut> part : List.of(DataSettings.VALIDATION, DataSettings.TEST)) {
      if (given.get(part).file() != null) {
        throw given.fault(part, "must be a part of the data on Spark, such as 0.2");
      }
    }
  }
}
