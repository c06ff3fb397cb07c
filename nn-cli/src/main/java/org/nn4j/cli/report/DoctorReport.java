package org.nn4j.cli.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.KernelsChoice;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.LoadFailure;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.registry.PluginLoader;
import org.nn4j.core.registry.Plugins;
import org.nn4j.core.training.Trainer;
import org.nn4j.experiment.training.Versions;

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
public record DoctorReport(
    String kernels,
    List<String> kernelsReasons,
    Map<String, Integer> parts,
    List<String> origins,
    List<String> rejected,
    String problem) {

  /** Examines everything; faults are results, not exceptions. */
  public static DoctorReport of(List<Path> folders, String request) {
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
    return new DoctorReport(
        kernels, reasons, parts, origins.stream().distinct().toList(), rejected, problem);
  }

  /** Returns whether a network can be trained here and no plug-in was rejected. */
  public boolean healthy() {
    return problem.isEmpty() && rejected.isEmpty();
  }

  /** Returns the report for people. */
  public String text() {
    TextTable table = new TextTable();
    system().forEach(table::row);
    table.row("kernels", kernels);
    kernelsReasons.forEach(reason -> table.row("", reason));
    table.row(
        "parts",
        parts.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ")));
    origins.forEach(origin -> table.row("  from", origin));
    rejected.forEach(reason -> table.row("  rejected", reason));
    if (!problem.isEmpty()) {
      table.row("problem", problem);
    }
    table.row("verdict", healthy() ? "all is well" : "not all is well, see above");
    return table.toString();
  }

  private static Map<String, Object> system() {
    Map<String, Object> system = new LinkedHashMap<>();
    system.put("nn4j", Versions.nn4j());
    system.put("jdk", Versions.jdk());
    system.put("java_home", System.getProperty("java.home"));
    system.put("vm", System.getProperty("java.vm.name"));
    system.put(
        "os",
        System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + ", "
            + System.getProperty("os.arch"));
    system.put("processors", Runtime.getRuntime().availableProcessors());
    system.put("threads", Trainer.defaultThreads());
    system.put("max_memory_mb", Runtime.getRuntime().maxMemory() >> 20);
    return system;
  }

  /** Returns the JSON document. */
  public Map<String, Object> json() {
    Map<String, Object> document = system();
    document.put("kernels", kernels);
    document.put("kernels_reasons", kernelsReasons);
    document.put("parts", parts);
    document.put("origins", origins);
    document.put("rejected", rejected);
    if (!problem.isEmpty()) {
      document.put("problem", problem);
    }
    document.put("healthy", healthy());
    return document;
  }
}
