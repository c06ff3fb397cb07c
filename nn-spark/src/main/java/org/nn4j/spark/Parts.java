package org.nn4j.spark;

import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.nn4j.core.data.Table;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.registry.Plugins;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.experiment.config.RunSettings;
import org.nn4j.experiment.config.Settings;
import org.nn4j.experiment.data.MemoryRows;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.Reporter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts and kernels that a process has: those on its class path, as of jars that were given to
 * Spark, and those in folders that settings name.
 *
 * @param catalog where parts are looked up
 * @param kernels what networks compute with
 */
record Parts(Catalog catalog, KernelsChoice kernels) {
  private static final Logger LOG = LoggerFactory.getLogger("org.nn4j.spark");

  /** Messages, in the log of Spark. */
  static final Reporter NOTICES =
      new Reporter() {
        @Override
        public List<TrainingListener> listeners() {
          return List.of();
        }

        @Override
        public void note(String message) {
          LOG.info("{}", message);
        }

        @Override
        public void warn(String message) {
          LOG.warn("{}", message);
        }
      };

  static Parts of(Settings settings) {
    Plugins plugins =
        PluginLoader.load(
            PluginFolders.existing(settings.get(RunSettings.PLUGINS)),
            failure -> LOG.warn("plug-in left out: {}", failure));
    return new Parts(
        plugins.catalog(),
        KernelsSelector.select(plugins.kernels(), settings.get(RunSettings.KERNELS)));
  }

  /**
   * Returns what prepares experiments.
   *
   * @param tables rows of this process, by the names that stand for files
   */
  ExperimentFactory experiments(Map<Path, Table> tables) {
    TableSources sources = new TableSources(catalog);
    for (Map.Entry<Path, Table> table : tables.entrySet()) {
      Path name = table.getKey();
      sources =
          sources.with(name, MemoryRows.of(table.getValue())).withRead(name, table.getValue());
    }
    return experiments(sources);
  }

  /** Returns what prepares experiments on tables that sources read. */
  ExperimentFactory experiments(TableSources sources) {
    return new ExperimentFactory(catalog, kernels.kernels(), sources, NOTICES);
  }

  Model load(byte[] model) {
    return ModelFile.load(new ByteArrayInputStream(model), catalog, kernels.kernels());
  }
}
