package org.nn4j.cli.report;

import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.api.Component;
import org.nn4j.api.Parameters;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.LoadFailure;

/** Renders the parts that can be asked for by name. */
public final class PluginReport {
  private PluginReport() {}

  /** Returns a table for each kind, and what could not be loaded. */
  public static String text(Catalog catalog, List<Kind> kinds) {
    StringBuilder text = new StringBuilder();
    for (Kind kind : kinds) {
      TextTable table = new TextTable();
      for (CatalogEntry entry : catalog.list(kind)) {
        table.row("  " + usage(entry), entry.prototype().description(), entry.origin());
      }
      text.append(text.length() == 0 ? "" : "\n").append(kind.plural()).append('\n').append(table);
    }
    for (LoadFailure failure : catalog.failures()) {
      text.append("\nnot loaded: ").append(failure);
    }
    return catalog.failures().isEmpty() ? text.toString() : text.append('\n').toString();
  }

  private static String usage(CatalogEntry entry) {
    return entry.prototype().expression();
  }

  /** Returns all about some parts. */
  public static String text(List<CatalogEntry> entries) {
    StringBuilder text = new StringBuilder();
    for (CatalogEntry entry : entries) {
      Component part = entry.prototype();
      text.append(text.length() == 0 ? "" : "\n");
      text.append(part.name()).append(", ").append(entry.kind().noun()).append('\n');
      TextTable facts = new TextTable();
      facts.row("  what", part.description());
      if (!entry.aliases().isEmpty()) {
        facts.row("  aliases", String.join(", ", entry.aliases()));
      }
      facts.row("  use as", usage(entry));
      facts.row("  class", part.getClass().getName());
      facts.row("  from", entry.origin());
      text.append(facts);
      if (!part.parameters().isEmpty()) {
        TextTable parameters = new TextTable();
        parameters.row("  parameter", "type", "default");
        for (Parameters.Entry parameter : part.parameters().entries()) {
          parameters.row("  " + parameter.name(), type(parameter.type()), value(parameter));
        }
        text.append(parameters);
      }
    }
    return text.toString();
  }

  private static String value(Parameters.Entry parameter) {
    String printed = Parameters.of(List.of(parameter)).toString();
    return printed.substring(printed.indexOf('=') + 1);
  }

  /** Returns what users call a parameter's type. */
  private static String type(Type declared) {
    if (Kind.of(declared).isPresent()) {
      return Kind.of(declared).get().noun();
    }
    if (declared == double.class || declared == float.class) {
      return "number";
    }
    if (declared == int.class || declared == long.class) {
      return "whole number";
    }
    if (declared == boolean.class) {
      return "true or false";
    }
    if (declared instanceof Class<?> type && type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> constant.toString().toLowerCase(Locale.ROOT))
          .collect(Collectors.joining(" or "));
    }
    return declared instanceof Class<?> type
        ? type.getSimpleName().toLowerCase(Locale.ROOT)
        : "list";
  }

  /** Returns the parts of some kinds as JSON holds them. */
  public static Map<String, Object> json(Catalog catalog, List<Kind> kinds) {
    Map<String, Object> document = new LinkedHashMap<>();
    for (Kind kind : kinds) {
      document.put(kind.plural(), catalog.list(kind).stream().map(PluginReport::json).toList());
    }
    document.put("not_loaded", catalog.failures().stream().map(LoadFailure::toString).toList());
    return document;
  }

  /** Returns some parts as JSON holds them. */
  public static Map<String, Object> details(List<CatalogEntry> entries) {
    return Map.of("parts", entries.stream().map(PluginReport::json).toList());
  }

  private static Map<String, Object> json(CatalogEntry entry) {
    Component part = entry.prototype();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", part.name());
    map.put("kind", entry.kind().noun());
    map.put("aliases", entry.aliases());
    map.put("description", part.description());
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (Parameters.Entry parameter : part.parameters().entries()) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", parameter.name());
      one.put("type", type(parameter.type()));
      one.put("default", value(parameter));
      parameters.add(one);
    }
    map.put("parameters", parameters);
    map.put("class", part.getClass().getName());
    map.put("from", entry.origin().toString());
    return map;
  }
}
