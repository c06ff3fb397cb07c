package org.nn4j.examples;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.core.activation.Activations;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.inject.Nn;
import org.nn4j.core.inject.NnModule;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.registry.Plugins;
import org.nn4j.core.training.TrainingPlan;

/** The same network composed with Guice and without. */
public final class Composition {
  private Composition() {}

  // tag::guice-module
  /** What an application adds to the framework: a part of its own and a listener. */
  static final class ApplicationModule extends AbstractModule {
    private final BestEpoch best;

    ApplicationModule(BestEpoch best) {
      this.best = best;
    }

    @Override
    protected void configure() {
      NnModule.parts(binder())
          .addBinding()
          .toInstance(Activations.of("signed_square", z -> z * Math.abs(z), z -> 2 * Math.abs(z)));
      NnModule.listeners(binder()).addBinding().toInstance(best);
    }
  }

  // end::guice-module

  /** Composes with Guice; the part's name works like a built-in's. */
  public static Network withGuice(MatrixDataset data, BestEpoch best) {
    // tag::guice
    Injector injector = Guice.createInjector(NnModule.discover(), new ApplicationModule(best));
    Nn nn = injector.getInstance(Nn.class); // or @Inject it

    Network network = nn.network(2).dense(8, "signed_square").dense(1).seed(1).build();
    TrainingPlan plan = nn.plan().loss("mse").optimizer("adam(lr=0.02)").epochs(50).build();
    nn.trainer(plan).fit(network, data);
    // end::guice
    return network;
  }

  /** Replaces a binding: this injector's networks compute with the kernels given. */
  public static Nn withKernels(Kernels kernels) {
    // tag::override
    Injector injector =
        Guice.createInjector(
            Modules.override(NnModule.discover())
                .with(binder -> binder.bind(Kernels.class).toInstance(kernels)));
    // end::override
    return injector.getInstance(Nn.class);
  }

  /**
   * Composes by hand what {@link NnModule} wires.
   *
   * @param pluginFolders folders of plug-in jars
   */
  public static Nn byHand(List<Path> pluginFolders, BestEpoch best) {
    // tag::by-hand
    Plugins plugins = PluginLoader.load(pluginFolders);
    Catalog catalog =
        plugins
            .catalog()
            .with(Activations.of("signed_square", z -> z * Math.abs(z), z -> 2 * Math.abs(z)));
    Kernels kernels = KernelsSelector.select(plugins.kernels(), "scalar").kernels();
    Nn nn = new Nn(catalog, kernels, Set.of(best));
    // end::by-hand
    return nn;
  }

  /** Prints the best epoch of a training. */
  public static void main(String[] args) {
    BestEpoch best = new BestEpoch();
    Matrix x = Matrix.of(new double[] {0, 1}, new double[] {1, 0}, new double[] {1, 1});
    Matrix y = Matrix.of(new double[] {1}, new double[] {1}, new double[] {2});
    withGuice(new MatrixDataset(x, y), best);
    System.out.println("best epoch " + best.epoch());
  }
}
