package org.nn4j.bench.measure;

import java.util.List;
import java.util.ServiceLoader;
import java.util.function.Function;

/** Finds what the class path has of a kind by name. */
public final class Named {
  private Named() {}

  /**
   * Finds a service by its name.
   *
   * @param kind what it is called: {@code products of}, {@code contestant}
   * @throws IllegalArgumentException if it is not on the class path
   */
  public static <T> T find(Class<T> service, Function<T, String> nameOf, String kind, String name) {
    List<T> found = ServiceLoader.load(service).stream().map(ServiceLoader.Provider::get).toList();
    return found.stream()
        .filter(one -> nameOf.apply(one).equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "the class path has no "
                        + kind
                        + " "
                        + name
                        + ", only "
                        + found.stream().map(nameOf).toList()));
  }
}
