package org.nn4j.cli.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nn4j.core.InputException;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.registry.PluginLoader;

/**
 * A folder of plug-ins that Maven fetched, each in a folder of its own, {@code GROUP+ARTIFACT},
 * with its libraries in {@code lib}: so one's libraries are not another's.
 *
 * @param folder the folder, which may not be there yet
 */
public record PluginStore(Path folder) {
  private static final String LIBRARIES = "lib";

  /** Begins the names of folders that are being filled or deleted. */
  private static final String HIDDEN = ".nn";

  /**
   * What was added.
   *
   * @param folder the plug-in's folder
   * @param jars its jars, its own first
   * @param parts what it provides
   */
  public record Added(Path folder, List<Jar> jars, List<CatalogEntry> parts) {}

  /**
   * A jar.
   *
   * @param file its place in the plug-in's folder
   * @param licence what its pom says
   */
  public record Jar(Path file, String sha256, String licence) {}

  /**
   * Fetches a plug-in; another version of it is replaced. If something fails, all is as it was.
   *
   * @param maven the command that starts Maven, with arguments
   * @throws InputException if it cannot be fetched or written, or is no plug-in
   */
  public Added add(Coordinates plugin, List<String> maven) {
    Path temporary = null;
    try {
      temporary = Files.createTempDirectory(Files.createDirectories(folder), HIDDEN);
      List<Path> fetched = MavenFetch.fetch(maven, plugin, temporary);
      Path made = temporary.resolve("new");
      List<Jar> jars = arrange(plugin, fetched, made);
      Path place = folder.resolve(plugin.folder());
      Path old = temporary.resolve("old");
      if (Files.exists(place)) {
        Files.move(place, old);
      }
      Files.move(made, place);
      Catalog catalog = PluginLoader.load(List.of(place)).catalog();
      List<CatalogEntry> parts =
          Arrays.stream(Kind.values())
              .flatMap(kind -> catalog.list(kind).stream())
              .filter(entry -> entry.origin().name().equals(jars.get(0).file.toString()))
              .toList();
      if (!catalog.failures().isEmpty()) {
        Files.move(place, temporary.resolve("rejected"));
        if (Files.exists(old)) {
          Files.move(old, place);
        }
        throw new InputException(
            plugin
                + " is not added: "
                + catalog.failures().stream()
                    .map(Object::toString)
                    .collect(Collectors.joining("; ")));
      }
      return new Added(place, jars, parts);
    } catch (IOException e) {
      throw InputException.in(folder, plugin + " cannot be added: " + e);
    } finally {
      if (temporary != null) {
        delete(temporary);
      }
    }
  }

  private static List<Jar> arrange(Coordinates plugin, List<Path> jars, Path place)
      throws IOException {
    String own = plugin.artifact() + "-" + plugin.version() + ".jar";
    Files.createDirectories(jars.size() > 1 ? place.resolve(LIBRARIES) : place);
    List<Jar> files = new ArrayList<>();
    for (Path jar : jars) {
      String name = jar.getFileName().toString();
      boolean library = !name.equals(own);
      Path file = library ? Path.of(LIBRARIES, name) : Path.of(name);
      files.add(library ? files.size() : 0, jar(jar, file));
      Files.move(jar, place.resolve(file));
    }
    return files;
  }

  private static Jar jar(Path jar, Path file) throws IOException {
    return new Jar(file, Sha256.of(List.of(jar)), MavenFetch.licence(jar));
  }

  /**
   * Removes a plug-in.
   *
   * @return its folder, which is gone
   * @throws InputException if it is not there
   */
  public Path remove(Coordinates plugin) {
    Path place = folder.resolve(plugin.folder());
    if (!Files.isDirectory(place)) {
      throw InputException.in(folder, plugin + " was not added to it; " + there());
    }
    try {
      Path temporary = Files.createTempDirectory(folder, HIDDEN);
      Files.move(place, temporary.resolve("old"));
      delete(temporary);
    } catch (IOException e) {
      throw InputException.in(place, "cannot be removed: " + e);
    }
    return place;
  }

  private String there() {
    try (Stream<Path> folders = Files.list(folder)) {
      String names =
          folders
              .filter(PluginFolders::holdsOne)
              .map(place -> place.getFileName().toString().replace('+', ':'))
              .sorted()
              .collect(Collectors.joining(", "));
      return names.isEmpty() ? "nothing was" : "there are " + names;
    } catch (IOException e) {
      return "it cannot be read: " + e.getMessage();
    }
  }

  private static void delete(Path tree) {
    try (Stream<Path> paths = Files.walk(tree)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    } catch (IOException e) {
      throw InputException.in(tree, "cannot be deleted: " + e);
    }
  }
}
