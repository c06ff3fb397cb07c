package org.nn4j.core.registry;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.nn4j.core.text.Names;
import org.nn4j.core.text.NearNames;

/** The message about a part that is not there: what was meant, what there is, what failed. */
final class UnknownName {
  private static final int MOST_FAILURES = 5;

  private UnknownName() {}

  static String message(Catalog catalog, Kind kind, String name) {
    List<String> names = catalog.list(kind).stream().map(CatalogEntry::name).toList();
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
