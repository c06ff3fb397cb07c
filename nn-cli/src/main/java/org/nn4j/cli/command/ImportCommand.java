package org.nn4j.cli.command;

import jakarta.inject.Inject;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.nn4j.cli.job.ImportJob;
import org.nn4j.cli.job.JobFactory;
import org.nn4j.cli.report.Console;
import org.nn4j.core.InputException;
import org.nn4j.core.exchange.Imported;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.experiment.config.CommaList;
import org.nn4j.experiment.config.LayerItem;
import org.nn4j.experiment.config.NetworkSettings;
import org.nn4j.experiment.config.Settings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nn import}. */
@Command(
    name = "import",
    description = "Makes a model file of a perceptron that another program trained.",
    abbreviateSynopsis = true,
    footer = {
      "",
      "A state_dict of PyTorch, in safetensors, holds parameters alone: --layers says",
      "the layers, those in between too, such as 64:relu,dropout(rate=0.2),10:softmax,",
      "or 64:identity,batch_norm(eps=1e-3),activation(function=relu),10:identity. A",
      ".keras file needs the plug-in nn-keras. Names of columns make nn predict,",
      "evaluate and explain read tables; nn train --from goes without.",
      "",
      "Examples:",
      "  nn import mlp.safetensors --layers 128:relu,10:softmax --output mlp.nn.safetensors",
      "  nn import iris.safetensors --layers 8:tanh,3:softmax --output iris.nn.safetensors \\",
      "            --features a,b,c,d --target species --labels setosa,versicolor,virginica",
      "  nn import mlp.keras --output mlp.nn.safetensors",
      "  nn import mlp.onnx --output mlp.nn.safetensors"
    })
final class ImportCommand extends KernelsVerb {
  /** A layer that is a number of units alone, which nn train takes for one with relu. */
  private static final Pattern BARE = Pattern.compile("(?:^|,)\\s*(\\d+)\\s*(?:,|$)");

  private static final Pattern PARENTHESES = Pattern.compile("\\(.*?\\)+");

  private final JobFactory jobs;

  @Parameters(paramLabel = "FILE", description = "The model of another program.")
  private Path file;

  @Option(
      names = "--output",
      paramLabel = "MODEL",
      required = true,
      description = "Model file to write.")
  private Path output;

  @Option(
      names = "--layers",
      paramLabel = "LAYERS",
      description =
          "All layers of a network in safetensors, as nn train has them, output included.")
  private @Nullable String layers;

  @Option(
      names = "--loss",
      paramLabel = "NAME",
      description =
          "What it was trained to minimize, which says what its outputs mean: for a network that"
              + " ends in logits, softmax_cross_entropy or binary_cross_entropy_with_logits (default: by its"
              + " last activation; these if --labels are given).")
  private @Nullable String loss;

  @Option(
      names = "--features",
      paramLabel = "COLUMN,…",
      description = "Columns of a table that are its inputs, in their order.")
  private @Nullable String features;

  @Option(
      names = "--target",
      paramLabel = "COLUMN,…",
      description = "What it predicts (default: y).")
  private @Nullable String target;

  @Option(
      names = "--labels",
      paramLabel = "LABEL,…",
      description = "Its classes in the order of its outputs (default: 0,1,…).")
  private @Nullable String labels;

  @Inject
  @SuppressWarnings("NullAway") // picocli sets the fields before they are used
  ImportCommand(JobFactory jobs, Console console) {
    super(console);
    this.jobs = jobs;
  }

  @Override
  FileUses files() {
    return super.files().reads("FILE", file).writes("--output", output);
  }

  @Override
  public Integer call() {
    if (features == null && (target != null || labels != null)) {
      throw new InputException(
          "--target and --labels name what is predicted from --features; give these too");
    }
    List<String> targets = target == null ? List.of("y") : list(target);
    Imported imported =
        open(jobs, ImportJob.class)
            .importModel(
                file,
                new ImportJob.Options(items(), loss, list(features), targets, list(labels)),
                output);
    return print(() -> document(imported), () -> text(imported));
  }

  private List<LayerItem> items() {
    if (layers == null) {
      return List.of();
    }
    List<LayerItem> items =
        Settings.defaults()
            .withFlag(NetworkSettings.LAYERS, List.of(layers))
            .get(NetworkSettings.LAYERS);
    Matcher bare = BARE.matcher(PARENTHESES.matcher(layers).replaceAll(""));
    if (bare.find()) {
      throw new InputException(
          "--layers: '"
              + bare.group(1)
              + "' has no activation, and the file does not tell it; write "
              + bare.group(1)
              + ":relu, or "
              + bare.group(1)
              + ":identity for a layer without one");
    }
    return items;
  }

  private static List<String> list(@Nullable String text) {
    return text == null
        ? List.of()
        : CommaList.divide(text).stream().map(CommaList::unquote).toList();
  }

  private Map<String, Object> document(Imported imported) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("file", file.toString());
    document.put("network", imported.model().network().toString());
    document.put("loss", imported.model().loss().expression());
    document.put("layers", imported.told());
    document.put("parameters_sha256", imported.model().network().parameters().sha256());
    document.put("model", output.toString());
    return document;
  }

  private String text(Imported imported) {
    Preprocessor columns = imported.model().preprocessor();
    StringBuilder text = new StringBuilder();
    text.append("network  ").append(imported.model().network()).append('\n');
    text.append("loss     ").append(imported.model().loss().expression());
    if (loss == null && imported.model().loss().name().equals(ImportJob.NUMBERS)) {
      text.append(", for outputs that are numbers; if they are logits, give --labels or --loss");
    }
    text.append('\n');
    text.append("columns  ")
        .append(
            columns == null
                ? "none, so nn train --from takes them in their order; --features names them"
                : String.join(", ", columns.features().columns())
                    + " → "
                    + String.join(", ", columns.target().columns()))
        .append('\n');
    text.append("model    ").append(output).append('\n');
    if (!imported.told().isEmpty()) {
      text.append('\n');
    }
    imported.told().forEach(line -> text.append(line).append('\n'));
    return text.toString();
  }
}
