package org.nn4j.core.registry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;
import org.nn4j.core.InputException;
import org.nn4j.core.log.Logs;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.NearNames;
import org.slf4j.Logger;

/**
 * Picks the kernels: those asked for, else the available ones of the highest priority.
 *
 * <p>Kernels that were asked for and cannot run are an error, never silently replaced.
 */
public final class KernelsSelector {
  /** The system property that asks for kernels where no argument does. */
  public static final String PROPERTY = "nn4j.kernels";

  /** The request that leaves the choice to the framework. */
  public static final String AUTO = "auto";

  private static final Logger LOG = Logs.of(KernelsSelector.class);

  private final List<KernelsProvider> providers;
  private final List<String> reasons = new ArrayList<>();

  private KernelsSelector(List<KernelsProvider> providers) {
    this.providers =
        providers.stream()
            .sorted(
                Comparator.comparingInt(KernelsProvider::priority)
                    .reversed()
                    .thenComparing(KernelsProvider::name))
            .toList();
    Set<String> names = new HashSet<>();
    for (KernelsProvider provider : providers) {
      if (!names.add(provider.name())) {
        throw new InputException(
            "two kernels have the name "
                + Names.quote(provider.name())
                + ", one is "
                + provider.getClass().getName()
                + "; remove or rename one");
      }
    }
  }

  /**
   * Picks kernels and logs the choice.
   *
   * @param providers what there is, from {@link Plugins#kernels()}
   * @param request a name or {@value #AUTO}; the latter lets the system property {@value #PROPERTY}
   *     ask
   * @throws InputException if the kernels asked for are unknown or unavailable, or none can run
   */
  public static KernelsChoice select(List<KernelsProvider> providers, String request) {
    String name = request.equals(AUTO) ? System.getProperty(PROPERTY, AUTO) : request;
    KernelsSelector selector = new KernelsSelector(providers);
    KernelsChoice choice = name.equals(AUTO) ? selector.best() : selector.forced(name);
    LOG.info("kernels: {}", String.join("; ", choice.reasons()));
    return choice;
  }

  /** Returns the best kernels on the class or module path, chosen once. */
  public static Kernels standard() {
    return Plugins.standardKernels().kernels();
  }

  private KernelsChoice forced(String name) {
    KernelsProvider provider =
        providers.stream()
            .filter(p -> p.name().equals(Names.fold(name)))
            .findFirst()
            .orElseThrow(() -> new InputException(unknown(name)));
    Kernels kernels = create(provider);
    if (kernels == null) {
      throw new InputException("the kernels asked for cannot run: " + reasons.get(0));
    }
    reasons.add(provider.name() + ": asked for");
    return new KernelsChoice(kernels, provider.name(), reasons);
  }

  private String unknown(String name) {
    List<String> names = providers.stream().map(KernelsProvider::name).toList();
    return "unknown kernels "
        + Names.quote(name)
        + NearNames.suggestion(name, names)
        + " There are: auto"
        + (names.isEmpty() ? "" : ", " + String.join(", ", names))
        + ".";
  }

  private KernelsChoice best() {
    KernelsChoice choice = null;
    for (KernelsProvider provider : providers) {
      if (choice != null) {
        reasons.add(provider.name() + ": lower priority");
        continue;
      }
      Kernels kernels = create(provider);
      if (kernels != null) {
        reasons.add(provider.name() + ": the best available");
        choice = new KernelsChoice(kernels, provider.name(), List.of());
      }
    }
    if (choice == null) {
      throw new InputException(
          "no kernels can run: "
              + (reasons.isEmpty() ? "put nn-simd on the path" : String.join("; ", reasons)));
    }
    return new KernelsChoice(choice.kernels(), choice.name(), reasons);
  }

  /** Returns a provider's kernels, or null after adding the reason why it has none. */
  private @Nullable Kernels create(KernelsProvider provider) {
    try {
      Optional<String> refusal = provider.unavailable();
      if (refusal.isEmpty()) {
        return provider.create();
      }
      reasons.add(provider.name() + ": unavailable, " + refusal.get());
    } catch (RuntimeException | LinkageError e) {
      reasons.add(provider.name() + ": failed, " + e);
    }
    return null;
  }
}
