package org.nn4j.cli.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.nn4j.core.training.Trainer;
import org.nn4j.experiment.training.Versions;

/** Renders what an installation is made of. */
public final class DoctorReport {
  private DoctorReport() {}

  /** Returns the report for people. */
  public static String text(Diagnosis diagnosis) {
    TextTable table = new TextTable();
    system().forEach(table::row);
    table.row("kernels", diagnosis.kernels());
    diagnosis.kernelsReasons().forEach(reason -> table.row("", reason));
    table.row(
        "parts",
        diagnosis.parts().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ")));
    diagnosis.origins().forEach(origin -> table.row("  from", origin));
    diagnosis.rejected().forEach(reason -> table.row("  rejected", reason));
    if (!diagnosis.problem().isEmpty()) {
      table.row("problem", diagnosis.problem());
    }
    table.row("verdict", diagnosis.healthy() ? "all is well" : "not all is well, see above");
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
  public static Map<String, Object> json(Diagnosis diagnosis) {
    Map<String, Object> document = system();
    document.put("kernels", diagnosis.kernels());
    document.put("kernels_reasons", diagnosis.kernelsReasons());
    document.put("parts", diagnosis.parts());
    document.put("origins", diagnosis.origins());
    document.put("rejected", diagnosis.rejected());
    if (!diagnosis.problem().isEmpty()) {
      document.put("problem", diagnosis.problem());
    }
    document.put("healthy", diagnosis.healthy());
    return document;
  }
}
