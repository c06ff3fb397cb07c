package org.nn4j.core.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Component;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.io.AtomicFile;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.io.Safetensors;
import org.nn4j.core.log.Logs;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.training.TrainingState;
import org.slf4j.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * Saves and loads {@link Model}s as safetensors: the parameters as tensors {@code layers.0.weight},
 * …, the rest as JSON texts in the metadata. Equal models give equal bytes.
 */
public final class ModelFile {
  /** Version of the metadata; files of other versions are refused. */
  public static final String VERSION = "1";

  /** The metadata with the version, which every model has. */
  public static final String FORMAT = "nn4j.format";

  /** The metadata that a checkpoint has, which no model takes the place of. */
  public static final String CHECKPOINT = "nn4j.checkpoint";

  private static final Logger LOG = Logs.of(ModelFile.class);

  private static final String NETWORK = "nn4j.network";
  private static final String LOSS = "nn4j.loss";
  private static final String PREPROCESSING = "nn4j.preprocessing";
  private static final String PROVENANCE = "nn4j.provenance";
  private static final String CONFORMAL = "nn4j.conformal";
  private static final String FACTS = "nn4j.card";

  private ModelFile() {}

  /**
   * Writes a model, whole or not at all. A file that is there is replaced only if it is a model.
   * Its provenance gets an entry for each part that is not nn4j's own.
   *
   * @throws InputException if the file cannot be written or is something else
   */
  public static void save(Model model, Path file) {
    requireReplaceable(file);
    content(model).write(file);
  }

  /**
   * Writes what a model's file holds to a stream: the counterpart of {@link #load(InputStream)}.
   * The stream is not closed.
   *
   * @throws UncheckedIOException if writing fails
   */
  public static void save(Model model, OutputStream stream) {
    try {
      content(model).write(Channels.newChannel(stream));
    } catch (IOException e) {
      throw new UncheckedIOException("the model cannot be written", e);
    }
  }

  /**
   * Returns what a model's file holds, for files that hold more: {@link #load} overlooks tensors
   * whose names start with {@link TrainingState#PREFIX} and metadata that it does not know.
   *
   * @return sharing memory with the model
   */
  @SuppressWarnings("exports") // for checkpoints alone
  public static Safetensors content(Model model) {
    Network network = model.network();
    Map<String, Matrix> tensors = new LinkedHashMap<>();
    for (ParameterSpec spec : network.parameters().specs()) {
      tensors.put(spec.name(), network.parameters().value(spec.name()));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, VERSION);
    metadata.put(NETWORK, networkText(network));
    metadata.put(LOSS, model.loss().expression());
    Preprocessor preprocessor = model.preprocessor();
    if (preprocessor != null) {
      metadata.put(PREPROCESSING, JsonText.of(preprocessor.toMap()));
    }
    Conformal conformal = model.conformal();
    if (conformal != null) {
      metadata.put(CONFORMAL, JsonText.of(conformal.toMap()));
    }
    metadata.put(PROVENANCE, JsonText.of(UsedPlugins.record(model).entries()));
    if (!model.facts().equals(ModelFacts.NONE)) {
      metadata.put(FACTS, JsonText.of(model.facts().toMap()));
    }
    return new Safetensors(metadata, tensors);
  }

  /**
   * Reads what a model's file holds, for files that hold more; the counterpart of {@link #content}.
   *
   * @throws InputException if the file is missing or damaged, or a parameter is not finite
   */
  @SuppressWarnings("exports") // for checkpoints alone
  public static Safetensors read(Path file) {
    return requireFinite(Safetensors.read(file), file);
  }

  /**
   * Reads the same from a stream, which is not closed.
   *
   * @throws InputException if it is damaged, or a parameter is not finite
   */
  @SuppressWarnings("exports") // for checkpoints alone
  public static Safetensors read(InputStream stream) {
    return requireFinite(Safetensors.read(stream), null);
  }

