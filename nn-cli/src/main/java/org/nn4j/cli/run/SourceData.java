package org.nn4j.cli.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;
import org.nn4j.cli.config.Portion;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.core.data.ColumnType;
import org.nn4j.core.data.Split;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableOptions;
import org.nn4j.core.data.TableReader;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.TaskInference;
import org.nn4j.core.random.RandomStream;

/**
 * The data file, with the task it poses and its division.
 *
 * @param table its rows
 * @param task what is predicted
 * @param classes the number of classes, or 0
 * @param split the rows to train on and those held out
 */
record SourceData(Table table, Task task, int classes, Split split) {

  /**
   * Reads and divides the file.
   *
   * @throws org.nn4j.core.InputException if the file or a setting about it is wrong
   */
  static SourceData read(Settings settings) {
    return of(settings, table(settings, null));
  }

  /**
   * Reads the file.
   *
   * @param label a column to read as texts, whatever the settings say of it, or null
   * @throws org.nn4j.core.InputException if the file or a setting about it is wrong
   */
  static Table table(Settings settings, @Nullable String label) {
    Path file = settings.get(TrainSettings.DATA_FILE);
    requireColumns(settings, settings.get(TrainSettings.TARGET));
    TableOptions options = options(settings);
    return TableReader.read(
        file,
        label == null ? options : options.withType(label, ColumnType.CATEGORICAL),
        storage(settings));
  }

  /**
   * Divides a table.
   *
   * @throws org.nn4j.core.InputException if it does not fit the settings
   */
  static SourceData of(Settings settings, Table table) {
    List<String> targets = settings.get(TrainSettings.TARGET);
    targets.forEach(table::column);
    Task task = task(settings, table, targets);
    int[] classes = new int[table.rows()];
    int count = 0;
    if (task == Task.CLASSIFICATION && targets.size() == 1) {
      ClassTarget target = ClassTarget.fit(table, table.everyRow(), targets.get(0));
      classes = target.indices(table, table.everyRow());
      count = target.labels().size();
    }
    return new SourceData(table, task, count, split(settings, classes));
  }

  /** Returns where the data are kept. */
  static TableStorage storage(Settings settings) {
    TableStorage storage = TableStorage.standard().withFolder(settings.find(TrainSettings.CACHE));
    Long budget = settings.find(TrainSettings.MEMORY_BUDGET);
    return budget == null ? storage : storage.withBudget(budget);
  }

  private static void requireColumns(Settings settings, List<String> targets) {
    if (targets.isEmpty() || Set.copyOf(targets).size() < targets.size()) {
      throw settings.fault(
          TrainSettings.TARGET,
          "must name at least one column, and each once, but names " + targets);
    }
    String weights = settings.find(TrainSettings.SAMPLE_WEIGHT);
    if (weights != null && targets.contains(weights)) {
      throw settings.fault(
          TrainSettings.SAMPLE_WEIGHT,
          "column '" + weights + "' is the target; it cannot tell how much samples count too");
    }
  }

  private static TableOptions options(Settings settings) {
    Map<String, ColumnType> types = new LinkedHashMap<>();
    settings.get(TrainSettings.CATEGORICAL).forEach(c -> types.put(c, ColumnType.CATEGORICAL));
    settings.get(TrainSettings.IGNORE).forEach(c -> types.put(c, ColumnType.IGNORE));
    String weights = settings.find(TrainSettings.SAMPLE_WEIGHT);
    if (weights != null) {
      types.put(weights, ColumnType.NUMERIC);
    }
    if (settings.find(TrainSettings.TASK) == Task.REGRESSION) {
      settings.get(TrainSettings.TARGET).forEach(c -> types.put(c, ColumnType.NUMERIC));
    }
    return new TableOptions(null, types, ColumnType.AUTO);
  }

  private static Task task(Settings settings, Table table, List<String> targets) {
    Task given = settings.find(TrainSettings.TASK);
    if (given != null) {
      return given;
    }
    return targets.size() > 1 ? Task.REGRESSION : TaskInference.infer(table, targets.get(0));
  }

  private static Split split(Settings settings, int[] classes) {
    Portion validation = settings.get(TrainSettings.VALIDATION);
    Portion test = settings.get(TrainSettings.TEST);
    return Split.stratified(
        classes,
        validation.fraction(),
        test.fraction(),
        new RandomStream(settings.get(TrainSettings.SEED), "split"));
  }

  /** Returns the same data, divided otherwise. */
  SourceData with(Split other) {
    return new SourceData(table, task, classes, other);
  }

  /** Returns the number of feature columns, before categories become several inputs. */
  int featureColumns(Settings settings) {
    int weights = settings.find(TrainSettings.SAMPLE_WEIGHT) == null ? 0 : 1;
    return table.columns().size() - settings.get(TrainSettings.TARGET).size() - weights;
  }

  /**
   * Returns the file's name without folder, endings and wildcards: {@code iris} of {@code
   * data/iris.csv}, {@code part-} of {@code part-*.csv}.
   */
  static String stem(@Nullable Path file) {
    String name = file == null ? "model" : String.valueOf(file.getFileName());
    int dot = name.indexOf('.', 1);
    String stem = (dot < 0 ? name : name.substring(0, dot)).replaceAll("[*?{}\\[\\]]", "");
    return stem.isEmpty() ? "model" : stem;
  }
}
