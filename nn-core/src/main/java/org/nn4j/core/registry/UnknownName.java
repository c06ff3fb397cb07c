package org.nn4j.core.registry;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.NearNames;

/** The message about an unknown part: what was probably meant, what exists, what failed to load. */
final class UnknownName {
  private static final int MOST_FAILURES = 5;

  /** Where nn4j's own parts of a kind are, if not beside this class. */
  private static final Map<Kind, String> ARTIFACTS = new EnumMap<>(Kind.class);

  static {
    ARTIFACTS.put(Kind.LOSS, "org.nn4j:nn-losses");
    ARTIFACTS.put(Kind.OPTIMIZER, "org.nn4j:nn-optim");
    ARTIFACTS.put(Kind.SCHEDULE, "org.nn4j:nn-optim");
  }

  private UnknownName() {}

  static String message(Catalog catalog, Kind kind, String name) {
    List<String> names = catalog.list(kind).stream().map(CatalogEntry::name).toList();
    if (isAbsent(catalog, ARTIFACTS.get(kind))) {
      return absent(catalog, kind, name);
    }
    return "unknown "
        + kind.noun()
        + " "
        + Names.quote(name)
        + otherKind(catalog, kind, name)
        + NearNames.partSuggestion(name, names, catalog.names(kind))
        + " Available: "
        + (names.isEmpty() ? "none" : String.join(", ", names))
        + ". Missing a plug-in? Put its jar into "
        + PluginFolders.ADVICE
        + "."
        + failures(catalog, kind);
  }

  /** Returns whether a catalog has nothing of what an artifact brings, nor failed to load it. */
  private static boolean isAbsent(Catalog catalog, @Nullable String artifact) {
    return artifact != null
        && ARTIFACTS.entrySet().stream()
            .filter(entry -> entry.getValue().equals(artifact))
            .map(Map.Entry::getKey)
            .allMatch(kind -> catalog.list(kind).isEmpty() && catalog.failures(kind).isEmpty());
  }

  /**
   * Names everything that is missing at once, so that users need not add one jar to learn of the
   * next.
   */
  private static String absent(Catalog catalog, Kind kind, String name) {
    List<Kind> kinds =
        ARTIFACTS.keySet().stream().filter(k -> isAbsent(catalog, ARTIFACTS.get(k))).toList();
    return "unknown "
        + kind.noun()
        + " "
        + Names.quote(name)
        + ": there are no "
        + kinds.stream().map(Kind::plural).collect(Collectors.joining(", no "))
        + " at all. nn4j's are in "
        + kinds.stream().map(ARTIFACTS::get).distinct().collect(Collectors.joining(" and "))
        + ", and org.nn4j:nn4j brings all of nn4j: add it to the class or module path.";
  }

  private static String otherKind(Catalog catalog, Kind kind, String name) {
    return Arrays.stream(Kind.values())
        .filter(other -> other != kind && catalog.names(other).contains(Names.fold(name)))
        .findFirst()
        .map(other -> " (" + Names.quote(name) + " is " + other.withArticle() + ")")
        .orElse("");
  }

  private static String failures(Catalog catalog, Kind kind) {
    List<LoadFailure> relevant = catalog.failures(kind);
    if (relevant.isEmpty()) {
      return "";
    }
    int count = relevant.size();
    return " "
        + count
        + (count == 1 ? " provider" : " providers")
        + " failed to load: "
        + relevant.stream()
            .limit(MOST_FAILURES)
            .map(LoadFailure::toString)
            .collect(Collectors.joining("; "))
        + (count > MOST_FAILURES ? "; …" : ".");
  }
}
