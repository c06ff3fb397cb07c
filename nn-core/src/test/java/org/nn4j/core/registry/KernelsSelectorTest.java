package org.nn4j.core.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;
import org.nn4j.core.InputException;

@Isolated("sets the system property that chooses kernels")
class KernelsSelectorTest {
  private static final Fake SCALAR = new Fake("scalar", 0, Optional.empty());
  private static final Fake SIMD = new Fake("simd", 10, Optional.empty());
  private static final Fake GPU = new Fake("gpu", 100, Optional.of("no device; plug one in"));

  private String saved;

  @BeforeEach
  void clearProperty() {
    saved = System.clearProperty(KernelsSelector.PROPERTY);
  }

  @AfterEach
  void restoreProperty() {
    if (saved == null) {
      System.clearProperty(KernelsSelector.PROPERTY);
    } else {
      System.setProperty(KernelsSelector.PROPERTY, saved);
    }
  }

  @Test
  void takesTheAvailableOfTheHighestPriorityAndSaysWhy() {
    KernelsChoice choice = KernelsSelector.select(List.of(SCALAR, GPU, SIMD), "auto");

    assertThat(choice.name()).isEqualTo("simd");
    assertThat(choice.kernels().name()).isEqualTo("simd");
    assertThat(choice.reasons())
        .containsExactly(
            "gpu: unavailable, no device; plug one in",
            "simd: the best available",
            "scalar: lower priority");
  }

  @Test
  void breaksTiesByName() {
    List<KernelsProvider> tied = List.of(new Fake("b", 1), SCALAR, new Fake("a", 1));

    assertThat(KernelsSelector.select(tied, "auto").name()).isEqualTo("a");
  }

  @Test
  void goesOnWhereAProviderFails() {
    KernelsProvider liar =
        new Fake("liar", 20) {
          @Override
          public Kernels create() {
            throw new NoClassDefFoundError("jdk/incubator/vector/Vector");
          }
        };

    KernelsChoice choice = KernelsSelector.select(List.of(liar, SCALAR), "auto");

    assertThat(choice.name()).isEqualTo("scalar");
    assertThat(choice.reasons())
        .startsWith("liar: failed, java.lang.NoClassDefFoundError: jdk/incubator/vector/Vector");
    assertThatThrownBy(() -> KernelsSelector.select(List.of(liar, SCALAR), "liar"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("liar: failed");
  }

  @Test
  void takesThoseAskedFor() {
    KernelsChoice choice = KernelsSelector.select(List.of(SCALAR, SIMD), "Scalar");

    assertThat(choice.name()).isEqualTo("scalar");
    assertThat(choice.reasons()).containsExactly("scalar: asked for");
  }

  @Test
  void thePropertyAsksWhereNoArgumentDoes() {
    System.setProperty(KernelsSelector.PROPERTY, "scalar");

    assertThat(KernelsSelector.select(List.of(SCALAR, SIMD), "auto").name()).isEqualTo("scalar");
    assertThat(KernelsSelector.select(List.of(SCALAR, SIMD), "simd").name()).isEqualTo("simd");
  }

  @Test
  void refusesUnavailableOnesAskedFor() {
    assertThatThrownBy(() -> KernelsSelector.select(List.of(SCALAR, GPU), "gpu"))
        .isInstanceOf(InputException.class)
        .hasMessage("the kernels asked for cannot run: gpu: unavailable, no device; plug one in");
  }

  @Test
  void refusesUnknownOnes() {
    assertThatThrownBy(() -> KernelsSelector.select(List.of(SCALAR, SIMD), "smid"))
        .isInstanceOf(InputException.class)
        .hasMessage("unknown kernels 'smid'; did you mean 'simd'? There are: auto, simd, scalar.");
  }

  @Test
  void refusesTwoOfOneName() {
    assertThatThrownBy(() -> KernelsSelector.select(List.of(SIMD, new Fake("simd", 3)), "auto"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("two kernels have the name 'simd'");
  }

  @Test
  void saysWhyNoneCanRun() {
    assertThatThrownBy(() -> KernelsSelector.select(List.of(GPU), "auto"))
        .isInstanceOf(InputException.class)
        .hasMessage("no kernels can run: gpu: unavailable, no device; plug one in");
    assertThatThrownBy(() -> KernelsSelector.select(List.of(), "auto"))
        .hasMessage("no kernels can run: put nn-simd on the path");
  }

  private static class Fake implements KernelsProvider {
    private final String name;
    private final int priority;
    private final Optional<String> refusal;

    Fake(String name, int priority) {
      this(name, priority, Optional.empty());
    }

    Fake(String name, int priority, Optional<String> refusal) {
      this.name = name;
      this.priority = priority;
      this.refusal = refusal;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public int priority() {
      return priority;
    }

    @Override
    public Optional<String> unavailable() {
      return refusal;
    }

    @Override
    public Kernels create() {
      return (Kernels)
          Proxy.newProxyInstance(
              Kernels.class.getClassLoader(),
              new Class<?>[] {Kernels.class},
              (proxy, method, arguments) -> name);
    }
  }
}
