package org.nn4j.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.NnException;
import org.nn4j.core.log.Logs;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.slf4j.Logger;

/**
 * The models that are served, by their names. Those of files are loaded again when their file
 * changes; one that cannot be loaded then leaves the old one in its place.
 *
 * <p>Thread-safe.
 */
public final class ServedModels implements AutoCloseable {
  private static final Logger LOG = Logs.of(ServedModels.class);

  /** How often files are looked at. */
  private static final long PERIOD_MILLIS = 500;

  private final Map<String, ServedModel> models = new ConcurrentHashMap<>();
  private final List<String> names;
  private final Map<String, Path> files;
  private final Function<Path, Model> loader;
  private final Map<String, Stamp> stamps = new LinkedHashMap<>();
  private @Nullable Thread watcher;

  /** What tells that a file is another: any change of these, not a later time alone. */
  private record Stamp(long time, long size, @Nullable Object key) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(found.lastModifiedTime().toMillis(), found.size(), found.fileKey());
    }
  }

  private ServedModels(
      Map<String, Model> given, Map<String, Path> files, Function<Path, Model> loader) {
    given.forEach((name, model) -> models.put(name, new ServedModel(name, model)));
    this.files = new LinkedHashMap<>(files);
    this.loader = loader;
    for (Map.Entry<String, Path> file : this.files.entrySet()) {
      stamps.put(file.getKey(), stamp(file.getValue()));
      models.put(file.getKey(), new ServedModel(file.getKey(), loader.apply(file.getValue())));
    }
    this.names = List.copyOf(files.isEmpty() ? given.keySet() : this.files.keySet());
  }

  /**
   * Serves one model, called {@code model}.
   *
   * @throws InputException if it has no preprocessing, so that its columns have no names
   */
  public static ServedModels of(Model model) {
    return of(Map.of("model", model));
  }

  /**
   * Serves models by their names.
   *
   * @throws InputException if one has no preprocessing, so that its columns have no names
   * @throws IllegalArgumentException if there is none
   */
  public static ServedModels of(Map<String, Model> models) {
    requireSome(models);
    return new ServedModels(models, Map.of(), ModelFile::load);
  }

  /**
   * Serves the models of files whose parts are on the class or module path, as {@link #ofFiles(Map,
   * Function)} does.
   *
   * @throws InputException if one cannot be read, or has no preprocessing
   * @throws IllegalArgumentException if there is none
   */
  public static ServedModels ofFiles(Map<String, Path> files) {
    return ofFiles(files, ModelFile::load);
  }

  /**
   * Serves the models of files, and looks twice a second whether a file is another one.
   *
   * @param files by the names of the models
   * @param loader reads a model, with parts of plug-ins perhaps
   * @throws InputException if one cannot be read, or has no preprocessing
   * @throws IllegalArgumentException if there is none
   */
  public static ServedModels ofFiles(Map<String, Path> files, Function<Path, Model> loader) {
    requireSome(files);
    ServedModels served = new ServedModels(Map.of(), files, loader);
    Thread watcher = new Thread(served::watch, "nn4j-reload");
    watcher.setDaemon(true);
    served.watcher = watcher;
    watcher.start();
    return served;
  }

  private static void requireSome(Map<String, ?> models) {
    if (models.isEmpty()) {
      throw new IllegalArgumentException("serve: there must be at least one model");
    }
  }

  /** Returns the names of all models, the first that was given first. */
  public List<String> names() {
    return names;
  }

  /**
   * Returns a model.
   *
   * @param name one of the {@link #names}
   * @throws InputException if there is none of that name
   */
  public Model model(String name) {
    ServedModel found = find(name);
    if (found == null) {
      throw new InputException(
          "serve: no model '" + name + "'; there are " + String.join(", ", names));
    }
    return found.model();
  }

  @Nullable ServedModel find(String name) {
    return models.get(name);
  }

  /** Returns all models, in the order of their names. */
  List<ServedModel> all() {
    return names.stream().map(models::get).map(Objects::requireNonNull).toList();
  }

  private void watch() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        Thread.sleep(PERIOD_MILLIS);
      } catch (InterruptedException e) {
        return;
      }
      reload();
    }
  }

  /**
   * Looks at the files now, and loads those again that are others. What goes wrong is logged, once
   * for each change of a file, and changes nothing.
   */
  public synchronized void reload() {
    for (Map.Entry<String, Path> entry : files.entrySet()) {
      String name = entry.getKey();
      Path file = entry.getValue();
      Stamp now = stamp(file);
      if (now == null || now.equals(stamps.get(name))) {
        continue; // missing while it is replaced, or for good: the old model serves
      }
      stamps.put(name, now);
      try {
        ServedModel loaded = new ServedModel(name, loader.apply(file));
        ServedModel old = Objects.requireNonNull(models.put(name, loaded));
        LOG.info("loaded {} again from {}: {} → {}", name, file, old.version(), loaded.version());
        if (!old.columns().equals(loaded.columns())) {
          LOG.warn(
              "{} has other columns than before: {} → {}", name, old.columns(), loaded.columns());
        }
      } catch (NnException | IllegalArgumentException e) {
        LOG.warn("{} is not loaded again, the model before it stays: {}", name, e.getMessage());
      }
    }
  }

  private static @Nullable Stamp stamp(Path file) {
    try {
      return Stamp.of(file);
    } catch (IOException e) {
      return null;
    }
  }

  /** Ends looking at files; the models stay. */
  @Override
  public void close() {
    if (watcher != null) {
      watcher.interrupt();
    }
  }

  /** Returns the names. */
  @Override
  public String toString() {
    return "serves " + String.join(", ", names);
  }
}
