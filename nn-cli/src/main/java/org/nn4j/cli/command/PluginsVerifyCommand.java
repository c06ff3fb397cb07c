package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.VerificationReport;
import org.nn4j.core.InputException;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.LoadFailure;
import org.nn4j.core.registry.Plugins;
import org.nn4j.testkit.Verifier;
import org.nn4j.testkit.check.Setting;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code nn plugins verify}. */
@Command(
    name = "verify",
    description =
        "Checks everything that a part of its kind promises, derivatives included. Exit code 1 and a"
            + " counterexample if something does not hold, or if a plug-in was rejected: of named parts,"
            + " another in their jar.",
    footer = {"", "Example:", "  nn plugins verify acme.bent_identity --plugins target"})
final class PluginsVerifyCommand extends KernelsVerb {

  @Parameters(
      arity = "0..*",
      paramLabel = "NAME",
      description =
          "Parts to check, names or expressions (default: all that do not belong to nn4j itself).")
  private List<String> names = new ArrayList<>();

  @Inject
  PluginsVerifyCommand(Console console) {
    super(console);
  }

  /**
   * Returns what could not be loaded: all, or where parts were named, what is in their jars. The
   * others are no fault of these parts, so that they are only warned of.
   */
  private List<LoadFailure> rejected(Catalog catalog, List<CatalogEntry> parts) {
    if (names.isEmpty()) {
      return catalog.failures();
    }
    Set<String> jars = parts.stream().map(part -> part.origin().name()).collect(Collectors.toSet());
    Map<Boolean, List<LoadFailure>> beside =
        catalog.failures().stream()
            .collect(Collectors.partitioningBy(f -> f.jar() != null && jars.contains(f.jar())));
    beside.getOrDefault(false, List.of()).forEach(console()::rejected);
    return beside.getOrDefault(true, List.of());
  }

  @Override
  public Integer call() {
    Plugins plugins = found();
    Catalog catalog = plugins.catalog();
    List<CatalogEntry> parts =
        names.isEmpty()
            ? all(catalog).stream().filter(entry -> !entry.builtIn()).toList()
            : names.stream().flatMap(name -> named(catalog, name).stream()).distinct().toList();
    if (parts.isEmpty() && catalog.failures().isEmpty()) {
      throw new InputException(
          "there is no plug-in to verify: name a folder of jars with --plugins, or a part of"
              + " nn4j's own");
    }
    Verifier verifier =
        new Verifier(
            new Setting(catalog, KernelsSelector.select(plugins.kernels(), kernels()).kernels()));
    VerificationReport verification =
        new VerificationReport(
            parts.stream()
                .map(part -> new VerificationReport.Result(part, verifier.verify(part.prototype())))
                .toList(),
            rejected(catalog, parts));
    print(verification::json, verification::text);
    return verification.passed() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
