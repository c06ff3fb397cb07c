package org.nn4j.experiment.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.checkpoint.Checkpoint;
import org.nn4j.core.checkpoint.CheckpointFolder;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.data.Notices;

/**
 * What a training run starts from: settings, and a checkpoint if it is resumed.
 *
 * @param settings what is to be done, complete or not
 * @param checkpoint where the run goes on, or null
 */
public record TrainingStart(Settings settings, @Nullable Checkpoint checkpoint) {

  /**
   * Finds the checkpoint that settings ask for. If they do not say what is to be predicted, the
   * checkpoint's settings hold, with the given ones as changes.
   *
   * @throws InputException if there is no checkpoint, unless its folder is that of {@code
   *     --checkpoint} too: then the run starts, so that one command line serves for start and
   *     restart
   */
  public static TrainingStart of(Settings given, Notices notices) {
    Path path = given.find(RunSettings.RESUME);
    if (path == null) {
      return new TrainingStart(given, null);
    }
    Checkpoint found = find(path, given, notices);
    if (found == null) {
      notices.warn(path + " has no checkpoint yet; training starts from the beginning");
      return new TrainingStart(given, null);
    }
    Settings settings = given.isGiven(DataSettings.TARGET) ? given : saved(found, given, notices);
    return new TrainingStart(
        given.isGiven(RunSettings.CHECKPOINT)
            ? settings
            : settings.with(RunSettings.CHECKPOINT, folder(path)),
        found);
  }

  /**
   * Returns the settings of a checkpoint, changed by those given. A file from elsewhere must not
   * decide which code is run, so plug-ins are those that the user names, or has at home.
   */
  private static Settings saved(Checkpoint found, Settings given, Notices notices) {
    Settings saved = RunMetadata.settings(found);
    List<Path> plugins = saved.get(RunSettings.PLUGINS);
    if (!plugins.isEmpty() && !given.isGiven(RunSettings.PLUGINS)) {
      notices.note(
          found.file()
              + " names folders of plug-ins, from which nothing is loaded unless you name them; if"
              + " the run needs them, add "
              + plugins.stream()
                  .map(folder -> "--plugins " + folder + jars(folder))
                  .collect(Collectors.joining(" ")));
    }
    return saved.without(RunSettings.PLUGINS).overriddenBy(given);
  }

  /** Lists the plug-ins of a folder in brackets, to be known by their names. */
  private static String jars(Path folder) {
    if (Files.isRegularFile(folder)) {
      return "";
    }
    try (Stream<Path> files = Files.list(folder)) {
      String names =
          files
              .map(file -> String.valueOf(file.getFileName()))
              .filter(name -> name.endsWith(".jar") || name.endsWith(".java"))
              .sorted()
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "" : " (" + names + ")";
    } catch (IOException e) {
      return " (which cannot be read)";
    }
  }

  private static @Nullable Checkpoint find(Path path, Settings given, Notices notices) {
    Path checkpoints = given.find(RunSettings.CHECKPOINT);
    boolean mayBeEmpty =
        checkpoints != null
            && path.toAbsolutePath().normalize().equals(checkpoints.toAbsolutePath().normalize());
    if (mayBeEmpty && Files.notExists(path)) {
      return null;
    }
    Path first = Bagging.folder(path, 1);
    Checkpoint found =
        CheckpointFolder.read(Files.isDirectory(first) ? first : path, notices::warn);
    if (found == null && !mayBeEmpty) {
      throw InputException.in(path, "has no checkpoint to go on from");
    }
    return found;
  }

  private static Path folder(Path path) {
    Path parent = Files.isDirectory(path) ? path : path.getParent();
    return parent == null ? Path.of(".") : parent;
  }
}
