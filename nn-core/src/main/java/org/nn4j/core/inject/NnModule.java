package org.nn4j.core.inject;

import com.google.inject.AbstractModule;
import com.google.inject.Binder;
import com.google.inject.Key;
import com.google.inject.Provider;
import com.google.inject.TypeLiteral;
import com.google.inject.multibindings.Multibinder;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.nn4j.api.Component;
import org.nn4j.api.Kernels;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.registry.Plugins;
import org.nn4j.core.training.TrainingListener;

/**
 * Binds the {@link Catalog} and the {@link Kernels} that were found before the injector is made,
 * from which {@link Nn} makes networks, plans and trainers, and {@link TableSources} over the
 * catalog.
 *
 * <p>nn-core does not bring Guice along: a program that uses this class depends on Guice itself.
 *
 * <p>An application adds parts of its own with {@link #parts}, and replaces any binding with {@code
 * Modules.override(new NnModule(…)).with(…)}.
 */
// Not requires transitive: every user's compiler would then look for Guice.
@SuppressWarnings("exports")
public final class NnModule extends AbstractModule {
  private final Catalog catalog;
  private final KernelsChoice kernels;

  /** Binds what was found; does no I/O. */
  public NnModule(Catalog catalog, KernelsChoice kernels) {
    this.catalog = catalog;
    this.kernels = kernels;
  }

  /** Scans the class or module path, lets the framework choose the kernels, and binds both. */
  public static NnModule discover() {
    return discover(List.of(), KernelsSelector.AUTO);
  }

  /**
   * Scans the class or module path and folders of jars, chooses kernels, and binds both.
   *
   * @param pluginFolders see {@link PluginLoader#load(List)}
   * @param kernels see {@link KernelsSelector#select}
   * @throws org.nn4j.core.InputException as these two do
   */
  public static NnModule discover(List<Path> pluginFolders, String kernels) {
    Plugins plugins = PluginLoader.load(pluginFolders);
    return new NnModule(plugins.catalog(), KernelsSelector.select(plugins.kernels(), kernels));
  }

  /**
   * Returns the set of parts that the catalog has besides those found, to which a module adds its
   * own: {@code NnModule.parts(binder()).addBinding().toInstance(new Swish())}.
   */
  public static Multibinder<Component> parts(Binder binder) {
    return Multibinder.newSetBinder(binder, Component.class);
  }

  /**
   * Returns the set of listeners that every trainer from {@link Nn#trainer} notifies, to which a
   * module adds its own.
   */
  public static Multibinder<TrainingListener> listeners(Binder binder) {
    return Multibinder.newSetBinder(binder, TrainingListener.class);
  }

  @Override
  protected void configure() {
    parts(binder());
    listeners(binder());
    Provider<Set<Component>> extras = getProvider(Key.get(new TypeLiteral<Set<Component>>() {}));
    Provider<Catalog> all = () -> catalog.with(extras.get());
    bind(Catalog.class).toProvider(all).asEagerSingleton();
    bind(KernelsChoice.class).toInstance(kernels);
    bind(Kernels.class).toInstance(kernels.kernels());
    Provider<Catalog> known = getProvider(Catalog.class);
    Provider<Kernels> chosen = getProvider(Kernels.class);
    Provider<Set<TrainingListener>> told =
        getProvider(Key.get(new TypeLiteral<Set<TrainingListener>>() {}));
    // If Guice calls a constructor itself, newer JDKs warn, because it uses sun.misc.Unsafe.
    Provider<TableSources> sources = () -> new TableSources(known.get());
    bind(TableSources.class).toProvider(sources);
    Provider<Nn> nn = () -> new Nn(known.get(), chosen.get(), told.get());
    bind(Nn.class).toProvider(nn);
  }
}
