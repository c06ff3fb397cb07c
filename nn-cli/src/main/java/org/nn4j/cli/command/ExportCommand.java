package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.InspectJob;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.exchange.JavaSource;
import org.nn4j.core.exchange.TorchFile;
import org.nn4j.core.model.Model;
import org.nn4j.core.text.Words;
import org.nn4j.experiment.data.SourceData;
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
      "  nn export mlp.nn.safetensors --safetensors torch --output mlp.safetensors",
      "  nn export iris.nn.safetensors --java Iris.java"
    })
final class ExportCommand extends KernelsVerb {
  private static final String TORCH = "torch";

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

  @Option(
      names = "--safetensors",
      paramLabel = TORCH,
      description =
          "Write the parameters as PyTorch's state_dict has them, and print the Python that loads"
              + " them. Preprocessing stays behind.")
  private @Nullable String safetensors;

  @Option(
      names = "--output",
      paramLabel = "FILE",
      description = "Where --safetensors goes (default: NAME.torch.safetensors in this folder).")
  private @Nullable Path output;

  @Option(
      names = "--java",
      paramLabel = "FILE",
      description =
          "Write a Java class that predicts and needs no library, called as the file: Iris.java.")
  private @Nullable Path java;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  ExportCommand(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  /** Returns where the state dict goes. */
  private Path file() {
    Path given = output;
    return given == null ? Path.of(SourceData.stem(model) + ".torch.safetensors") : given;
  }

  @Override
  FileUses files() {
    FileUses files =
        super.files().reads("MODEL", model).writes("--onnx", onnx).writes("--java", java);
    return safetensors == null && output == null ? files : files.writes("--output", file());
  }

  @Override
  public Integer call() {
    if (Stream.of(onnx, safetensors, java).filter(Objects::nonNull).count() != 1) {
      throw new InputException(
          "an export is in one format; give one of --onnx FILE, --safetensors torch and --java FILE");
    }
    if (rows < 0) {
      throw new InputException("--verify must be at least 0 but is " + rows);
    }
    if (safetensors == null && output != null) {
      throw new InputException("--output is where --safetensors goes; give both or none");
    }
    Model loaded = open(jobs, InspectJob.class).load(model);
    if (onnx != null) {
      return onnx(loaded, onnx);
    }
    return java != null ? java(loaded, java) : torch(loaded);
  }

  private int onnx(Model loaded, Path file) {
    Onnx.write(loaded, file);
    OnnxCheck check = rows == 0 ? null : Onnx.verify(loaded, file, rows);
    Map<String, Object> verified = check == null ? Map.of() : Map.of("verified", document(check));
    print(() -> document(file, verified), () -> text(file, check));
    return check == null || check.passed() ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  private static Map<String, Object> document(OnnxCheck check) {
    Map<String, Object> verified = new LinkedHashMap<>();
    verified.put("passed", check.passed());
    verified.put("rows", check.rows());
    verified.put("largest_difference", check.difference());
    verified.put("tolerance", check.tolerance());
    verified.put("other_labels", check.otherLabels());
    return verified;
  }

  private int torch(Model loaded) {
    if (!TORCH.equals(safetensors)) {
      throw new InputException(
          "--safetensors must be torch but is '"
              + safetensors
              + "': no other program's names and shapes are known");
    }
    TorchFile file = new TorchFile(loaded);
    file.write(file());
    String python = file.python(file().toString());
    return print(() -> document(file(), Map.of("python", python)), () -> python);
  }

  private int java(Model loaded, Path source) {
    new JavaSource(loaded).write(source);
    String written = source + ": predict(double...) takes what INPUTS names\n";
    return print(() -> document(source, Map.of()), () -> written);
  }

  private Map<String, Object> document(Path file, Map<String, ?> more) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", model.toString());
    document.put("file", file.toString());
    document.putAll(more);
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
