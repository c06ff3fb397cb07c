package org.nn4j.experiment.training;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.nn4j.api.LearningRateSchedule;
import org.nn4j.api.TrainingClock;
import org.nn4j.core.InputException;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.training.TrainingPlan;
import org.nn4j.experiment.config.AllSettings;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Setting;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.config.TrainingSettings;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.document.Yaml;

/**
 * What a training run writes into its checkpoints besides its state, namely the settings and the
 * hashes of the data; and which of it must be the same, or causes a warning, when the run is
 * resumed.
 */
final class RunMetadata {
  /** The metadata with the complete settings, as YAML. */
  private static final String SETTINGS = "nn4j.settings";

  /** The prefix of the metadata with a data file's hash; the setting's key follows. */
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

  private RunMetadata() {}

  /**
   * Returns the metadata.
   *
   * @param complete complete settings
   * @param hashes SHA-256 of the data files by the settings' keys
   */
  static Map<String, String> of(Settings complete, Map<String, String> hashes) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(SETTINGS, Yaml.text(complete.without(RunSettings.RESUME).toMap()));
    hashes.forEach((key, hash) -> metadata.put(HASH + key, hash));
    return metadata;
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

  /** A moment of a run. */
  private record Moment(long step, long epoch, long stepsPerEpoch, long totalEpochs)
      implements TrainingClock {}

  /**
   * Warns if a run is resumed with another number of epochs, and its schedule therefore has other
   * rates.
   *
   * @param samples the number of samples to learn from
   */
  static void warnOfOtherRates(
      Checkpoint checkpoint, TrainingPlan plan, int samples, Notices notices) {
    int before = settings(checkpoint).get(TrainingSettings.EPOCHS);
    int rows = plan.batchRows(samples);
    int steps = (int) Math.ceil((double) samples / rows);
    if (checkpoint.state().epochs() < plan.epochs() && differ(plan, before, steps)) {
      notices.warn(
          plan.schedule().shortExpression()
              + " has other learning rates for another number of epochs, which was "
              + before
              + ": from here on they are those of a run of "
              + plan.epochs()
              + ", and the result is that of neither");
    }
  }

  /** Compares the rates of the first and the last step of every epoch that both runs have. */
  private static boolean differ(TrainingPlan plan, int epochsBefore, int stepsPerEpoch) {
    for (long epoch = 0; epoch < Math.min(epochsBefore, plan.epochs()); epoch++) {
      long first = epoch * stepsPerEpoch;
      for (long step : new long[] {first, first + stepsPerEpoch - 1}) {
        if (rate(plan, new Moment(step, epoch, stepsPerEpoch, epochsBefore))
            != rate(plan, new Moment(step, epoch, stepsPerEpoch, plan.epochs()))) {
          return true;
        }
      }
    }
    return false;
  }

  private static double rate(TrainingPlan plan, TrainingClock moment) {
    LearningRateSchedule schedule = plan.schedule();
    double[] state = new double[schedule.stateSize()];
    schedule.initialise(state);
    return schedule.rate(plan.optimizer().lr(), moment, state);
  }
}
