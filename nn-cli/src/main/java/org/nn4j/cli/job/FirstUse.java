package org.nn4j.cli.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.nn4j.api.Kernels;
import org.nn4j.cli.report.Console;
import org.nn4j.core.NnException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.registry.CatalogEntry;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.LoadFailure;
import org.nn4j.core.registry.Plugins;
import org.nn4j.testkit.Verifier;
import org.nn4j.testkit.check.Report;
import org.nn4j.testkit.check.Setting;

/**
 * Checks the parts of source files before they are used for the first time, as {@code nn plugins
 * verify} does. That they passed is noted beside the compiled classes, whose folder is named by
 * their digest: a source that is changed is checked anew.
 */
final class FirstUse {
  private static final String VERIFIED = "verified";

  private FirstUse() {}

  /**
   * Checks what has not been, and returns the plug-ins without the files in folders that do not
   * pass.
   *
   * @param places what the user named: folders, and files
   * @throws NnException if a file that the user named does not pass
   */
  static Plugins verify(Plugins plugins, List<Path> places, Kernels kernels, Console console) {
    List<Path> unverified =
        plugins.compiled().stream().filter(jar -> !Files.exists(mark(jar))).toList();
    if (unverified.isEmpty()) {
      return plugins;
    }
    List<CatalogEntry> parts =
        Arrays.stream(Kind.values())
            .flatMap(kind -> plugins.catalog().list(kind).stream())
            .filter(part -> !part.builtIn())
            .toList();
    Verifier verifier = new Verifier(new Setting(plugins.catalog(), kernels));
    Set<Path> left = new HashSet<>();
    List<LoadFailure> reasons = new ArrayList<>();
    for (Path jar : unverified) {
      List<CatalogEntry> own =
          parts.stream().filter(part -> part.file().filter(jar::equals).isPresent()).toList();
      for (CatalogEntry part : own) {
        Report report = verifier.verify(part.prototype());
        if (report.passed()) {
          console.note(part.origin() + ": " + part.kind().noun() + " " + report);
        } else if (places.stream().anyMatch(place -> place.endsWith(part.origin().toString()))) {
          throw new NnException(part.origin() + ": " + failure(part, report));
        } else {
          left.add(jar);
          reasons.add(
              new LoadFailure(part.kind(), null, part.origin().toString(), failure(part, report)));
        }
      }
      if (!own.isEmpty() && !left.contains(jar)) {
        AtomicFile.write(mark(jar), new byte[0]);
      }
    }
    return left.isEmpty() ? plugins : plugins.without(left, reasons);
  }

  private static String failure(CatalogEntry part, Report report) {
    Report.Outcome first = report.failures().get(0);
    return part.kind().noun()
        + " "
        + report.subject()
        + " does not pass "
        + report.failures().size()
        + " of "
        + report.outcomes().size()
        + " checks before its first use; \""
        + first.check()
        + "\": "
        + first.message()
        + ". Correct it, see all by nn plugins verify, or use it as it is with "
        + JobFactory.NO_VERIFY;
  }

  private static Path mark(Path jar) {
    return jar.resolveSibling(VERIFIED);
  }
}
