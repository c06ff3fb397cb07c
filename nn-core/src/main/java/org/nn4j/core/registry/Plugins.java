package org.nn4j.core.registry;

import java.util.List;
import org.nn4j.api.KernelsProvider;

/**
 * What a scan for plug-ins found.
 *
 * @param catalog the parts, and the failures of all kinds
 * @param kernels the kernels' providers, in the order found
 */
public record Plugins(Catalog catalog, List<KernelsProvider> kernels) {
  /** Copies the list. */
  public Plugins {
    kernels = List.copyOf(kernels);
  }

  /**
   * Finds what is on the class or module path, once for all callers that do not scan themselves.
   */
  static Plugins standard() {
    return Standard.PLUGINS;
  }

  private static final class Standard {
    private static final Plugins PLUGINS = PluginLoader.load();
    private static final KernelsChoice KERNELS =
        KernelsSelector.select(PLUGINS.kernels(), KernelsSelector.AUTO);
  }

  /** Returns the kernels chosen among {@link #standard()}. */
  static KernelsChoice standardKernels() {
    return Standard.KERNELS;
  }
}
