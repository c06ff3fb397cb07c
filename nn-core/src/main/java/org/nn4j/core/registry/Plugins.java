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
}
