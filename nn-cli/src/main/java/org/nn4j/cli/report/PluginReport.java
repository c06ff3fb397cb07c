package org.nn4j.cli.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.api.Component;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.formula.Formula;

/** Renders everything about a part. */
public final class PluginReport {
  private PluginReport() {}

  /**
   * Returns everything about some parts for people.
   *
   * @param unicode whether plots may use more than ASCII
   */
  public static String text(List<CatalogEntry> entries, boolean unicode) {
    StringBuilder text = new StringBuilder();
    for (CatalogEntry entry : entries) {
      Component part = entry.prototype();
      text.append(text.length() == 0 ? "" : "\n");
      text.append(part.shortExpression()).append(", ").append(entry.kind().noun()).append('\n');
      text.append(facts(entry));
      if (!part.parameters().isEmpty()) {
        text.append('\n').append(parameters(part));
      }
      if (part instanceof ElementwiseActivation activation) {
        text.append('\n').append(ActivationPlot.text(activation, unicode));
      }
    }
    return text.toString();
  }

  private static TextTable facts(CatalogEntry entry) {
    Component part = entry.prototype();
    TextTable facts = new TextTable();
    row(facts, "  what", part.description());
    if (!entry.aliases().isEmpty()) {
      facts.row("  aliases", String.join(", ", entry.aliases()));
    }
    row(facts, "  use as", part.expression());
    if (part instanceof Formula formula) {
      formula.facts().forEach((what, fact) -> facts.row("  " + what, fact));
    }
    facts.row("  class", part.getClass().getName());
    facts.row("  from", entry.origin());
    String range = entry.apiRange();
    if (range != null) {
      facts.row("  for", "nn-api " + range);
    }
    return facts;
  }

  private static void row(TextTable facts, String label, String text) {
    List<String> lines = Wrap.lines(text, Wrap.WIDTH - "  aliases  ".length());
    for (int i = 0; i < lines.size(); i++) {
      facts.row(i == 0 ? label : "", lines.get(i));
    }
  }

  private static TextTable parameters(Component part) {
    List<ParameterFacts> all = ParameterFacts.of(part);
    boolean ruled = all.stream().anyMatch(parameter -> parameter.rule() != null);
    TextTable table = new TextTable();
    table.row("  parameter", "type", values(part), ruled ? "must be" : "");
    for (ParameterFacts parameter : all) {
      String rule = parameter.rule();
      table.row(
          "  " + parameter.name(), parameter.type(), parameter.value(), rule == null ? "" : rule);
    }
    return table;
  }

  /** Returns what the values of a part's parameters are: its defaults, or those it was given. */
  private static String values(Component part) {
    return part.shortExpression().equals(part.name()) ? "default" : "value";
  }

  /** Returns everything about some parts as JSON, with samples of activations. */
  public static Map<String, Object> json(List<CatalogEntry> entries) {
    List<Map<String, Object>> parts = new ArrayList<>();
    for (CatalogEntry entry : entries) {
      Map<String, Object> part = json(entry);
      if (entry.prototype() instanceof ElementwiseActivation activation) {
        part.put("samples", ActivationPlot.json(activation));
      }
      parts.add(part);
    }
    return Map.of("parts", parts);
  }

  /** Returns a part as JSON holds it. */
  static Map<String, Object> json(CatalogEntry entry) {
    Component part = entry.prototype();
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("name", part.name());
    map.put("kind", entry.kind().noun());
    map.put("aliases", entry.aliases());
    map.put("description", part.description());
    map.put("expression", part.expression());
    List<Map<String, Object>> parameters = new ArrayList<>();
    for (ParameterFacts parameter : ParameterFacts.of(part)) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("name", parameter.name());
      one.put("type", parameter.type());
      one.put(values(part), parameter.value());
      if (parameter.rule() != null) {
        one.put("must_be", parameter.rule());
      }
      parameters.add(one);
    }
    map.put("parameters", parameters);
    if (part instanceof Formula formula) {
      map.put("formula", formula.facts());
    }
    map.put("class", part.getClass().getName());
    map.put("from", entry.origin().toString());
    String range = entry.apiRange();
    if (range != null) {
      map.put("nn_api", range);
    }
    map.put("built_in", entry.builtIn());
    return map;
  }
}
