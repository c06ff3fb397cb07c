package org.nn4j.core.registry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.nn4j.core.InputException;
import org.nn4j.core.text.Names;

/**
 * The parts of one kind by name. A name that two plug-ins claim belongs to neither.
 *
 * @param byName parts by name and alias
 * @param contested what is wrong with names that more than one claims
 * @param failures which parts were left out and why
 */
record NamedParts(
    NavigableMap<String, CatalogEntry> byName,
    Map<String, String> contested,
    List<LoadFailure> failures) {

  /**
   * Gives names to parts.
   *
   * @param own parts that keep their names, which are all different
   * @param others parts that get a name if no other part claims one of theirs
   */
  static NamedParts of(List<CatalogEntry> own, List<CatalogEntry> others) {
    NavigableMap<String, CatalogEntry> byName = new TreeMap<>();
    own.forEach(entry -> entry.names().forEach(name -> byName.put(name, entry)));
    List<LoadFailure> failures = new ArrayList<>();
    NavigableMap<String, List<CatalogEntry>> claims = new TreeMap<>();
    List<CatalogEntry> left = new ArrayList<>();
    for (CatalogEntry entry : others) {
      String taken = entry.names().stream().filter(byName::containsKey).findFirst().orElse("");
      CatalogEntry owner = byName.get(taken);
      if (owner != null) {
        failures.add(taken(entry, taken, owner));
      } else {
        left.add(entry);
        entry
            .names()
            .forEach(name -> claims.computeIfAbsent(name, n -> new ArrayList<>()).add(entry));
      }
    }
    Map<String, String> contested = new HashMap<>();
    Map<String, LoadFailure> conflicts = new LinkedHashMap<>();
    claims.forEach(
        (name, claimants) -> {
          if (claimants.size() > 1) {
            String message = conflict(name, claimants);
            conflicts.putIfAbsent(
                providers(claimants),
                new LoadFailure(claimants.get(0).kind(), null, null, message));
            contested.put(name, message);
            claimants.forEach(e -> e.names().forEach(n -> contested.putIfAbsent(n, message)));
          }
        });
    failures.addAll(conflicts.values());
    left.removeIf(entry -> entry.names().stream().anyMatch(contested::containsKey));
    left.forEach(entry -> entry.names().forEach(name -> byName.put(name, entry)));
    return new NamedParts(byName, contested, failures);
  }

  private static LoadFailure taken(CatalogEntry entry, String name, CatalogEntry owner) {
    return new LoadFailure(
        entry.kind(),
        entry.prototype().getClass().getName(),
        entry.jar(),
        "has the name "
            + Names.quote(name)
            + " of "
            + owner.provider()
            + ", which keeps it; rename yours");
  }

  /** Returns the exception for a name that several parts have. */
  static String conflict(String name, List<CatalogEntry> claimants) {
    return (claimants.size() == 2 ? "two" : String.valueOf(claimants.size()))
        + " "
        + claimants.get(0).kind().plural()
        + " have the name "
        + Names.quote(name)
        + ": "
        + providers(claimants)
        + "; remove or rename "
        + (claimants.size() == 2 ? "one" : "all but one");
  }

  private static String providers(List<CatalogEntry> entries) {
    List<String> names = entries.stream().map(CatalogEntry::provider).toList();
    boolean distinct = Set.copyOf(names).size() == names.size();
    return (distinct ? names : entries.stream().map(CatalogEntry::providerWithPath).toList())
        .stream().collect(Collectors.joining(" and "));
  }

  /** Returns the same with further failures, before these. */
  NamedParts plus(List<LoadFailure> more) {
    List<LoadFailure> all = new ArrayList<>(more);
    all.addAll(failures);
    return new NamedParts(byName, contested, List.copyOf(all));
  }

  /**
   * Finds a part.
   *
   * @throws InputException if more than one claims the name
   */
  Optional<CatalogEntry> find(String name) {
    String message = contested.get(name);
    if (message != null) {
      throw new InputException(message);
    }
    return Optional.ofNullable(byName.get(name));
  }

  /** Returns the parts, sorted by name. */
  List<CatalogEntry> entries() {
    return byName.entrySet().stream()
        .filter(named -> named.getKey().equals(named.getValue().name()))
        .map(Map.Entry::getValue)
        .toList();
  }

  Set<String> names() {
    return byName.keySet();
  }
}
