package org.nn4j.testkit.check;

import java.util.Optional;
import org.nn4j.api.Component;
import org.nn4j.api.Kernels;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.Kind;

/**
 * What parts are checked with.
 *
 * @param catalog where names are looked up; it need not hold the part that is checked
 * @param kernels what to compute with
 */
public record Setting(Catalog catalog, Kernels kernels) {

  /**
   * Returns the catalog and the best kernels of the class or module path, which is scanned once.
   *
   * @throws org.nn4j.core.InputException if the kernels asked for by a system property cannot run
   */
  public static Setting standard() {
    return new Setting(Catalog.standard(), KernelsSelector.standard());
  }

  /** Returns the same with other kernels. */
  public Setting with(Kernels others) {
    return new Setting(catalog, others);
  }

  /** Returns the catalog, with a part's default form in it. */
  public Catalog catalogOf(Kind kind, Component defaults) {
    Optional<CatalogEntry> present =
        catalog
            .find(kind, defaults.name())
            .filter(entry -> entry.prototype().getClass() == defaults.getClass());
    return present.isPresent() ? catalog : catalog.with(defaults);
  }
}
