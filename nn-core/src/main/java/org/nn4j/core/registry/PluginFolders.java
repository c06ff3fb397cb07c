package org.nn4j.core.registry;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;

/**
 * The folders of plug-in jars that an application searches, in this order: those it was given,
 * those in the environment variable {@value #VARIABLE}, and {@code .nn4j/plugins} in the user's
 * home.
 *
 * <p>The home is that of {@code HOME}, as in the shell, or without it that of the system's user
 * database. A folder that occurs twice is searched once, at its first position.
 */
public final class PluginFolders {
  /** The environment variable: folders separated as in {@code PATH}. */
  public static final String VARIABLE = "NN4J_PLUGINS";

  /** What messages say after "put the jar into". */
  public static final String ADVICE =
      "~/.nn4j/plugins, or into a folder that --plugins or " + VARIABLE + " names";

  /** Jars of sources and Javadoc, which builds put beside a jar, are not plug-ins. */
  private static final Pattern JAR = Pattern.compile("(?i)(?!.*-(sources|javadoc)\\.jar$).*\\.jar");

  private PluginFolders() {}

  /**
   * Returns the folders to search. One that the variable names, or that is in the user's home, need
   * not be there or readable: {@link PluginLoader#load} reports that and goes on.
   *
   * @param given the folders that the user named, which come first
   * @throws InputException if a folder given is missing or is no folder
   */
  public static List<Path> search(List<Path> given) {
    return search(given, System.getenv(), System.getProperty("user.home"));
  }

  /**
   * Returns the real paths of the folders that a program names, and no others.
   *
   * @throws InputException if one is missing or is no folder
   */
  public static List<Path> existing(List<Path> given) {
    return given.stream().map(PluginFolders::real).distinct().toList();
  }

  static List<Path> search(
      List<Path> given, Map<String, String> environment, @Nullable String home) {
    List<Path> folders = new ArrayList<>();
    given.forEach(folder -> folders.add(real(folder)));
    for (String entry :
        environment.getOrDefault(VARIABLE, "").split(Pattern.quote(File.pathSeparator), -1)) {
      if (!entry.isBlank()) {
        folders.add(realIfThere(path(entry)));
      }
    }
    String place = environment.getOrDefault("HOME", "");
    if (!place.isBlank() || home != null) {
      Path own = Path.of(place.isBlank() ? home : place, ".nn4j", "plugins");
      // A link that leads nowhere was meant to lead somewhere.
      if (Files.exists(own, LinkOption.NOFOLLOW_LINKS)) {
        folders.add(realIfThere(own));
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

  private static Path realIfThere(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder; // reading it will report that
    }
  }

  /**
   * Returns a folder's real path.
   *
   * @throws InputException if there is no such folder
   */
  private static Path real(Path folder) {
    if (!Files.isDirectory(folder)) {
      throw InputException.in(folder, fault(folder));
    }
    return realIfThere(folder);
  }

  private static String fault(Path folder) {
    return "the plug-in folder " + (Files.exists(folder) ? "is not a folder" : "does not exist");
  }

  /**
   * Returns the jars in a folder, sorted by name.
   *
   * @throws IOException if it cannot be read; the message is for users
   */
  static List<Path> jars(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(fault(folder));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> JAR.matcher(String.valueOf(file.getFileName())).matches())
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new IOException("the plug-in folder cannot be read: " + e.getMessage(), e);
    }
  }

  /** Returns where a folder was named, for messages. */
  static String origin(Path folder) {
    String variable = System.getenv().getOrDefault(VARIABLE, "");
    return Stream.of(variable.split(Pattern.quote(File.pathSeparator), -1))
            .anyMatch(folder.toString()::equals)
        ? " (named by the environment variable " + VARIABLE + ")"
        : "";
  }
}
