package org.nn4j.experiment.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.nn4j.core.InputException;
import org.nn4j.core.text.NearNames;

/** The settings of {@code nn train}. */
public final class AllSettings {
  /** All of them, in the order in which they are listed and printed. */
  public static final List<Setting<?>> LIST =
      Stream.of(DataSettings.ALL, NetworkSettings.ALL, TrainingSettings.ALL, RunSettings.ALL)
          .<Setting<?>>flatMap(List::stream)
          .toList();

  private AllSettings() {}

  /**
   * Finds a setting by its key.
   *
   * @throws InputException if there is none, with the near ones
   */
  public static Setting<?> find(String key) {
    return LIST.stream()
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .orElseThrow(
            () -> {
              List<String> keys = LIST.stream().map(Setting::key).toList();
              String near = NearNames.suggestion(key, keys);
              return new InputException(
                  "no setting '"
                      + key
                      + "'"
                      + (near.equals(".") ? "; there are " + String.join(", ", keys) : near));
            });
  }

  /** Finds the setting of a key in a YAML file. */
  static Setting<?> find(Path file, YamlFile.Entry entry) {
    for (Setting<?> setting : LIST) {
      if (setting.key().equals(entry.key())) {
        return setting;
      }
    }
    List<String> keys = LIST.stream().map(Setting::key).toList();
    String elsewhere = FlagSynonyms.inYaml(entry.key(), entry.value(), keys::contains);
    String near =
        elsewhere == null ? NearNames.suggestion(entry.key(), keys) : "; write " + elsewhere;
    throw InputException.at(
        file,
        entry.keyPlace().line(),
        entry.keyPlace().column(),
        "unknown key '"
            + entry.key()
            + "'"
            + (near.equals(".") ? "; the keys are " + String.join(", ", keys) : near));
  }
}
