package org.nn4j.experiment.config;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nn4j.core.InputException;
import org.nn4j.experiment.document.Json;

/** The settings in which a kind of network in an ensemble differs from the first. */
public final class Variants {
  /** Of the others networks of one ensemble cannot have several. */
  private static final Set<Setting<?>> ALLOWED =
      Set.of(
          NetworkSettings.LAYERS,
          NetworkSettings.INITIALIZER,
          NetworkSettings.NTK,
          DataSettings.LABEL_SMOOTHING,
          TrainingSettings.OPTIMIZER,
          TrainingSettings.SCHEDULE,
          TrainingSettings.PARAMETER_GROUPS,
          TrainingSettings.WEIGHT_DECAY_SCHEDULE,
          TrainingSettings.WEIGHT_AVERAGING,
          TrainingSettings.EPOCHS,
          TrainingSettings.BATCH,
          TrainingSettings.MIXUP,
          TrainingSettings.CLIP_NORM,
          TrainingSettings.CLIP_VALUE,
          TrainingSettings.EARLY_STOPPING);

  private Variants() {}

  /**
   * Reads settings, written as a map in YAML.
   *
   * @throws InputException if they are wrong, or all networks of an ensemble must have the same
   */
  public static Settings parse(String text) {
    Settings settings = Settings.defaults().withYaml(Path.of("variants"), text);
    settings.requireOnly(ALLOWED, "is one for all networks of an ensemble");
    return settings;
  }

  /** Returns a variant that trains for another number of epochs, in one line. */
  public static String withEpochs(String text, int epochs) {
    Settings settings = parse(text).with(TrainingSettings.EPOCHS, epochs);
    Map<String, Object> map = new LinkedHashMap<>();
    AllSettings.LIST.stream()
        .filter(settings::isGiven)
        .forEach(setting -> map.put(setting.key(), settings.print(setting)));
    return Json.line(map);
  }

  static String check(String text) {
    parse(text);
    return text;
  }
}
