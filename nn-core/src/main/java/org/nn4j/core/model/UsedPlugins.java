package org.nn4j.core.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.nn4j.api.Component;
import org.nn4j.api.Parameters;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.LoadFailure;
import org.nn4j.core.registry.Origin;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.text.Names;

/**
 * The parts of a model that are not nn4j's own, as entries of its {@link Provenance}: {@code
 * plugin.KIND.NAME} is the jar and its version.
 *
 * <p>A file without such entries is read as one that needs none.
 */
public final class UsedPlugins {
  private static final String PREFIX = "plugin.";
  private static final String NO_JAR = "code of the program";
  private static final String CODE =
      "a class of the program itself, which must be on the class path";

  private UsedPlugins() {}

  /** Returns a model's provenance with what its network and its loss need from outside. */
  public static Provenance record(Model model) {
    Map<String, String> found = new TreeMap<>();
    model.network().layers().forEach(layer -> collect(Kind.LAYER, layer, found));
    collect(Kind.LOSS, model.loss(), found);
    Map<String, String> entries = new LinkedHashMap<>(model.provenance().entries());
    entries.keySet().removeIf(key -> key.startsWith(PREFIX));
    entries.putAll(found);
    return new Provenance(entries);
  }

  private static void collect(Kind kind, Component part, Map<String, String> found) {
    if (!Origin.isBuiltIn(part.getClass())) {
      found.put(key(kind, part.name()), origin(part));
    }
    for (Parameters.Entry parameter : part.parameters().entries()) {
      List<?> values =
          parameter.value() instanceof List<?> list ? list : List.of(parameter.value());
      for (Object value : values) {
        if (value instanceof Component nested) {
          Kind.of(nested.getClass()).ifPresent(k -> collect(k, nested, found));
        }
      }
    }
  }

  private static String key(Kind kind, String name) {
    return PREFIX + kind.name().toLowerCase(Locale.ROOT) + "." + name;
  }

  private static String origin(Component part) {
    Origin origin = Origin.of(part.getClass());
    return origin.isFile() ? origin.toString() : NO_JAR;
  }

  /**
   * Checks that the catalog has every part that a model needs from outside.
   *
   * @throws InputException otherwise, naming all that are missing, the jars they were in and where
   *     to put those; or if two plug-ins have a part of that name
   */
  static void require(Provenance provenance, Catalog catalog) {
    List<Need> missing =
        needs(provenance).stream().filter(need -> need.find(catalog).isEmpty()).toList();
    if (!missing.isEmpty()) {
      throw new InputException(missing(missing, catalog));
    }
  }

  private static String missing(List<Need> needs, Catalog catalog) {
    List<Need> inJars = needs.stream().filter(need -> !need.origin().equals(NO_JAR)).toList();
    StringBuilder message = new StringBuilder("it needs ");
    if (needs.size() == 1) {
      message.append(needs.get(0).part()).append(", a plug-in that is not here; it was");
    } else {
      message.append(needs.size()).append(" plug-ins that are not here: ");
    }
    message.append(
        needs.stream()
            .map(n -> (needs.size() == 1 ? "" : n.part() + ",") + " trained with " + n.source())
            .collect(Collectors.joining("; ")));
    if (!inJars.isEmpty()) {
      long jars = inJars.stream().map(Need::origin).distinct().count();
      message.append(jars == 1 ? ": put that file into " : ": put those files into ");
      message.append(PluginFolders.ADVICE);
    }
    inJars.stream()
        .flatMap(need -> need.failures(catalog))
        .distinct()
        .forEach(failure -> message.append(". Found but not loaded: ").append(failure));
    return message.toString();
  }

  /**
   * Returns a sentence for each part of a model that now comes from elsewhere than in training, or
   * in another version.
   */
  public static List<String> differences(Model model, Catalog catalog) {
    List<String> differences = new ArrayList<>();
    for (Need need : needs(model.provenance())) {
      need.find(catalog)
          .map(entry -> origin(entry.prototype()))
          .filter(now -> !now.equals(need.origin()))
          .ifPresent(
              now ->
                  differences.add(
                      need.part()
                          + " comes from "
                          + now
                          + "; the model was trained with "
                          + Names.quote(need.origin())));
    }
    return differences;
  }

  private static List<Need> needs(Provenance provenance) {
    List<Need> needs = new ArrayList<>();
    provenance
        .entries()
        .forEach(
            (key, origin) -> {
              for (Kind kind : Kind.values()) {
                String prefix = key(kind, "");
                if (key.startsWith(prefix)) {
                  needs.add(new Need(kind, key.substring(prefix.length()), origin));
                }
              }
            });
    return needs;
  }

  /** A part that a model file says it needs. */
  private record Need(Kind kind, String name, String origin) {
    Optional<CatalogEntry> find(Catalog catalog) {
      return catalog.find(kind, name);
    }

    String part() {
      return "the " + kind.noun() + " " + Names.quote(name);
    }

    String source() {
      return origin.equals(NO_JAR) ? CODE : Names.quote(origin);
    }

    /** Returns what of the jar could not be loaded. */
    Stream<LoadFailure> failures(Catalog catalog) {
      return catalog.failures(kind).stream()
          .filter(failure -> failure.jar() != null && origin.startsWith(failure.jar()));
    }
  }
}
