package org.nn4j.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.LoadFailure;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.registry.Plugins;

/**
 * What this installation is made of and what is wrong with it.
 *
 * @param kernels the kernels chosen, or {@code none}
 * @param kernelsReasons why they were taken and the others not
 * @param parts the number of parts by kind
 * @param origins the jars or folders that parts come from
 * @param rejected plug-ins that could not be loaded, and why
 * @param problem what keeps everything from running, or an empty text
 */
public record Diagnosis(
    String kernels,
    List<String> kernelsReasons,
    Map<String, Integer> parts,
    List<String> origins,
    List<String> rejected,
    String problem) {

  /** Looks at everything without failing. */
  public static Diagnosis of(List<Path> folders, String request) {
    Map<String, Integer> parts = new LinkedHashMap<>();
    List<String> origins = new ArrayList<>();
    List<String> rejected = new ArrayList<>();
    String kernels = "none";
    List<String> reasons = List.of();
    String problem = "";
    List<Path> searched = List.of();
    try {
      searched = PluginFolders.search(folders);
    } catch (InputException e) {
      problem = String.valueOf(e.getMessage());
    }
    try {
      Plugins plugins = PluginLoader.load(searched);
      for (Kind kind : Kind.values()) {
        parts.put(kind.plural(), plugins.catalog().list(kind).size());
        plugins.catalog().list(kind).forEach(entry -> origins.add(entry.origin().toString()));
      }
      plugins.catalog().failures().stream().map(LoadFailure::toString).forEach(rejected::add);
      KernelsChoice choice = KernelsSelector.select(plugins.kernels(), request);
      kernels = choice.name();
      reasons = choice.reasons();
    } catch (InputException e) {
      problem += (problem.isEmpty() ? "" : "; ") + e.getMessage();
    }
    return new Diagnosis(
        kernels, reasons, parts, origins.stream().distinct().toList(), rejected, problem);
  }

  /** Tells whether a network can be trained here. */
  public boolean healthy() {
    return problem.isEmpty() && rejected.isEmpty();
  }
}
