package org.nn4j.core.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import com.google.inject.util.Modules;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.core.data.MatrixDataset;
import org.nn4j.core.data.read.TableSources;
import org.nn4j.core.network.Network;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.Parts;
import org.nn4j.core.training.EpochResult;
import org.nn4j.core.training.TrainingListener;
import org.nn4j.core.training.TrainingPlan;

class NnModuleTest {
  private final Kernels kernels = kernels("scalar");
  private final NnModule module =
      new NnModule(
          Catalog.of(new Parts.LeakyRelu()),
          new KernelsChoice(kernels, "scalar", List.of("scalar: asked for")));

  private static Kernels kernels(String name) {
    return (Kernels)
        Proxy.newProxyInstance(
            Kernels.class.getClassLoader(),
            new Class<?>[] {Kernels.class},
            (proxy, method, arguments) -> name);
  }

  @Test
  void bindsWhatWasFound() {
    Injector injector = Guice.createInjector(module);

    assertThat(injector.getInstance(TableSources.class)).isNotNull();
    assertThat(injector.getInstance(Catalog.class).create(Activation.class, "leaky_relu(0.5)"))
        .isEqualTo(new Parts.LeakyRelu(0.5));
    assertThat(injector.getInstance(Kernels.class)).isSameAs(kernels);
    assertThat(injector.getInstance(KernelsChoice.class).name()).isEqualTo("scalar");
    assertThat(injector.getInstance(Catalog.class)).isSameAs(injector.getInstance(Catalog.class));
  }

  @Test
  void anApplicationAddsParts() {
    AbstractModule application =
        new AbstractModule() {
          @Override
          protected void configure() {
            NnModule.parts(binder()).addBinding().toInstance(new Parts.Silu());
            NnModule.parts(binder()).addBinding().to(Parts.Adam.class);
          }
        };

    Catalog catalog = Guice.createInjector(module, application).getInstance(Catalog.class);

    assertThat(catalog.find(Kind.ACTIVATION, "swish")).isPresent();
    assertThat(catalog.find(Kind.ACTIVATION, "leaky_relu")).isPresent();
    assertThat(catalog.find(Kind.OPTIMIZER, "adam")).isPresent();
  }

  @Test
  void anApplicationOverridesABinding() {
    Kernels own = kernels("own");
    AbstractModule application =
        new AbstractModule() {
          @Override
          protected void configure() {
            bind(Kernels.class).toInstance(own);
          }
        };

    Injector injector = Guice.createInjector(Modules.override(module).with(application));

    assertThat(injector.getInstance(Kernels.class)).isSameAs(own);
    assertThat(injector.getInstance(Catalog.class).list(Kind.ACTIVATION)).hasSize(1);
  }

  @Test
  void aNameThatIsTakenFailsWhenTheInjectorIsMade() {
    AbstractModule application =
        new AbstractModule() {
          @Override
          protected void configure() {
            NnModule.parts(binder()).addBinding().toInstance(new Parts.Plain("leaky_relu"));
          }
        };

    assertThatThrownBy(() -> Guice.createInjector(Stage.DEVELOPMENT, module, application))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("two activations have the name 'leaky_relu'");
  }

  @Test
  void anApplicationTrainsWithWhatTheInjectorGives() {
    List<String> told = new ArrayList<>();
    AbstractModule application =
        new AbstractModule() {
          @Override
          protected void configure() {
            NnModule.listeners(binder())
                .addBinding()
                .toInstance(
                    new TrainingListener() {
                      @Override
                      public void epochDone(EpochResult result) {
                        told.add("epoch " + result.epoch());
                      }
                    });
          }
        };
    Nn nn = Guice.createInjector(NnModule.discover(), application).getInstance(Nn.class);

    Network network = nn.network(1).seed(1).dense(1, "identity").build();
    Matrix x = Matrix.of(new double[] {1}, new double[] {2});
    Matrix y = Matrix.of(new double[] {2}, new double[] {4});
    TrainingPlan plan = nn.plan().loss("mse").optimizer("sgd(lr=0.1)").epochs(200).build();
    nn.trainer(plan).fit(network, new MatrixDataset(x, y));

    assertThat(told).hasSize(200).startsWith("epoch 1").endsWith("epoch 200");
    assertThat(network.predict(Matrix.of(new double[] {3})).get(0, 0))
        .isCloseTo(6, Offset.offset(0.05));
  }

  @Test
  void aPlanNeedsALoss() {
    assertThatThrownBy(() -> TrainingPlan.builder().build())
        .hasMessage("a plan needs a loss, for instance loss(\"mse\")");
  }
}
