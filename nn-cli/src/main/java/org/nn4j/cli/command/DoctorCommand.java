package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.util.concurrent.Callable;
import org.nn4j.cli.report.Console;
import org.nn4j.cli.report.DoctorReport;
import org.nn4j.cli.report.Json;
import org.nn4j.cli.run.Diagnosis;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nn doctor}. */
@Command(
    name = "doctor",
    description =
        "Tells about the JDK, the kernels chosen and why, and plug-ins found and rejected. Exit"
            + " code 1 if something is wrong.",
    footer = {"", "Example:", "  nn doctor"})
final class DoctorCommand implements Callable<Integer> {
  private final Console console;

  @Mixin private CommonOptions common;
  @Mixin private PartOptions parts;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  DoctorCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Diagnosis diagnosis = parts.diagnose();
    console
        .out()
        .print(
            common.json() ? Json.text(DoctorReport.json(diagnosis)) : DoctorReport.text(diagnosis));
    return diagnosis.healthy() ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
  }
}
