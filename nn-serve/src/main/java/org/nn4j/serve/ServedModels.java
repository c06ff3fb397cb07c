package org.nn4j.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.InputException;
import org.nn4j.core.NnException;
import org.nn4j.core.log.Logs;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.text.Words;
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

  /** Looks in succession that do not find a file that is gone, not being replaced. */
  private static final int GONE = 2;

  private final Map<String, ServedModel> models = new ConcurrentHashMap<>();
  private final List<String> names;
  private final Map<String, Path> files;
  private final Function<Path, Model> loader;
  private final Map<String, Stamp> stamps = new LinkedHashMap<>();

  /** How often in succession a file was not there. */
  private final Map<String, Integer> absent = new LinkedHashMap<>();

  private final Map<String, Reloads> reloads = new LinkedHashMap<>();
  private @Nullable Thread watcher;

  /** What tells that a file is another: any change of these, not a later time alone. */
  private record Stamp(long time, long size, @Nullable Object key) {
    static Stamp of(Path file) throws IOException {
      BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(found.lastModifiedTime().toMillis(), found.size(), found.fileKey());
    }
  }

  /** What became of changes of a file. */
  private static final class Reloads {
    final LongAdder loaded = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder refused = new LongAdder();
  }

  /** Takes a count of changes of a model's file. */
  interface ReloadCount {
    void accept(String model, String result, long count);
  }

  private ServedModels(
      Map<String, Model> given, Map<String, Path> files, Function<Path, Model> loader) {
    given.forEach((name, model) -> models.put(name, new ServedModel(name, model)));
    this.files = new LinkedHashMap<>(files);
    this.loader = loader;
    for (Map.Entry<String, Path> file : this.files.entrySet()) {
      stamps.put(file.getKey(), stamp(file.getValue()));
      reloads.put(file.getKey(), new Reloads());
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
   * for each change of a file, and changes nothing. A model of other columns or outputs is refused,
   * since clients would not know of it: a restart serves it.
   */
  public synchronized void reload() {
    for (Map.Entry<String, Path> entry : files.entrySet()) {
      String name = entry.getKey();
      Path file = entry.getValue();
      Stamp now = stamp(file);
      if (now == null) {
        if (absent.merge(name, 1, Integer::sum) == GONE) { // else it is being replaced
          LOG.warn("the file of {} is gone, {}; its model is served on", name, file);
        }
        continue;
      }
      absent.remove(name);
      if (now.equals(stamps.get(name))) {
        continue;
      }
      stamps.put(name, now);
      load(name, file, Objects.requireNonNull(reloads.get(name)));
    }
  }

  private void load(String name, Path file, Reloads counts) {
    try {
      ServedModel loaded = new ServedModel(name, loader.apply(file));
      ServedModel old = Objects.requireNonNull(models.get(name));
      String difference = difference(old, loaded);
      if (difference != null) {
        counts.refused.increment();
        LOG.error(
            "{} is not loaded again from {}, the model before it stays: {}. Restart the server to"
                + " serve it, or give it a name of its own",
            name,
            file,
            difference);
        return;
      }
      models.put(name, loaded);
      counts.loaded.increment();
      LOG.info("loaded {} again from {}: {} → {}", name, file, old.version(), loaded.version());
    } catch (NnException | IllegalArgumentException e) {
      counts.failed.increment();
      LOG.warn("{} is not loaded again, the model before it stays: {}", name, e.getMessage());
    }
  }

  /** Returns in what a model takes or gives something else than another, or null. */
  private static @Nullable String difference(ServedModel old, ServedModel other) {
    if (old.task() != other.task()) {
      return "it is of " + Words.of(other.task()) + " instead of " + Words.of(old.task());
    }
    String columns = difference("columns", inputs(old), inputs(other));
    return columns != null
        ? columns
        : difference("outputs", old.none().names(), other.none().names());
  }

  /** Returns the columns, and whether they are numbers. */
  private static List<String> inputs(ServedModel model) {
    return ServedColumn.of(model).stream()
        .map(column -> column.name() + " (" + column.kind().id() + ")")
        .toList();
  }

  private static @Nullable String difference(String what, List<String> old, List<String> other) {
    if (old.equals(other)) {
      return null;
    }
    List<String> less = new ArrayList<>(old);
    less.removeAll(other);
    List<String> more = new ArrayList<>(other);
    more.removeAll(old);
    return "it has other "
        + what
        + (less.isEmpty() && more.isEmpty() ? ", in the order " + String.join(", ", other) : "")
        + (less.isEmpty() ? "" : ", without " + String.join(", ", less))
        + (more.isEmpty() ? "" : ", with " + String.join(", ", more));
  }

  /** Hands over how often files of models changed, and what became of it. */
  void forEachReload(ReloadCount action) {
    reloads.forEach(
        (name, counts) -> {
          action.accept(name, "loaded", counts.loaded.sum());
          action.accept(name, "failed", counts.failed.sum());
          action.accept(name, "refused", counts.refused.sum());
        });
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
