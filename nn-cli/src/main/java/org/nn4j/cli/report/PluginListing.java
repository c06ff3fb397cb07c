package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.LoadFailure;

/** Renders all parts of some kinds, in 80 columns. */
public final class PluginListing {
  private static final String INDENT = "  ";

  /** Longer expressions have lines of their own, above their descriptions. */
  private static final int LONGEST_EXPRESSION = 30;

  private PluginListing() {}

  /** Returns a list for each kind and origin, nn4j's own first, and what could not be loaded. */
  public static String text(Catalog catalog, List<Kind> kinds) {
    StringBuilder text = new StringBuilder();
    for (Kind kind : kinds) {
      byOrigin(catalog.list(kind))
          .forEach(
              (origin, entries) -> {
                text.append(text.length() == 0 ? "" : "\n");
                text.append(kind.plural()).append(" from ").append(origin).append('\n');
                list(entries, text);
              });
    }
    if (!catalog.failures().isEmpty()) {
      text.append(text.length() == 0 ? "" : "\n").append("rejected\n");
    }
    for (LoadFailure failure : catalog.failures()) {
      text.append(Wrap.indented(failure.toString(), INDENT.length()));
    }
    return text.toString();
  }

  private static Map<String, List<CatalogEntry>> byOrigin(List<CatalogEntry> entries) {
    Map<String, List<CatalogEntry>> groups = new LinkedHashMap<>();
    Stream.concat(
            entries.stream().filter(CatalogEntry::builtIn),
            entries.stream().filter(entry -> !entry.builtIn()))
        .forEach(entry -> groups.computeIfAbsent(origin(entry), o -> new ArrayList<>()).add(entry));
    return groups;
  }

  /** Returns where a part is from, and the versions of nn-api that this is for. */
  private static String origin(CatalogEntry entry) {
    String range = entry.apiRange();
    return entry.origin() + (range == null ? "" : ", for nn-api " + range);
  }

  private static void list(List<CatalogEntry> entries, StringBuilder text) {
    int column =
        entries.stream()
            .mapToInt(entry -> entry.prototype().expression().length())
            .filter(length -> length <= LONGEST_EXPRESSION)
            .max()
            .orElse(2 * INDENT.length());
    int indentation = column + 2 * INDENT.length();
    for (CatalogEntry entry : entries) {
      String expression = entry.prototype().expression();
      String description = Wrap.indented(entry.prototype().description(), indentation);
      if (expression.length() <= column) {
        String start = INDENT + expression;
        text.append(start).append(description.substring(start.length()).stripTrailing());
        text.append('\n');
      } else {
        List<String> lines = Wrap.lines(expression, Wrap.WIDTH - 3 * INDENT.length());
        for (int i = 0; i < lines.size(); i++) {
          text.append(i == 0 ? INDENT : INDENT.repeat(3)).append(lines.get(i)).append('\n');
        }
        text.append(description.isBlank() ? "" : description);
      }
    }
  }

  /** Returns the parts of some kinds as JSON holds them. */
  public static Map<String, Object> json(Catalog catalog, List<Kind> kinds) {
    Map<String, Object> document = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      document.put(kind.plural(), catalog.list(kind).stream().map(PluginReport::json).toList());
    }
    document.put("rejected", catalog.failures().stream().map(PluginListing::json).toList());
    return document;
  }

  static Map<String, @Nullable Object> json(LoadFailure failure) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    Kind kind = failure.kind();
    map.put("kind", kind == null ? null : kind.name().toLowerCase(Locale.ROOT));
    map.put("class", failure.provider());
    map.put("jar", failure.jar());
    map.put("reason", failure.reason());
    return map;
  }
}
