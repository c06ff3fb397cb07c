package org.nn4j.core.exchange;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.ForeignModel;
import org.nn4j.api.ForeignModel.ForeignLayer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.ModelSource;
import org.nn4j.api.OutputLink;
import org.nn4j.api.TargetKind;
import org.nn4j.core.InputException;
import org.nn4j.core.activation.LogSoftmax;
import org.nn4j.core.data.CsvFormat;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.io.FileKind;
import org.nn4j.core.io.Sha256;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.metric.Predictions;
import org.nn4j.core.model.Model;
import org.nn4j.core.model.Provenance;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.ClassTarget;
import org.nn4j.core.preprocess.FeatureEncoder;
import org.nn4j.core.preprocess.FeatureStep;
import org.nn4j.core.preprocess.LabelTarget;
import org.nn4j.core.preprocess.NumericFeature;
import org.nn4j.core.preprocess.NumericTarget;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.preprocess.Scaler;
import org.nn4j.core.preprocess.TargetEncoder;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.Kind;
import org.nn4j.core.registry.PluginFolders;
import org.nn4j.core.text.Spelling;

/**
 * Reads models that other programs trained: PyTorch's state dicts in safetensors, and what the
 * {@link ModelSource}s of a catalog read, such as {@code .keras}.
 *
 * <pre>{@code
 * Importer importer = Importer.standard().withLayers(
 *     new Dense(128, new Relu()), new Dense(10, new Softmax()));
 * Model model = importer.read(Path.of("mlp.safetensors")).model();
 * }</pre>
 *
 * @param layers the layers of a network in safetensors, which has parameters alone; none if they
 *     are left to the file
 * @param loss what the network was trained to minimize, which says what its outputs mean; null for
 *     the one that suits its last activation: softmax, log_softmax, sigmoid, or else numbers
 * @param catalog where parts and sources are looked up
 * @param kernels what the network computes with
 */
public record Importer(List<Layer> layers, @Nullable Loss loss, Catalog catalog, Kernels kernels) {
  private static final String SAFETENSORS = ".safetensors";
  private static final String KERAS = ".keras";
  private static final String PLUGIN = "nn-keras";

  /** Copies the list. */
  public Importer {
    layers = List.copyOf(layers);
  }

  /** Creates an importer with the parts on the class or module path and the best kernels. */
  public static Importer standard() {
    return new Importer(List.of(), null, Catalog.standard(), KernelsSelector.standard());
  }

  /** Returns a copy for a network of these layers, from input to output. */
  public Importer withLayers(Layer... network) {
    return new Importer(List.of(network), loss, catalog, kernels);
  }

  /** Returns a copy for a network that was trained with a loss. */
  public Importer withLoss(Loss trained) {
    return new Importer(layers, trained, catalog, kernels);
  }

  /**
   * Reads a model.
   *
   * @throws InputException if the file cannot be read, is of another kind, does not fit the layers,
   *     or holds something that nn4j has not, naming the tensor or layer
   */
  public Imported read(Path file) {
    Optional<ModelSource> source =
        catalog.all(ModelSource.class).stream().filter(s -> s.reads(file)).findFirst();
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    if (!Files.isRegularFile(file)) {
      throw InputException.in(
          file, Files.exists(file) ? "is no regular file" : FileKind.missing(file));
    }
    if (source.isPresent()) {
      if (!layers.isEmpty()) {
        throw new InputException(
            "layers are for safetensors, which holds none, but "
                + file
                + " has its own; leave"
                + " them out");
      }
      return imported(file, foreign(file, source.get()), source.get().name());
    }
    if (name.endsWith(SAFETENSORS)) {
      return imported(file, TorchReader.open(file, catalog).read(layers), "PyTorch safetensors");
    }
    throw InputException.in(file, name.endsWith(KERAS) ? missing() : unknown());
  }

  private String missing() {
    return "is a Keras model, which needs the plug-in "
        + PLUGIN
        + "; put its jars into "
        + PluginFolders.ADVICE
        + catalog.failures(Kind.MODEL).stream()
            .map(failure -> "; failed to load: " + failure)
            .collect(Collectors.joining());
  }

  private String unknown() {
    return "is no model that can be read by its name; there are "
        + SAFETENSORS
        + " of PyTorch, .onnx (in code by Onnx.read)"
        + (catalog.list(Kind.MODEL).isEmpty() ? ", .keras with the plug-in " + PLUGIN : "")
        + catalog.list(Kind.MODEL).stream()
            .map(entry -> ", and what " + entry.name() + " reads")
            .collect(Collectors.joining())
        + "; a .pt or .pth of PyTorch is saved as safetensors in Python, see docs/guide.md";
  }

  private static ForeignModel foreign(Path file, ModelSource source) {
    try {
      return source.read(file);
    } catch (IOException e) {
      throw InputException.in(file, e.getMessage() == null ? AtomicFile.reason(e) : e.getMessage());
    }
  }

