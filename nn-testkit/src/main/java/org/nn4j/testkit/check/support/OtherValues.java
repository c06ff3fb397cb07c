package org.nn4j.testkit.check.support;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.nn4j.api.Parameters;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.Kind;

/** Guesses values that a parameter may have besides the one it has. */
final class OtherValues {
  private OtherValues() {}

  /** Returns candidates, likely ones first; some may be out of range. */
  static List<Object> of(Parameters.Entry entry, Catalog catalog) {
    List<Object> candidates = new ArrayList<>(of(entry.type(), entry.value(), catalog));
    candidates.removeIf(candidate -> ComponentChecks.isSame(entry.value(), candidate));
    return candidates;
  }

  private static List<?> of(Type type, Object value, Catalog catalog) {
    if (value instanceof Double number) {
      return List.of(number * 0.75, number + 0.25, number * 2, 0.5, 0.125, 2.0, -0.5, 1.0, 0.0);
    }
    if (value instanceof Integer number) {
      return List.of(number + 1, number + 2, number * 2, number - 1, 1, 2, 0);
    }
    if (value instanceof Long number) {
      return List.of(number + 1, number + 2, number * 2, number - 1, 1L, 2L, 0L);
    }
    if (value instanceof Boolean truth) {
      return List.of(!truth);
    }
    if (value instanceof Enum<?> constant) {
      return Arrays.asList(constant.getDeclaringClass().getEnumConstants());
    }
    if (value instanceof String text) {
      return List.of(text + "x", "a", "two words", "say \"\\\"");
    }
    if (value instanceof List<?> list && type instanceof ParameterizedType of) {
      return lists(of.getActualTypeArguments()[0], list, catalog);
    }
    return Kind.of(type).map(kind -> parts(kind, catalog)).orElse(List.of());
  }

  private static List<Object> lists(Type element, List<?> present, Catalog catalog) {
    List<Object> candidates = new ArrayList<>();
    if (!present.isEmpty()) {
      candidates.add(present.subList(1, present.size()));
      List<Object> longer = new ArrayList<>(present);
      Object last = present.get(present.size() - 1);
      of(element, last, catalog).forEach(value -> candidates.add(with(longer, value)));
    } else if (element == Integer.class) {
      candidates.add(List.of(1, 2));
    } else if (element == Double.class) {
      candidates.add(List.of(0.5, 0.75));
    } else {
      Kind.of(element).ifPresent(k -> parts(k, catalog).forEach(p -> candidates.add(List.of(p))));
    }
    return candidates;
  }

  private static List<Object> with(List<Object> list, Object last) {
    List<Object> longer = new ArrayList<>(list);
    longer.add(last);
    return longer;
  }

  private static List<Object> parts(Kind kind, Catalog catalog) {
    return catalog.list(kind).stream()
        .map(CatalogEntry::prototype)
        .map(Object.class::cast)
        .toList();
  }
}
