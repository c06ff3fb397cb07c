package org.nn4j.core.registry;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.nn4j.api.Component;

/**
 * The parts that are not the framework's own. Those in jars are made when one of their kind is
 * asked for that the framework does not have, so that a broken one does not disturb the others.
 */
final class PluginParts {
  /**
   * Parts of a kind.
   *
   * @param failures what of that kind could not be made
   */
  record Made(List<CatalogEntry> entries, List<LoadFailure> failures) {}

  private final List<CatalogEntry> present;
  private final List<Plugin> plugins;
  private final List<LoadFailure> failures;
  private final Duration limit;
  private final Consumer<LoadFailure> rejected;
  private final Set<LoadFailure> told = new HashSet<>();
  private final Map<Kind, Made> made = new EnumMap<>(Kind.class);

  /**
   * Reports at once what has failed already.
   *
   * @param present parts that are made already
   * @param rejected called with each failure when it is met
   */
  PluginParts(
      List<CatalogEntry> present,
      List<Plugin> plugins,
      List<LoadFailure> failures,
      Duration limit,
      Consumer<LoadFailure> rejected) {
    this.present = List.copyOf(present);
    this.plugins = List.copyOf(plugins);
    this.failures = List.copyOf(failures);
    this.limit = limit;
    this.rejected = rejected;
    tell(failures);
  }

  /** Returns those that are made already. */
  List<CatalogEntry> present() {
    return present;
  }

  /** Returns what failed before any part was made. */
  List<LoadFailure> failures() {
    return failures;
  }

  /** Returns the parts that are made already or have been made since. */
  synchronized List<CatalogEntry> made() {
    return Stream.concat(
            present.stream(), made.values().stream().flatMap(kind -> kind.entries().stream()))
        .distinct()
        .toList();
  }

  /** Creates all parts of a kind, once. */
  synchronized Made of(Kind kind) {
    return made.computeIfAbsent(kind, k -> make(k, k.type()));
  }

  private <T extends Component> Made make(Kind kind, Class<T> type) {
    List<CatalogEntry> entries =
        new ArrayList<>(present.stream().filter(entry -> entry.kind() == kind).toList());
    List<LoadFailure> faults = new ArrayList<>();
    plugins.stream()
        .filter(plugin -> plugin.provides(type))
        .map(plugin -> plugin.start(type, limit, part -> CatalogEntry.of(kind, part)))
        .toList()
        .forEach(making -> making.finish(kind, entries, faults));
    tell(faults);
    return new Made(List.copyOf(entries), List.copyOf(faults));
  }

  /** Reports failures, each of them once. */
  synchronized void tell(List<LoadFailure> met) {
    met.stream().filter(told::add).forEach(rejected);
  }
}
