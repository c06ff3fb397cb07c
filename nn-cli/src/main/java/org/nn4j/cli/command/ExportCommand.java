package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.InspectJob;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.model.Model;
import org.nn4j.core.text.Words;
import org.nn4j.onnx.Onnx;
import org.nn4j.onnx.OnnxCheck;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn export}. */
@Command(
    name = "export",
    description = "Writes a model for another program.",
    footer = {
      "",
      "Examples:",
      "  nn export iris.nn.safetensors --onnx iris.onnx",
    })
final class ExportCommand extends KernelsVerb {
  private final JobFactory jobs;

  @Parameters(paramLabel = "MODEL", description = "Model file.")
  private Path model;

  @Option(
      names = "--onnx",
      paramLabel = "FILE",
      description =
          "Write an ONNX file that goes from the columns of a row to the answer, preprocessing and"
              + " labels included.")
  private @Nullable Path onnx;

  @Option(
      names = "--verify",
      paramLabel = "ROWS",
      arity = "0..1",
      defaultValue = "100",
      fallbackValue = "100",
      description =
          "Read the ONNX file back, have it predict so many rows such as the model was trained on,"
              + " and compare; 0 for none (default: ${DEFAULT-VALUE}).")
  private int rows;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  ExportCommand(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  @Override
  FileUses files() {
    return super.files().reads("MODEL", model).writes("--onnx", onnx);
  }

  @Override
  public Integer call() {
    Path file = onnx;
    if (file == null) {
      throw new InputException("an export needs a format; give --onnx FILE");
    }
    if (rows < 0) {
      throw new InputException("--verify must be at least 0 but is " + rows);
    }
    Model loaded = jobs.open(InspectJob.class, plugins(), kernels()).load(model);
    Onnx.write(loaded, file);
    OnnxCheck check = rows == 0 ? null : Onnx.verify(loaded, file, rows);
    print(() -> document(file, check), () -> text(file, check));
    return check == null || check.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private Map<String, Object> document(Path file, @Nullable OnnxCheck check) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", model.toString());
    document.put("onnx", file.toString());
    if (check != null) {
      Map<String, Object> verified = new LinkedHashMap<>();
      verified.put("passed", check.passed());
      verified.put("rows", check.rows());
      verified.put("largest_difference", check.difference());
      verified.put("tolerance", check.tolerance());
      verified.put("other_labels", check.otherLabels());
      document.put("verified", verified);
    }
    return document;
  }

  private static String text(Path file, @Nullable OnnxCheck check) {
    String written = "wrote " + file + "\n";
    if (check == null) {
      return written;
    }
    return written
        + (check.passed() ? "verified: read back, it predicts " : "FAILED: read back, it predicts ")
        + Words.count(check.rows(), "row")
        + String.format(
            Locale.ROOT,
            " with differences up to %.1e (%.0e is rounding)",
            check.difference(),
            check.tolerance())
        + (check.otherLabels() == 0
            ? "\n"
            : " and decides otherwise in " + check.otherLabels() + " of them\n");
  }
}