  private static Safetensors requireFinite(Safetensors content, @Nullable Path file) {
    parameters(content.tensors())
        .forEach(
            (name, values) -> {
              for (int r = 0; r < values.rows(); r++) {
                for (int c = 0; c < values.columns(); c++) {
                  if (!(Math.abs(values.get(r, c)) <= Double.MAX_VALUE)) {
                    throw fault(
                        file,
                        "the parameter "
                            + name
                            + (" holds " + values.get(r, c) + " in row " + (r + 1))
                            + (" and column " + (c + 1) + ", but parameters must be finite;")
                            + " take a model or checkpoint from before that, or train again with a"
                            + " lower rate");
                  }
                }
              }
            });
    return content;
  }

  /**
   * Checks before training that its result can be saved.
   *
   * @throws InputException if the file cannot be written, or is there and no model
   */
  public static void requireReplaceable(Path file) {
    AtomicFile.requireWritable(file);
    if (Files.exists(file) && !isModel(file)) {
      throw InputException.in(
          file, "is there already and is not an nn4j model; it is not overwritten");
    }
  }

  private static boolean isModel(Path file) {
    try {
      Map<String, String> metadata = Safetensors.readMetadata(file);
      return metadata.containsKey(FORMAT) && !metadata.containsKey(CHECKPOINT);
    } catch (InputException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e; // it could not be looked at
      }
      return false;
    }
  }

  private static String networkText(Network network) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("inputs", network.inputWidth());
    map.put("precision", network.precision().id());
    map.put("seed", network.seed());
    map.put("layers", network.layers().stream().map(Component::expression).toList());
    return JsonText.of(map);
  }

  /**
   * Reads a model whose parts are on the class or module path, to compute with the best kernels.
   *
   * @throws InputException as {@link #load(Path, Catalog, Kernels)} does
   */
  public static Model load(Path file) {
    return load(file, Catalog.standard());
  }

  /**
   * Reads a model, to compute with the best kernels.
   *
   * @param catalog where the names of its parts are looked up
   * @throws InputException as {@link #load(Path, Catalog, Kernels)} does
   */
  public static Model load(Path file, Catalog catalog) {
    return load(file, catalog, KernelsSelector.standard());
  }

  /**
   * Reads a model.
   *
   * @param catalog where the names of its parts are looked up
   * @param kernels what its network computes with
   * @throws InputException if the file is missing, damaged, of another kind or version, names a
   *     part that the catalog has not, holds parameters that are not finite, or its network, loss
   *     and preprocessing do not fit one another
   */
  public static Model load(Path file, Catalog catalog, Kernels kernels) {
    Safetensors content = read(file);
    warnOfNoChecksum(content, file);
    return model(content, file, catalog, kernels);
  }

  /**
   * Makes a model of what another kind of file holds: the counterpart of {@link #content}.
   *
   * @param file the file, for messages
   * @throws InputException as {@link #load(Path, Catalog, Kernels)} does
   */
  @SuppressWarnings("exports") // for other kinds of files alone
  public static Model of(Safetensors content, Path file, Catalog catalog, Kernels kernels) {
    return model(requireFinite(content, file), file, catalog, kernels);
  }

  /**
   * Reads a model whose parts are on the class or module path, to compute with the best kernels.
   *
   * @throws InputException as {@link #load(InputStream, Catalog, Kernels)} does
   */
  public static Model load(InputStream stream) {
    return load(stream, Catalog.standard());
  }

  /**
   * Reads a model, to compute with the best kernels.
   *
   * @param catalog where the names of its parts are looked up
   * @throws InputException as {@link #load(InputStream, Catalog, Kernels)} does
   */
  public static Model load(InputStream stream, Catalog catalog) {
    return load(stream, catalog, KernelsSelector.standard());
  }

  /**
   * Reads a model from a stream, such as a resource of a jar: to its end, into memory, before it is
   * looked at. The stream is not closed.
   *
   * @param stream what a model file holds, and nothing after it
   * @param catalog where the names of its parts are looked up
   * @param kernels what its network computes with
   * @throws InputException as {@link #load(Path, Catalog, Kernels)} does, without the name of a
   *     file, or if reading the stream fails
   */
  public static Model load(InputStream stream, Catalog catalog, Kernels kernels) {
    Safetensors content = requireFinite(Safetensors.read(stream), null);
    warnOfNoChecksum(content, null);
    return model(content, null, catalog, kernels);
  }

  private static void warnOfNoChecksum(Safetensors content, @Nullable Path file) {
    if (VERSION.equals(content.metadata().get(FORMAT)) && !content.hasChecksum()) {
      LOG.warn(
          "{} was written without a checksum, by an older nn4j: damage to it would not show; the"
              + " models that nn train writes now have one",
          file == null ? "a model" : file);
    }
  }

  private static Model model(
      Safetensors content, @Nullable Path file, Catalog catalog, Kernels kernels) {
    String version = content.metadata().get(FORMAT);
    if (version == null) {
      throw fault(file, "not a model file: it is safetensors without nn4j's metadata");
    }
    if (!version.equals(VERSION)) {
      throw fault(file, "has format version " + version + "; this nn4j reads version " + VERSION);
    }
    try {
      JsonNode definition = json(content, NETWORK);
      Provenance provenance = provenance(content);
      UsedPlugins.require(provenance, catalog);
      Network network = network(definition, catalog, kernels, parameters(content.tensors()));
      Loss loss = catalog.create(Loss.class, text(content, LOSS));
      String conformal = content.metadata().get(CONFORMAL);
      return new Model(network, loss, preprocessor(content), provenance)
          .withConformal(conformal == null ? null : Conformal.read(JsonText.tree(conformal)))
          .withFacts(
              content.metadata().containsKey(FACTS)
                  ? ModelFacts.of(json(content, FACTS))
                  : ModelFacts.NONE);
    } catch (InputException | IllegalArgumentException | JacksonException e) {
      throw fault(file, String.valueOf(e.getMessage()));
    }
  }

  /**
   * Makes an error, to be thrown.
   *
   * @param file the file at fault, or null for a stream
   */
  private static InputException fault(@Nullable Path file, String message) {
    return file == null
        ? new InputException(Safetensors.STREAM + message)
        : InputException.in(file, message);
  }

  private static Network network(
      JsonNode node, Catalog catalog, Kernels kernels, Map<String, Matrix> tensors) {
    List<Layer> layers = new ArrayList<>();
    for (JsonNode layer : node.path("layers")) {
      layers.add(catalog.create(Layer.class, layer.asString("")));
    }
    return Network.restore(
        layers,
        node.path("inputs").asInt(0),
        Precision.of(node.path("precision").asString("")),
        seed(node.path("seed")),
        kernels,
        tensors);
  }

  private static long seed(JsonNode node) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      throw new InputException("the network's seed must be a whole number but is " + node);
    }
    return node.asLong();
  }

  /** Leaves out what a checkpoint has besides. */
  private static Map<String, Matrix> parameters(Map<String, Matrix> tensors) {
    Map<String, Matrix> parameters = new LinkedHashMap<>(tensors);
    parameters.keySet().removeIf(name -> name.startsWith(TrainingState.PREFIX));
    return parameters;
  }

  private static @Nullable Preprocessor preprocessor(Safetensors content) {
    String text = content.metadata().get(PREPROCESSING);
    if (text == null) {
      return null;
    }
    JsonNode tree = JsonText.tree(text);
    if (!tree.isObject()) {
      throw new InputException("the metadata " + PREPROCESSING + " is not a JSON object");
    }
    return Preprocessor.fromMap(JsonText.map(tree));
  }

  private static Provenance provenance(Safetensors content) {
    Map<String, String> entries = new LinkedHashMap<>();
    json(content, PROVENANCE)
        .properties()
        .forEach(entry -> entries.put(entry.getKey(), entry.getValue().asString("")));
    return new Provenance(entries);
  }

  private static JsonNode json(Safetensors content, String key) {
    return JsonText.tree(text(content, key));
  }

  private static String text(Safetensors content, String key) {
    String text = content.metadata().get(key);
    if (text == null) {
      throw new InputException("the metadata " + key + " is missing");
    }
    return text;
  }
}
