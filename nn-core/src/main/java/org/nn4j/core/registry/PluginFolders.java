package org.nn4j.core.registry;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;

/**
 * The folders of plug-in jars that an application searches, in this order: those it was given,
 * those in the environment variable {@value #VARIABLE}, and {@code .nn4j/plugins} in the user's
 * home.
 *
 * <p>A folder that is reached twice is searched once, where it came first.
 */
public final class PluginFolders {
  /** The environment variable: folders separated as in {@code PATH}. */
  public static final String VARIABLE = "NN4J_PLUGINS";

  /** What messages say after "put the jar into". */
  public static final String ADVICE =
      "~/.nn4j/plugins, or into a folder that --plugins or " + VARIABLE + " names";

  private PluginFolders() {}

  /**
   * Returns the folders to search.
   *
   * @param given the folders that the user named, which come first
   * @throws InputException if a folder given or in the variable is missing or is no folder
   */
  public static List<Path> search(List<Path> given) {
    return search(given, System.getenv(), System.getProperty("user.home"));
  }

  static List<Path> search(
      List<Path> given, Map<String, String> environment, @Nullable String home) {
    List<Path> folders = new ArrayList<>();
    given.forEach(folder -> folders.add(real(folder, "")));
    for (String entry :
        environment.getOrDefault(VARIABLE, "").split(Pattern.quote(File.pathSeparator), -1)) {
      if (!entry.isBlank()) {
        folders.add(real(path(entry), " (named by the environment variable " + VARIABLE + ")"));
      }
    }
    if (home != null) {
      Path own = Path.of(home, ".nn4j", "plugins");
      if (Files.isDirectory(own)) {
        folders.add(real(own, ""));
      }
    }
    return folders.stream().distinct().toList();
  }

  private static Path path(String entry) {
    try {
      return Path.of(entry);
    } catch (InvalidPathException e) {
      throw new InputException(VARIABLE + ": " + Names.quote(entry) + " is not a path");
    }
  }

  /**
   * Returns a folder's real path.
   *
   * @param from who named it, for the message
   * @throws InputException if there is no such folder
   */
  static Path real(Path folder, String from) {
    if (!Files.isDirectory(folder)) {
      String fault = Files.exists(folder) ? " is not a folder" : " does not exist";
      throw InputException.in(folder, "the plug-in folder" + fault + from);
    }
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  /** Returns the files in a folder, sorted by name. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static InputException unreadable(Path folder, IOException e) {
    return InputException.in(folder, "the plug-in folder cannot be read: " + e.getMessage());
  }
}
