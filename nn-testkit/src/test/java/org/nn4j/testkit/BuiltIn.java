package org.nn4j.testkit;

import java.util.stream.Stream;
import org.nn4j.api.Component;
import org.nn4j.core.registry.Catalog;

/** The framework's own parts. */
final class BuiltIn {
  private BuiltIn() {}

  static <C extends Component> C first(Class<C> kind) {
    return Catalog.standard().all(kind).get(0);
  }

  /** Returns the others with their defaults, then some with other parameters. */
  static <C extends Component> Stream<C> others(Class<C> kind, String... expressions) {
    return Stream.concat(
        Catalog.standard().all(kind).stream().skip(1),
        Stream.of(expressions).map(text -> Catalog.standard().create(kind, text)));
  }
}
