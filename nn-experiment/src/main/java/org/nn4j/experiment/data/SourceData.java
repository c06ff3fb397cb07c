package org.nn4j.experiment.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Task;
import org.nn4j.core.data.ContentOrder;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.TableStorage;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.data.split.RowGroups;
import org.nn4j.core.data.split.Split;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.LabelTarget;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaling;
import org.nn4j.core.preprocess.TargetOptions;
import org.nn4j.core.preprocess.TaskInference;
import org.nn4j.core.random.RandomStream;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.HoldOut;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;

/**
 * The data, with the task and the division into parts.
 *
 * @param table its rows
 * @param task what is predicted
 * @param classes the number of classes or labels, or 0
 * @param split the rows to train on and those held out
 * @param columns the settings that name columns, with the names in the file
 * @param groups which rows stay together wherever they are divided, or null
 * @param base the model that training goes on from, or null
 */
public record SourceData(
    Table table,
    Task task,
    int classes,
    Split split,
    Settings columns,
    @Nullable RowGroups groups,
    @Nullable BaseModel base) {
  /**
   * The least number of rows with the same labels that are divided evenly; rarer combinations are
   * grouped.
   */
  static final int FEW = 10;

  /**
   * Reads and divides the file.
   *
   * @param base the model that training goes on from, or null
   * @param notices receives a message for each name that differs from what is written
   * @throws org.nn4j.core.InputException if the file or a setting about it is wrong
   */
  public static SourceData read(
      Settings given, @Nullable BaseModel base, TableSources sources, Consumer<String> notices) {
    if (base != null) {
      base.requireOwn(given);
      Preprocessor preprocessor = base.preprocessor();
      if (preprocessor != null) {
        return base.read(given, preprocessor, sources, notices);
      }
    }
    SourceTable source = SourceTable.read(given, null, sources, notices);
    List<String> targets = source.settings().get(DataSettings.TARGET);
    Table table = SourceTable.select(source.table(), source.rows(), targets, notices);
    SourceData data = of(source.settings(), ordered(source.settings(), table));
    return new SourceData(
        data.table, data.task, data.classes, data.split, data.columns, data.groups, base);
  }

  /**
   * Returns a table for batches in shards in the order of what is in its rows, targets and weights
   * last, so that where they stand in a file does not matter; else the table itself.
   */
  static Table ordered(Settings settings, Table table) {
    return ordered(settings, table, table.names());
  }

  /**
   * Returns a table in the same order as another one of the same rows would be.
   *
   * @param names the columns of that one, of which this may lack some
   */
  public static Table ordered(Settings settings, Table table, List<String> names) {
    if (settings.get(TrainingSettings.SHARDS) == 0) {
      return table;
    }
    List<String> last = new ArrayList<>(settings.get(DataSettings.TARGET));
    String weights = settings.find(DataSettings.SAMPLE_WEIGHT);
    if (weights != null) {
      last.add(weights);
    }
    List<String> columns = new ArrayList<>(names);
    columns.removeAll(last);
    columns.addAll(last);
    columns.removeIf(column -> table.find(column) == null);
    return ContentOrder.holds(table, columns)
        ? table
        : table.select(ContentOrder.of(table, columns));
  }

  /**
   * Divides a table.
   *
   * @param settings settings with the names of the table's columns
   * @throws org.nn4j.core.InputException if it does not fit the settings
   */
  public static SourceData of(Settings settings, Table table) {
    List<String> targets = settings.get(DataSettings.TARGET);
    TargetOptions options = targets(settings);
    Task task =
        settings.using(DataSettings.LABEL_SEPARATOR, () -> TaskInference.infer(table, options));
    int[] classes = new int[table.rows()];
    int count = 0;
    if (task == Task.MULTI_LABEL) {
      LabelTarget target =
          settings.using(
              DataSettings.TARGET,
              () -> LabelTarget.fit(table, table.everyRow(), targets, options.labelSeparator()));
      classes = target.combinations(table, table.everyRow(), FEW);
      count = target.labels().size();
    } else if (task == Task.CLASSIFICATION && targets.size() == 1) {
      ClassTarget target = ClassTarget.fit(table, table.everyRow(), targets.get(0));
      classes = target.indices(table, table.everyRow());
      count = target.labels().size();
    }
    return of(settings, table, task, count, classes, null);
  }

  /**
   * Divides a table.
   *
   * @param strata the class of each row, which the parts share evenly
   */
  static SourceData of(
      Settings settings,
      Table table,
      Task task,
      int classes,
      int[] strata,
      @Nullable BaseModel base) {
    return new SourceData(
        table,
        task,
        classes,
        split(settings, strata),
        settings.only(ColumnSettings.ALL),
        null,
        base);
  }

  /**
   * Computes the SHA-256 of each file that settings name to learn from, the data and the model, by
   * the setting's key, see {@link TableSources#sha256}.
   *
   * @throws org.nn4j.core.InputException if one cannot be read
   */
  public static Map<String, String> hashes(Settings settings, TableSources sources) {
    Map<String, String> hashes = new LinkedHashMap<>();
    hashes.put(DataSettings.DATA_FILE.key(), sources.sha256(settings.get(DataSettings.DATA_FILE)));
    for (Setting<HoldOut> part : List.of(DataSettings.VALIDATION, DataSettings.TEST)) {
      Path file = settings.get(part).file();
      if (file != null) {
        hashes.put(part.key(), sources.sha256(file));
      }
    }
    Path base = settings.find(NetworkSettings.FROM);
    if (base != null) {
      hashes.put(NetworkSettings.FROM.key(), Sha256.of(List.of(base)));
    }
    return hashes;
  }

  /** Returns where the data are kept. */
  public static TableStorage storage(Settings settings) {
    TableStorage storage = TableStorage.standard().withFolder(settings.find(RunSettings.CACHE));
    Long budget = settings.find(RunSettings.MEMORY_BUDGET);
    return budget == null ? storage : storage.withBudget(budget);
  }

  /** Returns what is predicted. */
  public static TargetOptions targets(Settings settings) {
    return new TargetOptions(
        settings.get(DataSettings.TARGET),
        settings.find(DataSettings.TASK),
        Objects.requireNonNullElse(settings.find(DataSettings.TARGET_SCALING), Scaling.NONE),
        settings.find(DataSettings.LABEL_SEPARATOR));
  }

  private static Split split(Settings settings, int[] classes) {
    HoldOut validation = settings.get(DataSettings.VALIDATION);
    HoldOut test = settings.get(DataSettings.TEST);
    return Split.stratified(
        classes,
        validation.fraction(),
        test.fraction(),
        new RandomStream(settings.get(RunSettings.SEED), "split"));
  }

  /** Returns the same data, divided otherwise. */
  public SourceData with(Split other) {
    return new SourceData(table, task, classes, other, columns, groups, base);
  }

  /** Returns the same data, some rows of which stay together. */
  public SourceData with(@Nullable RowGroups together) {
    return new SourceData(table, task, classes, split, columns, together, base);
  }

  /**
   * Returns the file's name without folder, endings and wildcards: {@code iris} of {@code
   * data/iris.csv}, {@code part-} of {@code part-*.csv}, {@code model} of a pipe without a name.
   */
  public static String stem(@Nullable Path file) {
    String name =
        file == null || file.toString().matches("-|/dev/.*|/proc/.*")
            ? "model"
            : String.valueOf(file.getFileName());
    int dot = name.indexOf('.', 1);
    String stem = (dot < 0 ? name : name.substring(0, dot)).replaceAll("[*?{}\\[\\]]", "");
    return stem.isEmpty() ? "model" : stem;
  }
}