  private Imported imported(Path file, ForeignModel foreign, String format) {
    List<Layer> made = new ArrayList<>();
    List<String> told = new ArrayList<>();
    Map<String, Matrix> values = new LinkedHashMap<>();
    try {
      for (ForeignLayer layer : foreign.layers()) {
        String prefix = "layers." + made.size();
        made.add(catalog.create(Layer.class, layer.expression()));
        layer
            .parameters()
            .forEach((name, value) -> values.put(prefix + "." + name, finite(name, layer, value)));
        told.add(
            prefix
                + " "
                + made.get(made.size() - 1).name()
                + (layer.origin().isEmpty() ? "" : "  from " + layer.origin()));
      }
      Network network =
          Network.restore(made, foreign.inputs(), foreign.precision(), 0, kernels, values);
      Map<String, String> entries = new LinkedHashMap<>();
      entries.put("imported", String.valueOf(file.getFileName()));
      entries.put("imported_as", format);
      entries.put("imported_sha256", Sha256.of(List.of(file)));
      return new Imported(
          new Model(network, loss(foreign, network), null, new Provenance(entries)), told);
    } catch (IllegalArgumentException e) {
      throw InputException.in(file, String.valueOf(e.getMessage()));
    }
  }

  private static Matrix finite(String name, ForeignLayer layer, Matrix value) {
    for (int r = 0; r < value.rows(); r++) {
      for (int c = 0; c < value.columns(); c++) {
        if (!(Math.abs(value.get(r, c)) <= Double.MAX_VALUE)) {
          throw new IllegalArgumentException(
              layer.origin()
                  + ": "
                  + name
                  + " holds "
                  + value.get(r, c)
                  + ", but parameters must be finite");
        }
      }
    }
    return value;
  }

  private Loss loss(ForeignModel foreign, Network network) {
    String known = foreign.loss();
    return loss != null
        ? loss
        : known == null ? suited(network) : catalog.create(Loss.class, known);
  }

  /** Chooses the loss whose targets the last activation's outputs are compared with. */
  private Loss suited(Network network) {
    Layer last = network.layers().get(network.layers().size() - 1);
    boolean logarithms =
        (last instanceof Dense dense && dense.activation() instanceof LogSoftmax)
            || (last instanceof ActivationLayer layer && layer.function() instanceof LogSoftmax);
    OutputLink link = network.outputLink();
    return catalog.create(
        Loss.class,
        logarithms
            ? "nll"
            : link == OutputLink.SOFTMAX
                ? "categorical_cross_entropy"
                : link == OutputLink.LOGISTIC ? "binary_cross_entropy" : "mse");
  }

  /**
   * Gives a model over plain numbers the names of its columns, so that it predicts tables: each
   * feature is a number that stays as it is, a missing one is 0.
   *
   * @param model a model without preprocessing; its loss says what its outputs are, so one of
   *     classes that ends in logits has softmax_cross_entropy or binary_cross_entropy_with_logits
   * @param features the columns in the order of the inputs
   * @param targets the column to predict; several for several numbers or labels
   * @param labels the classes in the order of the outputs; of two the second is the single
   *     output's. If there are none where classes are predicted, they are 0, 1, …
   * @return a model of the same network
   * @throws InputException if there are too few or too many names, or the model has preprocessing
   */
  public static Model named(
      Model model, List<String> features, List<String> targets, List<String> labels) {
    Network network = model.network();
    if (model.preprocessor() != null) {
      throw new InputException(
          "the model has columns already: "
              + String.join(", ", model.columns())
              + "; leave"
              + " features, target and labels out");
    }
    if (features.size() != network.inputWidth()) {
      throw new InputException(
          features.size()
              + " features are named, but the model has "
              + network.inputWidth()
              + " inputs; name one for each, in their order");
    }
    List<FeatureStep> steps = new ArrayList<>();
    features.forEach(name -> steps.add(new NumericFeature(name, 0, Scaler.IDENTITY)));
    try {
      Preprocessor columns =
          new Preprocessor(
              new FeatureEncoder(steps, features),
              target(network.outputWidth(), model.loss(), targets, labels),
              CsvFormat.FOUND);
      return new Model(network, model.loss(), columns, model.provenance());
    } catch (IllegalArgumentException e) {
      throw new InputException(String.valueOf(e.getMessage()), e);
    }
  }

  private static TargetEncoder target(
      int outputs, Loss loss, List<String> targets, List<String> labels) {
    TargetKind kind = loss.targetKind();
    if (kind == TargetKind.PROBABILITY && targets.size() > 1) {
      return new LabelTarget(
          targets, null, targets, targets.stream().map(t -> Predictions.EVEN).toList());
    }
    boolean classes =
        !labels.isEmpty() || kind == TargetKind.DISTRIBUTION || kind == TargetKind.PROBABILITY;
    if (classes && targets.size() != 1) {
      throw new InputException(
          "classes are predicted in one column, but " + targets.size() + " are named: " + targets);
    }
    if (classes) {
      List<String> names =
          labels.isEmpty()
              ? IntStream.range(0, Math.max(2, outputs)).mapToObj(String::valueOf).toList()
              : labels;
      boolean numbers = names.stream().allMatch(label -> Spelling.number(label) != null);
      return new ClassTarget(targets.get(0), numbers, names);
    }
    if (!(loss instanceof DensityLoss) && targets.size() != outputs) {
      throw new InputException(
          "the network has "
              + outputs
              + " outputs, but "
              + targets.size()
              + (targets.size() == 1 ? " target is named: " : " targets are named: ")
              + String.join(", ", targets)
              + "; name a target for each, or the labels if they are scores of classes");
    }
    return new NumericTarget(targets, targets.stream().map(t -> Scaler.IDENTITY).toList());
  }
}
