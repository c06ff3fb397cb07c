package org.nn4j.cli.job;

import com.google.inject.AbstractModule;
import com.google.inject.Injector;
import com.google.inject.Provides;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.cli.report.Console;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.inject.NnModule;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.registry.Plugins;
import org.nn4j.experiment.check.BatchOverfit;
import org.nn4j.experiment.check.GradientVerification;
import org.nn4j.experiment.check.LearningCurveMeasurement;
import org.nn4j.experiment.check.RateFinder;
import org.nn4j.experiment.crossval.CrossValidator;
import org.nn4j.experiment.data.Notices;
import org.nn4j.experiment.plugin.PluginBlame;
import org.nn4j.experiment.plugin.PluginException;
import org.nn4j.experiment.search.Search;
import org.nn4j.experiment.training.ExperimentFactory;
import org.nn4j.experiment.training.Reporter;

/**
 * Creates the jobs that need parts: scans for plug-ins and chooses kernels, then wires the job with
 * them. The only place that uses the injector.
 */
@Singleton
public final class JobFactory {
  /** The flag that uses parts of source files unchecked. */
  public static final String NO_VERIFY = "--no-verify";

  /** What {@link #NO_VERIFY} does, for the help of verbs. */
  public static final String NO_VERIFY_MEANS =
      "Use parts of Java source files without checking them before their first use.";

  private final Injector injector;
  private final Console console;
  private @Nullable PluginBlame blame;

  @Inject
  JobFactory(Injector injector, Console console) {
    this.injector = injector;
    this.console = console;
  }

  /** Attributes a failure of the last job to a plug-in, or returns empty if none is to blame. */
  public Optional<PluginException> blame(Throwable failure) {
    return blame == null ? Optional.empty() : blame.find(failure);
  }

  /**
   * Creates a job.
   *
   * @param plugins folders of plug-ins, and single ones, before those that {@link PluginFolders}
   *     knows
   * @param kernels the kernels asked for, or {@code auto}
   * @param verify whether parts of source files are checked before they are used for the first time
   * @throws org.nn4j.core.InputException if a folder is missing or the kernels cannot run
   * @throws org.nn4j.core.NnException if a source file that the user named does not pass
   */
  public <T> T open(Class<T> job, List<Path> plugins, String kernels, boolean verify) {
    Plugins all = PluginLoader.load(PluginFolders.search(plugins), console::rejected);
    KernelsChoice choice = KernelsSelector.select(all.kernels(), kernels);
    if (verify) {
      all = FirstUse.verify(all, plugins, choice.kernels(), console);
    }
    NnModule found = new NnModule(all.catalog(), choice);
    Injector wired = injector.createChildInjector(found, new ExperimentModule());
    blame = wired.getInstance(PluginBlame.class);
    return wired.getInstance(job);
  }

  /** Binds the classes of nn-experiment, which has no injector of its own. */
  private static final class ExperimentModule extends AbstractModule {
    @Provides
    ExperimentFactory experiments(
        Catalog catalog, Kernels kernels, TableSources sources, Notices notices) {
      return new ExperimentFactory(catalog, kernels, sources, notices);
    }

    @Provides
    CrossValidator validator(
        ExperimentFactory experiments, KernelsChoice kernels, Reporter reporter) {
      return new CrossValidator(experiments, kernels, reporter);
    }

    @Provides
    Search search(
        ExperimentFactory experiments,
        CrossValidator validator,
        PluginBlame blame,
        Reporter reporter) {
      return new Search(experiments, validator, blame, reporter);
    }

    @Provides
    PluginBlame blame(Catalog catalog) {
      return new PluginBlame(catalog);
    }

    @Provides
    BatchOverfit overfit(ExperimentFactory experiments) {
      return new BatchOverfit(experiments);
    }

    @Provides
    LearningCurveMeasurement learningCurve(ExperimentFactory experiments, Reporter reporter) {
      return new LearningCurveMeasurement(experiments, reporter);
    }

    @Provides
    RateFinder rates(ExperimentFactory experiments, Catalog catalog) {
      return new RateFinder(experiments, catalog);
    }

    @Provides
    GradientVerification gradients(
        ExperimentFactory experiments, Catalog catalog, Kernels kernels, Notices notices) {
      return new GradientVerification(experiments, catalog, kernels, notices);
    }
  }
}
