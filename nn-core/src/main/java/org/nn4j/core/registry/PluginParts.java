package org.nn4j.core.registry;

import java.nio.file.Path;
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
 * The parts that were found on the path and in jars. Those in jars are created when a part of their
 * kind is asked for that the framework does not have, so that a broken one does not affect the
 * others.
 */
final class PluginParts {
  /**
   * Parts of a kind that are not the framework's own.
   *
   * @param failures what of that kind could not be made
   */
  record Made(List<CatalogEntry> entries, List<LoadFailure> failures) {}

  private final ProviderScan path;
  private final List<Plugin> plugins;
  private final List<LoadFailure> failures;
  private final Duration limit;
  private final Consumer<LoadFailure> rejected;
  private final Set<LoadFailure> told;
  private final Map<Kind, Made> made = new EnumMap<>(Kind.class);

  /**
   * Reports at once what has failed already.
   *
   * @param path the parts of a kind on the path
   * @param failures what failed and is of no kind
   * @param rejected called with each failure when it is met
   */
  PluginParts(
      ProviderScan path,
      List<Plugin> plugins,
      List<LoadFailure> failures,
      Duration limit,
      Consumer<LoadFailure> rejected) {
    this(path, plugins, failures, limit, rejected, Set.of());
  }

  private PluginParts(
      ProviderScan path,
      List<Plugin> plugins,
      List<LoadFailure> failures,
      Duration limit,
      Consumer<LoadFailure> rejected,
      Set<LoadFailure> told) {
    this.path = path;
    this.plugins = List.copyOf(plugins);
    this.failures = List.copyOf(failures);
    this.limit = limit;
    this.rejected = rejected;
    this.told = new HashSet<>(told);
  }

  /**
   * Returns the parts without those of some plug-ins, and reports why.
   *
   * @param jars their files
   */
  synchronized PluginParts without(Set<Path> jars, List<LoadFailure> reasons) {
    List<Plugin> others = plugins.stream().filter(p -> !jars.contains(p.jar())).toList();
    List<LoadFailure> all = Stream.concat(failures.stream(), reasons.stream()).toList();
    PluginParts fewer = new PluginParts(path, others, all, limit, rejected, told);
    fewer.tell(reasons);
    return fewer;
  }

  /** Returns the framework's own parts of a kind. */
  List<CatalogEntry> own(Kind kind) {
    return path.of(kind).own();
  }

  /** Returns the parts of a kind on the path that are not the framework's own. */
  List<CatalogEntry> present(Kind kind) {
    return path.of(kind).others();
  }

  /** Returns what failed and is of no kind. */
  List<LoadFailure> failures() {
    return failures;
  }

  /** Returns the parts on the path and in jars that have been made so far. */
  synchronized List<CatalogEntry> made() {
    return Stream.concat(
            path.soFar().stream().flatMap(found -> found.others().stream()),
            made.values().stream().flatMap(kind -> kind.entries().stream()))
        .distinct()
        .toList();
  }

  /** Creates all parts of a kind, once. */
  synchronized Made of(Kind kind) {
    return made.computeIfAbsent(kind, k -> make(k, k.type()));
  }

  private <T extends Component> Made make(Kind kind, Class<T> type) {
    List<CatalogEntry> entries = new ArrayList<>(present(kind));
    List<LoadFailure> faults = new ArrayList<>(path.of(kind).failures());
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
