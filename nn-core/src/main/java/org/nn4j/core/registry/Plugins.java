package org.nn4j.core.registry;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.KernelsProvider;

/**
 * What a scan for plug-ins found.
 *
 * @param catalog the parts, and the failures of all kinds
 * @param kernels the kernels' providers, in the order found
 * @param compiled the jars that were made of source files, each in a folder of its own
 */
public record Plugins(Catalog catalog, List<KernelsProvider> kernels, List<Path> compiled) {
  // Holder classes would not do: their initializers turn an InputException into an Error.
  private static @Nullable Plugins standard;
  private static @Nullable KernelsChoice standardKernels;

  /** Copies the lists. */
  public Plugins {
    kernels = List.copyOf(kernels);
    compiled = List.copyOf(compiled);
  }

  /**
   * Returns what was found without the parts in some jars, which is reported as what cannot be
   * loaded is.
   *
   * @param reasons what is wrong with them
   */
  public Plugins without(Set<Path> jars, List<LoadFailure> reasons) {
    return new Plugins(catalog.without(jars, reasons), kernels, compiled);
  }

  /**
   * Finds what is on the class or module path, once for all callers that do not scan themselves.
   */
  static synchronized Plugins standard() {
    if (standard == null) {
      standard = PluginLoader.lazy();
    }
    return standard;
  }

  /**
   * Returns the kernels chosen among {@link #standard()}, once.
   *
   * @throws org.nn4j.core.InputException as {@link KernelsSelector#select} does
   */
  static synchronized KernelsChoice standardKernels() {
    if (standardKernels == null) {
      standardKernels = KernelsSelector.select(standard().kernels(), KernelsSelector.AUTO);
    }
    return standardKernels;
  }
}
