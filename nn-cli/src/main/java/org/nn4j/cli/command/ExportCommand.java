package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.InspectJob;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.exchange.JavaSource;
import org.nn4j.core.exchange.TorchFile;
import org.nn4j.core.model.Model;
import org.nn4j.experiment.data.SourceData;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn export}. */
@Command(
    name = "export",
    description = "Writes a model for another program.",
    footer = {
      "",
      "Examples:",
      "  nn export mlp.nn.safetensors --safetensors torch --output mlp.safetensors",
      "  nn export iris.nn.safetensors --java Iris.java"
    })
final class ExportCommand extends KernelsVerb {
  private static final String TORCH = "torch";

  private final JobFactory jobs;

  @Parameters(paramLabel = "MODEL", description = "Model file.")
  private Path model;

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
    FileUses files = super.files().reads("MODEL", model).writes("--java", java);
    return safetensors == null ? files : files.writes("--output", file());
  }

  @Override
  public Integer call() {
    if ((safetensors == null) == (java == null)) {
      throw new InputException(
          "an export is in one format; give one of --safetensors torch and --java FILE");
    }
    if (safetensors == null && output != null) {
      throw new InputException("--output is where --safetensors goes; give both or none");
    }
    Model loaded = jobs.open(InspectJob.class, plugins(), kernels()).load(model);
    Path source = java;
    return source == null ? torch(loaded) : java(loaded, source);
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

  private Map<String, Object> document(Path file, Map<String, String> more) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("model", model.toString());
    document.put("file", file.toString());
    document.putAll(more);
    return document;
  }
}
