package org.nn4j.cli.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.config.Setting;
import org.nn4j.cli.config.Settings;
import org.nn4j.cli.config.TrainSettings;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.Yaml;
import org.nn4j.core.InputException;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.checkpoint.CheckpointFolder;
import org.nn4j.core.training.TrainingPlan;

/**
 * What a training run starts from: settings, and a checkpoint if it goes on.
 *
 * @param settings what is to be done, complete or not
 * @param checkpoint where the run goes on, or null
 */
public record Resumption(Settings settings, @Nullable Checkpoint checkpoint) {
  /** The metadata with the complete settings, as YAML. */
  private static final String SETTINGS = "nn4j.settings";

  /** What the metadata with a data file's hash start with; the setting's key follows. */
  private static final String HASH = "nn4j.sha256.";

  /** Settings that may change when a run goes on, besides those of where and how it runs. */
  private static final Set<Setting<?>> FREE =
      Set.of(
          TrainSettings.EPOCHS,
          TrainSettings.STOP_TOLERANCE,
          TrainSettings.EARLY_STOPPING,
          TrainSettings.STOP_WHEN,
          TrainSettings.TIME_BUDGET);

  /**
   * Finds the checkpoint that settings ask for. Where they say nothing of the data, those of the
   * checkpoint hold, changed by what they do say.
   *
   * @throws InputException if there is no checkpoint, unless its folder is that of {@code
   *     --checkpoint} too: then the run starts, so that one command line does for start and restart
   */
  public static Resumption of(Settings given, Console console) {
    Path path = given.find(TrainSettings.RESUME);
    if (path == null) {
      return new Resumption(given, null);
    }
    Checkpoint found = find(path, given, console);
    if (found == null) {
      console.warn(path + " has no checkpoint yet; training starts from the beginning");
      return new Resumption(given, null);
    }
    Settings settings = given;
    if (!given.isGiven(TrainSettings.DATA_FILE)) {
      settings = settings(found).overriddenBy(given);
    }
    if (!given.isGiven(TrainSettings.CHECKPOINT)) {
      settings = settings.with(TrainSettings.CHECKPOINT, folder(path));
    }
    return new Resumption(settings, found);
  }

  private static @Nullable Checkpoint find(Path path, Settings given, Console console) {
    Path checkpoints = given.find(TrainSettings.CHECKPOINT);
    boolean mayBeEmpty =
        checkpoints != null
            && path.toAbsolutePath().normalize().equals(checkpoints.toAbsolutePath().normalize());
    if (mayBeEmpty && Files.notExists(path)) {
      return null;
    }
    Checkpoint found = CheckpointFolder.read(path, console::warn);
    if (found == null && !mayBeEmpty) {
      throw InputException.in(path, "has no checkpoint to go on from");
    }
    return found;
  }

  private static Path folder(Path path) {
    Path parent = Files.isDirectory(path) ? path : path.getParent();
    return parent == null ? Path.of(".") : parent;
  }

  /** Returns the complete settings of the run that wrote a checkpoint. */
  static Settings settings(Checkpoint checkpoint) {
    String text = checkpoint.metadata().get(SETTINGS);
    if (text == null) {
      throw InputException.in(
          checkpoint.file(),
          "was written by a program other than nn train, which can go on with it");
    }
    return Settings.defaults().withYaml(checkpoint.file(), text);
  }

  /** Returns what checkpoints need to hold besides the model and the run's state. */
  static Map<String, String> notes(Settings complete, Map<String, String> hashes) {
    Map<String, String> notes = new LinkedHashMap<>();
    notes.put(SETTINGS, Yaml.text(complete.without(TrainSettings.RESUME).toMap()));
    hashes.forEach((key, hash) -> notes.put(HASH + key, hash));
    return notes;
  }

  /**
   * Requires that whatever moves the parameters is as it was when the checkpoint was written.
   *
   * @param complete complete settings
   * @param hashes SHA-256 of the data files by the settings' keys
   * @throws InputException otherwise, naming the first difference
   */
  void requireSame(Settings complete, Map<String, String> hashes) {
    if (checkpoint == null) {
      return;
    }
    Settings before = settings(checkpoint);
    for (Setting<?> setting : TrainSettings.ALL) {
      String hash = hashes.get(setting.key());
      String hashBefore = checkpoint.metadata().get(HASH + setting.key());
      if (hash != null && hashBefore != null) {
        requireSameFile(complete, setting, hash, hashBefore);
      } else if (isFixed(setting) && !complete.print(setting).equals(before.print(setting))) {
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
    return setting == TrainSettings.SEED
        || (setting.group() != Setting.Group.RUN && !FREE.contains(setting));
  }

  private void requireSameFile(
      Settings complete, Setting<?> setting, String hash, String hashBefore) {
    if (checkpoint != null && !hash.equals(hashBefore)) {
      throw complete.fault(
          setting,
          complete.print(setting)
              + " has changed since "
              + checkpoint.file()
              + " was written: its SHA-256 is "
              + hash
              + ", not "
              + hashBefore
              + "; a run goes on with the same data");
    }
  }

  /** Tells if another number of epochs changes the learning rates. */
  void warnOfEpochs(TrainingPlan plan, int samples, Console console) {
    if (checkpoint != null && checkpoint.state().epochs() <= plan.epochs()) {
      int before = settings(checkpoint).get(TrainSettings.EPOCHS);
      String warning =
          before == plan.epochs() ? null : ScheduleChange.warning(plan, before, samples);
      if (warning != null) {
        console.warn(warning);
      }
    }
  }
}
