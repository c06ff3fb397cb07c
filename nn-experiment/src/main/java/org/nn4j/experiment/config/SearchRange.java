package org.nn4j.experiment.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.ComponentExpression;

/**
 * A setting, or a parameter of the part that it names, of which a search tries several values.
 *
 * @param key the key: {@code batch}, {@code optimizer.lr}
 * @param setting the setting
 * @param parameter the part's parameter, or null if the whole setting is tried
 * @param range as it was written
 * @param values what is tried
 * @param place where it was written
 */
record SearchRange(
    String key,
    Setting<?> setting,
    @Nullable String parameter,
    RawValue.Range range,
    Distribution values,
    Place place) {

  /** Settings that are parts, whose parameters have names. */
  private static final List<Setting<String>> PARTS =
      List.of(
          NetworkSettings.OUTPUT,
          NetworkSettings.INITIALIZER,
          TrainingSettings.LOSS,
          TrainingSettings.OPTIMIZER,
          TrainingSettings.SCHEDULE,
          TrainingSettings.EARLY_STOPPING);

  /**
   * Settings of the data that change neither the rows by which trials are judged nor what is
   * predicted for them.
   */
  private static final Set<Setting<?>> FREE_DATA =
      Set.of(
          DataSettings.FEATURES,
          DataSettings.IGNORE,
          DataSettings.CATEGORICAL,
          DataSettings.SCALING,
          DataSettings.TARGET_SCALING,
          DataSettings.IMPUTATION,
          DataSettings.CLASS_WEIGHT,
          DataSettings.SAMPLE_WEIGHT,
          DataSettings.LABEL_SMOOTHING);

  /** Returns the setting's key of {@code optimizer.lr} or {@code optimizer}. */
  static String settingKey(String key) {
    int dot = key.indexOf('.');
    return dot < 0 ? key : key.substring(0, dot);
  }

  /**
   * Reads a range.
   *
   * @param folder what relative paths start from
   * @throws InputException if the setting cannot be searched, or the range is empty or holds an
   *     illegal value, with the place
   */
  static SearchRange of(
      Setting<?> setting, YamlFile.Entry entry, RawValue.Range range, Path folder) {
    String key = entry.key();
    int dot = key.indexOf('.');
    String parameter = dot < 0 ? null : key.substring(dot + 1);
    if (isSameForAll(setting)) {
      throw entry
          .place()
          .fault(
              setting, "is the same for all trials, so that they can be compared; write a value");
    }
    if (parameter != null) {
      requirePart(setting, entry.place());
    }
    Distribution values;
    try {
      values = Distribution.of(range);
    } catch (IllegalArgumentException e) {
      throw entry.place().fault(setting, String.valueOf(e.getMessage()));
    }
    SearchRange result = new SearchRange(key, setting, parameter, range, values, entry.place());
    if (parameter == null) {
      values.extremes().forEach(text -> result.apply(Settings.defaults(), text, folder));
    }
    return result;
  }

  private static boolean isSameForAll(Setting<?> setting) {
    return setting.group() == Setting.Group.RUN
        || setting == TrainingSettings.METRICS
        || (setting.group() == Setting.Group.DATA && !FREE_DATA.contains(setting));
  }

  private static void requirePart(Setting<?> setting, Place place) {
    if (PARTS.stream().noneMatch(part -> part == setting)) {
      throw place.fault(
          setting,
          "has no parameters; those that have are "
              + String.join(", ", PARTS.stream().map(Setting::key).toList())
              + ", as optimizer.lr");
    }
  }

  /** Returns the values of a grid. */
  List<String> points() {
    try {
      return values.points();
    } catch (IllegalArgumentException e) {
      throw place.fault(setting, "{" + range + "}: " + e.getMessage());
    }
  }

  /**
   * Returns settings in which this one has a value.
   *
   * @throws InputException if it cannot have it
   */
  Settings apply(Settings settings, String text, Path folder) {
    return parameter == null
        ? settings.withRaw(setting, new RawValue.Text(text), folder, place)
        : withParameter(settings, setting, parameter, text, folder, place);
  }

  /**
   * Returns settings in which a parameter of the part that a setting names has a value.
   *
   * @throws InputException if the setting names no part, or has no value
   */
  static Settings withParameter(
      Settings settings, Setting<?> setting, String name, String text, Path folder, Place place) {
    requirePart(setting, place);
    if (!(settings.find(setting) instanceof String part)) {
      throw place.fault(
          setting, "has no value whose parameter " + name + " could be tried; name a part too");
    }
    return settings.withRaw(
        setting, new RawValue.Text(changed(part, name, text).toString()), folder, place);
  }

  private static ComponentExpression changed(String part, String parameter, String text) {
    ComponentExpression before = ComponentExpression.parse(part);
    // The grammar decides what the text is: a number, a name or a part.
    ComponentExpression.Argument argument =
        ComponentExpression.parse(before.name() + "(" + parameter + "=" + text + ")")
            .arguments()
            .get(0);
    List<ComponentExpression.Argument> arguments = new ArrayList<>(before.arguments());
    arguments.removeIf(other -> parameter.equals(other.name()));
    arguments.add(argument);
    return new ComponentExpression(before.name(), arguments);
  }
}
