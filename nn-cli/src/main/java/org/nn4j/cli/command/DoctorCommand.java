package org.nn4j.cli.command;

import jakarta.inject.Inject;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.DoctorReport;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code nn doctor}. */
@Command(
    name = "doctor",
    description =
        "Reports the JDK, the kernels chosen and why, and plug-ins found and rejected. Exit code 1"
            + " if something is wrong.",
    footer = {"", "Example:", "  nn doctor"})
final class DoctorCommand extends KernelsVerb {

  @Inject
  DoctorCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() {
    DoctorReport report = DoctorReport.of(plugins(), kernels());
    print(report::json, report::text);
    return report.healthy() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
