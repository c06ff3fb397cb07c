package org.nn4j.experiment.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nn4j.core.InputException;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.experiment.config.AllSettings;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.document.Yaml;

/**
 * What {@code nn train} notes in its checkpoints, and compares when a run goes on: the settings and
 * the hashes of the data.
 */
final class RunNotes {
  /** The metadata with the complete settings, as YAML. */
  private static final String SETTINGS = "nn4j.settings";

  /** What the metadata with a data file's hash start with; the setting's key follows. */
  private static final String HASH = "nn4j.sha256.";

  /** Settings that may change when a run goes on, besides those of where and how it runs. */
  private static final Set<Setting<?>> FREE =
      Set.of(
          DataSettings.DATA_FILE, // its content may not
          TrainingSettings.EPOCHS,
          TrainingSettings.STOP_TOLERANCE,
          TrainingSettings.EARLY_STOPPING, // what it watches may not, says the trainer
          TrainingSettings.STOP_WHEN,
          TrainingSettings.TIME_BUDGET,
          TrainingSettings.THRESHOLD);

  private RunNotes() {}

  /**
   * Returns the metadata.
   *
   * @param complete complete settings
   * @param hashes SHA-256 of the data files by the settings' keys
   */
  static Map<String, String> of(Settings complete, Map<String, String> hashes) {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put(SETTINGS, Yaml.text(complete.without(RunSettings.RESUME).toMap()));
    hashes.forEach((key, hash) -> notes.put(HASH + key, hash));
    return notes;
  }

  /**
   * Returns the complete settings of the run that wrote a checkpoint.
   *
   * @throws InputException if that was not {@code nn train}
   */
  static Settings settings(Checkpoint checkpoint) {
    String text = checkpoint.metadata().get(SETTINGS);
    if (text == null) {
      throw InputException.in(
          checkpoint.file(),
          "was written by a program other than nn train, which can go on with it");
    }
    return Settings.defaults().withYaml(checkpoint.file(), text);
  }

  /**
   * Requires that the data are those that the checkpoint's run learnt from.
   *
   * @param hashes SHA-256 of the data files by the settings' keys
   * @throws InputException otherwise, naming the file
   */
  static void requireSameData(
      Checkpoint checkpoint, Settings settings, Map<String, String> hashes) {
    for (Setting<?> setting : AllSettings.LIST) {
      String now = hashes.get(setting.key());
      String before = checkpoint.metadata().get(HASH + setting.key());
      if (now != null && before != null && !now.equals(before)) {
        throw settings.fault(
            setting,
            settings.print(setting)
                + " has changed since "
                + checkpoint.file()
                + " was written: its SHA-256 is "
                + now
                + ", not "
                + before
                + "; a run goes on with the same data");
      }
    }
  }

  /**
   * Requires that whatever else moves the parameters is as it was.
   *
   * @param complete complete settings
   * @param hashes SHA-256 of the data files by the settings' keys
   * @throws InputException otherwise, naming the first difference
   */
  static void requireSameSettings(
      Checkpoint checkpoint, Settings complete, Map<String, String> hashes) {
    Settings before = settings(checkpoint);
    for (Setting<?> setting : AllSettings.LIST) {
      boolean sameFile =
          hashes.containsKey(setting.key())
              && checkpoint.metadata().containsKey(HASH + setting.key());
      if (isFixed(setting) && !sameFile && !complete.print(setting).equals(before.print(setting))) {
        throw complete.fault(
            setting,
            "is "
                + complete.print(setting)
                + " but was "
                + before.print(setting)
                + " in the run that wrote "
                + checkpoint.file()
                + "; a run goes on as it began, or is a new one without --resume");
      }
    }
  }

  private static boolean isFixed(Setting<?> setting) {
    return setting == RunSettings.SEED
        || (setting.group() != Setting.Group.RUN && !FREE.contains(setting));
  }
}
