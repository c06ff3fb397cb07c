package org.nn4j.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.api.TableRows;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.registry.Plugins;
import org.nn4j.core.training.Cancellation;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.experiment.config.DataSettings;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.crossval.CrossValidator;
import org.nn4j.experiment.plugin.PluginBlame;
import org.nn4j.experiment.search.Search;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.Reporter;

/** What one computation of an {@link Experiment} works with. */
final class ExperimentContext implements Reporter {
  private final Catalog catalog;
  private final KernelsChoice kernels;
  private final ExperimentFactory experiments;
  private final Cancellation cancellation;
  private final List<TrainingListener> listeners;
  private final Consumer<String> consumer;
  private final List<String> notices = new ArrayList<>();
  private final Interruption interruption = new Interruption();

  /**
   * Cancels where the thread is interrupted. It is uninterrupted meanwhile: a file that it writes,
   * such as a checkpoint, would be closed.
   */
  private final class Interruption implements TrainingListener {
    private boolean interrupted;

    @Override
    public void batchDone(int epoch, int batch, int batches, double loss, double rate) {
      if (Thread.interrupted()) {
        interrupted = true;
        cancellation.cancel();
      }
    }
  }

  /**
   * Loads the parts and chooses the kernels that settings ask for.
   *
   * @param rows the data if they are in memory, else null
   */
  ExperimentContext(
      Settings settings,
      @Nullable Supplier<TableRows> rows,
      List<Component> parts,
      List<TrainingListener> listeners,
      Consumer<String> consumer) {
    this.consumer = consumer;
    List<Path> folders = PluginFolders.existing(settings.get(RunSettings.PLUGINS));
    Plugins plugins = PluginLoader.load(folders, failure -> warn("plug-in left out: " + failure));
    catalog = with(plugins.catalog(), parts);
    kernels = KernelsSelector.select(plugins.kernels(), settings.get(RunSettings.KERNELS));
    TableSources sources = new TableSources(catalog);
    experiments =
        new ExperimentFactory(
            catalog,
            kernels.kernels(),
            rows == null ? sources : sources.with(settings.get(DataSettings.DATA_FILE), rows),
            this);
    cancellation =
        listeners.stream()
            .filter(Cancellation.class::isInstance)
            .map(Cancellation.class::cast)
            .findFirst()
            .orElseGet(Cancellation::new);
    this.listeners =
        Stream.concat(
                listeners.stream().filter(listener -> listener != cancellation),
                Stream.of(interruption))
            .toList();
  }

  /** Adds the parts whose classes are not found anyway, each class once. */
  private static Catalog with(Catalog found, List<Component> parts) {
    Map<Class<?>, Component> missing = new LinkedHashMap<>();
    for (Component part : parts) {
      boolean there =
          Kind.of(part.getClass())
              .flatMap(kind -> found.find(kind, part.name()))
              .filter(entry -> entry.prototype().getClass() == part.getClass())
              .isPresent();
      if (!there) {
        missing.put(part.getClass(), part);
      }
    }
    return found.with(missing.values());
  }

  Catalog catalog() {
    return catalog;
  }

  KernelsChoice kernels() {
    return kernels;
  }

  ExperimentFactory experiments() {
    return experiments;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  PluginBlame blame() {
    return new PluginBlame(catalog);
  }

  CrossValidator validator() {
    return new CrossValidator(experiments, kernels, this);
  }

  Search search() {
    return new Search(experiments, validator(), blame(), this);
  }

  @Override
  public List<TrainingListener> listeners() {
    return listeners;
  }

  @Override
  public void note(String message) {
    warn(message);
  }

  @Override
  public void warn(String message) {
    String words = Experiment.inCode(message);
    notices.add(words);
    consumer.accept(words);
  }

  List<String> notices() {
    return List.copyOf(notices);
  }

  /** Interrupts the thread again if it was. */
  void close() {
    if (interruption.interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
