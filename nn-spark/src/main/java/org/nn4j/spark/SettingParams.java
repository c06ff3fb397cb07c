package org.nn4j.spark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.ml.param.BooleanParam;
import org.apache.spark.ml.param.DoubleParam;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.LongParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.param.StringArrayParam;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.experiment.config.AllSettings;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.FormatSettings;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;

/**
 * The settings of {@code nn train} as parameters of an estimator, called {@code clipNorm} where
 * that says {@code clip_norm}: its keys, help texts and rules are those of {@link AllSettings}.
 */
final class SettingParams {
  /** What Spark says in its own way, or has no use for. */
  static final Set<Setting<?>> ELSEWHERE =
      Set.of(
          DataSettings.DATA_FILE,
          DataSettings.TARGET,
          DataSettings.LABEL_SEPARATOR,
          DataSettings.FEATURES,
          DataSettings.IGNORE,
          DataSettings.TASK,
          DataSettings.VALIDATION,
          DataSettings.TEST,
          DataSettings.SAMPLE_WEIGHT,
          FormatSettings.SEPARATOR,
          FormatSettings.QUOTE,
          FormatSettings.ENCODING,
          FormatSettings.HEADER,
          FormatSettings.DECIMAL,
          FormatSettings.MISSING,
          NetworkSettings.FROM,
          TrainingSettings.PRESET,
          TrainingSettings.ENSEMBLE,
          TrainingSettings.ENSEMBLE_FOLDS,
          TrainingSettings.VARIANTS,
          TrainingSettings.TIME_BUDGET,
          RunSettings.MODEL,
          RunSettings.CHECKPOINT,
          RunSettings.EVERY,
          RunSettings.KEEP,
          RunSettings.RESUME,
          RunSettings.REPORT,
          RunSettings.TENSORBOARD);

  private static final Pattern FLAG = Pattern.compile("--([a-z]+(?:-[a-z]+)*)");

  /** What the runner advises for a part that is missing, and what helps here. */
  private static final String JAR_ADVICE = "Put its jar into " + PluginFolders.ADVICE + ".";

  private static final String PART_ADVICE =
      "Give its jar to Spark (spark.jars), or name its folder (plugins).";

  private final Map<Setting<?>, Param<?>> params = new LinkedHashMap<>();

  /** Creates the parameters of an estimator that has its uid. */
  SettingParams(Params parent) {
    for (Setting<?> setting : AllSettings.LIST) {
      if (!ELSEWHERE.contains(setting)) {
        params.put(setting, param(parent, setting));
      }
    }
  }

  private static Param<?> param(Params parent, Setting<?> setting) {
    String name = camelCase(setting.key(), '_');
    String help = setting.help();
    if (setting.isFlag()) {
      return new BooleanParam(parent, name, help);
    }
    if (setting.repeatable()) {
      return new StringArrayParam(parent, name, help);
    }
    return switch (setting.label()) {
      case "N" ->
          setting == RunSettings.SEED
              ? new LongParam(parent, name, help)
              : new IntParam(parent, name, help);
      case "X" -> new DoubleParam(parent, name, help);
      default -> new Param<>(parent.uid(), name, help, String.class);
    };
  }

  /** Returns {@code clipNorm} for {@code clip_norm} or {@code clip-norm}. */
  private static String camelCase(String words, char between) {
    List<String> all = Stream.of(words.split(Pattern.quote(String.valueOf(between)))).toList();
    return all.get(0)
        + all.stream()
            .skip(1)
            .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
            .collect(Collectors.joining());
  }

  Stream<Param<?>> all() {
    return params.values().stream();
  }

  /** Returns whether a setting is a parameter. */
  boolean has(Setting<?> setting) {
    return params.containsKey(setting);
  }

  /** Returns a setting's parameter. */
  @SuppressWarnings("unchecked") // its type is that of the setters that ask for it
  <T> Param<T> of(Setting<?> setting) {
    return (Param<T>) Objects.requireNonNull(params.get(setting), setting.key());
  }

  /**
   * Returns those settings that an estimator sets.
   *
   * @throws InputException if one is wrong
   */
  Settings settings(Params estimator) {
    Settings settings = Settings.defaults();
    for (Map.Entry<Setting<?>, Param<?>> entry : params.entrySet()) {
      Setting<?> setting = entry.getKey();
      if (estimator.isSet(entry.getValue())) {
        Object value = estimator.getOrDefault(entry.getValue());
        boolean full = setting == TrainingSettings.BATCH && value.equals(0);
        settings = settings.withValue(setting, full ? "full" : value);
      }
    }
    return settings;
  }

  /** Returns a fault in which flags are called as the parameters are. */
  static InputException inParams(InputException fault) {
    String advised = String.valueOf(fault.getMessage()).replace(JAR_ADVICE, PART_ADVICE);
    String message = FLAG.matcher(advised).replaceAll(flag -> camelCase(flag.group(1), '-'));
    return new InputException(message, fault);
  }
}
