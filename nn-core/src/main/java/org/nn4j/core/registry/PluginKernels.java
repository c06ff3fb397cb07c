package org.nn4j.core.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.nn4j.api.Kernels;
import org.nn4j.api.KernelsProvider;
import org.nn4j.core.text.Names;

/**
 * Kernels of a plug-in. They are asked once for their name and rank; all other calls are watched.
 */
final class PluginKernels implements KernelsProvider {
  private final KernelsProvider provider;
  private final Duration limit;
  private final String name;
  private final int priority;

  PluginKernels(KernelsProvider provider, Duration limit) {
    this.provider = provider;
    this.limit = limit;
    this.name = Objects.requireNonNull(provider.name(), "name() returned null");
    this.priority = provider.priority();
  }

  /**
   * Leaves out kernels whose name belongs to nn4j's own, or to several plug-ins.
   *
   * @param failures takes what is left out
   */
  static List<KernelsProvider> distinct(List<KernelsProvider> found, List<LoadFailure> failures) {
    Map<String, List<PluginKernels>> claims = new LinkedHashMap<>();
    List<KernelsProvider> distinct = new ArrayList<>();
    for (KernelsProvider provider : found) {
      if (provider instanceof PluginKernels kernels) {
        claims.computeIfAbsent(kernels.name, name -> new ArrayList<>()).add(kernels);
      } else {
        distinct.add(provider);
      }
    }
    Set<String> own =
        distinct.stream().map(KernelsProvider::name).collect(Collectors.toUnmodifiableSet());
    claims.forEach(
        (name, claimants) -> {
          if (claimants.size() == 1 && !own.contains(name)) {
            distinct.addAll(claimants);
          } else {
            failures.add(
                new LoadFailure(
                    null,
                    null,
                    null,
                    claimants.stream()
                            .map(PluginKernels::provider)
                            .collect(Collectors.joining(" and "))
                        + ": the kernels have the name "
                        + Names.quote(name)
                        + (own.contains(name) ? " of nn4j's own" : "")
                        + "; remove or rename one"));
          }
        });
    return distinct;
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
    return watched(provider::unavailable);
  }

  @Override
  public Kernels create() {
    return watched(provider::create);
  }

  private <T> T watched(Callable<T> call) {
    try {
      T result = Watched.start(name, provider.getClass().getClassLoader(), limit, call).get();
      return Objects.requireNonNull(result, "a method returned null");
    } catch (ExecutionException e) {
      throw new IllegalStateException(provider() + ": " + LoadFailure.reason(e), e);
    } catch (TimeoutException e) {
      throw new IllegalStateException(provider() + " " + e.getMessage(), e);
    }
  }

  /** Returns the class and its jar. */
  private String provider() {
    Class<?> type = provider.getClass();
    return type.getName() + " (" + Origin.of(type) + ")";
  }
}
