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
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;

/**
 * The places where an application looks for plug-ins, in this order: those it was given, those in
 * the environment variable {@value #VARIABLE}, and {@code .nn4j/plugins} in the user's home.
 *
 * <p>A place is a folder of jars and of Java source files, or one such file. Folders in it that are
 * named {@code GROUP+ARTIFACT} hold a plug-in each, with libraries of its own. The home is that of
 * {@code HOME}, as in the shell, or without it that of the system's user database. A place that
 * occurs twice is searched once, at its first position.
 */
public final class PluginFolders {
  /** The environment variable: folders or files separated as in {@code PATH}. */
  public static final String VARIABLE = "NN4J_PLUGINS";

  /** What messages say after "put the jar into". */
  public static final String ADVICE =
      "~/.nn4j/plugins, or into a folder that --plugins or " + VARIABLE + " names";

  /** Jars of sources and Javadoc, which builds put beside a jar, are not plug-ins. */
  private static final Pattern JAR = Pattern.compile("(?i)(?!.*-(sources|javadoc)\\.jar$).*\\.jar");

  private static final Pattern ONE = Pattern.compile("[\\w-][\\w.-]*\\+[\\w.-]+");

  private PluginFolders() {}

  /**
   * Returns the places to search. One that the variable names, or that is in the user's home, need
   * not be there or readable: {@link PluginLoader#load} reports that and goes on.
   *
   * @param given the folders and files that the user named, which come first
   * @throws InputException if one given is missing, or is a file that is no jar and no source
   */
  public static List<Path> search(List<Path> given) {
    return search(given, System.getenv(), System.getProperty("user.home"));
  }

  /**
   * Returns the real paths of the folders and files that a program names, and no others.
   *
   * @throws InputException if one is missing, or is a file that is no jar and no source
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
    Path own = home(environment, home);
    // A link that leads nowhere was meant to lead somewhere.
    if (own != null && Files.exists(own.resolve("plugins"), LinkOption.NOFOLLOW_LINKS)) {
      folders.add(realIfThere(own.resolve("plugins")));
    }
    return folders.stream().distinct().toList();
  }

  private static @Nullable Path home(Map<String, String> environment, @Nullable String home) {
    String place = environment.getOrDefault("HOME", "");
    return place.isBlank() && home == null
        ? null
        : Path.of(place.isBlank() ? home : place, ".nn4j");
  }

  /** Returns the folder of plug-ins in the user's home, which may not be there. */
  public static Path own() {
    return home().resolve("plugins");
  }

  /** Returns the folder in the user's home that is nn4j's own. */
  static Path home() {
    Path home = home(System.getenv(), System.getProperty("user.home"));
    return home == null ? Path.of(System.getProperty("java.io.tmpdir"), ".nn4j") : home;
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
   * Returns a place's real path.
   *
   * @throws InputException if there is no such folder or file
   */
  private static Path real(Path place) {
    if (!Files.isDirectory(place) && !isPlugin(place)) {
      throw InputException.in(place, fault(place));
    }
    return realIfThere(place);
  }

  private static String fault(Path place) {
    return Files.exists(place)
        ? "is no folder of plug-ins, and neither a jar nor a Java source file"
        : PluginSource.is(place)
            ? "the Java source file does not exist"
            : "the plug-in folder does not exist";
  }

  private static boolean isPlugin(Path file) {
    return (isJar(file) || PluginSource.is(file)) && Files.isRegularFile(file);
  }

  private static boolean isJar(Path file) {
    return JAR.matcher(String.valueOf(file.getFileName())).matches();
  }

  /**
   * Returns the jars and source files at a place, sorted by name: those in a folder, then those in
   * its folders that hold one plug-in each, or the file itself.
   *
   * @throws IOException if it cannot be read; the message is for users
   */
  static List<Path> plugins(Path place) throws IOException {
    if (isPlugin(place)) {
      return List.of(place);
    }
    List<Path> plugins = new ArrayList<>(files(place, PluginFolders::isPlugin));
    for (Path one : files(place, PluginFolders::holdsOne)) {
      plugins.addAll(jars(one));
    }
    return plugins;
  }

  /** Whether this is a folder of one plug-in and its libraries: {@code GROUP+ARTIFACT}. */
  public static boolean holdsOne(Path folder) {
    String name = String.valueOf(folder.getFileName());
    return ONE.matcher(name).matches() && Files.isDirectory(folder);
  }

  /**
   * Returns the jars in a folder, sorted by name.
   *
   * @throws IOException if it cannot be read; the message is for users
   */
  static List<Path> jars(Path folder) throws IOException {
    return files(folder, file -> isJar(file) && Files.isRegularFile(file));
  }

  private static List<Path> files(Path folder, Predicate<Path> wanted) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NotDirectoryException(fault(folder));
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(wanted).sorted().toList();
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
