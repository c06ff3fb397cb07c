package org.nn4j.core.exchange;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ForeignModel;
import org.nn4j.api.ForeignModel.ForeignLayer;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.api.TrainableActivation;
import org.nn4j.core.InputException;
import org.nn4j.core.io.ForeignTensors;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.io.Safetensors;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.AlphaDropout;
import org.nn4j.core.layer.BatchNorm;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.Dropout;
import org.nn4j.core.layer.LayerNorm;
import org.nn4j.core.model.ModelFile;
import org.nn4j.core.registry.Catalog;

/**
 * Reads the state dict of a PyTorch network from safetensors. It has parameters alone, so the
 * layers are told; which module is which layer's is found by names, shapes and, where it has to be,
 * by trying, since safetensors keeps no order.
 */
final class TorchReader {
  /** The metadata with the layers in a file that nn4j wrote, see {@link TorchFile}. */
  static final String LAYERS = "nn4j.layers";

  /** The metadata with the loss in a file that nn4j wrote. */
  static final String LOSS = "nn4j.loss";

  /** How often modules are tried in a place before the search for an order is given up. */
  private static final int TRIES = 100_000;

  private final Path file;
  private final Catalog catalog;
  private final ForeignTensors content;
  private final List<TorchModule> modules;

  private TorchReader(
      Path file, Catalog catalog, ForeignTensors content, List<TorchModule> modules) {
    this.file = file;
    this.catalog = catalog;
    this.content = content;
    this.modules = modules;
  }

  static TorchReader open(Path file, Catalog catalog) {
    ForeignTensors content = Safetensors.readForeign(file);
    if (content.metadata().containsKey(ModelFile.FORMAT)) {
      throw InputException.in(file, "is a model of nn4j already; there is nothing to import");
    }
    return new TorchReader(file, catalog, content, TorchModule.of(file, content));
  }

  /**
   * Reads the network.
   *
   * @param given its layers, none if the file has them
   * @throws InputException if file and layers do not fit one another
   */
  ForeignModel read(List<Layer> given) {
    List<Layer> layers = given.isEmpty() ? layers() : given;
    layers.forEach(this::requireKnown);
    List<Layer> wanting = layers.stream().filter(TorchReader::hasParameters).toList();
    if (wanting.size() != modules.size()) {
      throw fault(
          "the file has parameters of "
              + modules.size()
              + " modules, but "
              + wanting.size()
              + " of the layers have parameters; the modules are "
              + listing());
    }
    for (boolean transposed : new boolean[] {true, false}) {
      Assignment found = new Assignment(wanting, transposed);
      if (found.inOrder() || found.search()) {
        return model(layers, found);
      }
    }
    throw fault(new Assignment(wanting, true).misfit());
  }

  private void requireKnown(Layer layer) {
    boolean slopes =
        layer instanceof Dense dense && dense.activation() instanceof TrainableActivation;
    if (slopes
        || !(layer instanceof Dense
            || layer instanceof BatchNorm
            || layer instanceof LayerNorm
            || layer instanceof Dropout
            || layer instanceof AlphaDropout
            || layer instanceof ActivationLayer)) {
      throw fault(
          "cannot be read as the layer "
              + layer.expression()
              + (slopes
                  ? "; write the activation as a layer of its own, such as 16:identity,"
                      + "activation(function=prelu)"
                  : "; there are dense layers, batch_norm, layer_norm, dropout and activation"));
    }
  }

  private static boolean hasParameters(Layer layer) {
    return !layer.declare(1).isEmpty();
  }

  private List<Layer> layers() {
    String written = content.metadata().get(LAYERS);
    if (written == null) {
      throw fault(
          "has parameters, but does not say which functions are between them; say it with --layers,"
              + " such as --layers \""
              + example()
              + "\"; its modules are "
              + listing());
    }
    List<Layer> layers = new ArrayList<>();
    JsonText.tree(written)
        .forEach(layer -> layers.add(catalog.create(Layer.class, layer.asString(""))));
    return layers;
  }

  /** Returns layers of the right sizes, whose activations are a guess. */
  private String example() {
    List<String> layers = new ArrayList<>();
    for (int i = 0; i < modules.size(); i++) {
      boolean last = i == modules.size() - 1;
      TorchModule module = modules.get(i);
      layers.add(
          switch (module.sort()) {
            case LINEAR -> module.outputs() + (last ? ":softmax" : ":relu");
            case BATCH_NORM -> "batch_norm";
            case VECTOR ->
                module.tensors().containsKey("bias") ? "layer_norm" : "activation(prelu)";
          });
    }
    return String.join(",", layers);
  }

  private String listing() {
    return modules.stream().map(TorchModule::describe).collect(Collectors.joining("; "));
  }

  private InputException fault(String message) {
    return InputException.in(file, message);
  }

  private ForeignModel model(List<Layer> layers, Assignment found) {
    boolean wide =
        content.tensors().values().stream().anyMatch(m -> m.precision() == Precision.FLOAT64);
    Precision precision = wide ? Precision.FLOAT64 : Precision.FLOAT32;
    List<ForeignLayer> made = new ArrayList<>();
    int next = 0;
    for (Layer layer : layers) {
      if (!hasParameters(layer)) {
        made.add(new ForeignLayer(layer.expression(), Map.of(), ""));
        continue;
      }
      TorchModule module = found.order.get(next++);
      made.add(
          switch (module.sort()) {
            case LINEAR -> dense((Dense) layer, module, found.transposed, precision);
            case BATCH_NORM, VECTOR ->
                new ForeignLayer(
                    layer.expression(), module.values(layer, precision), module.describe());
          });
    }
    return new ForeignModel(found.inputs(), precision, made, content.metadata().get(LOSS));
  }

  private static ForeignLayer dense(
      Dense layer, TorchModule module, boolean transposed, Precision precision) {
    Map<String, Matrix> values = new LinkedHashMap<>();
    Matrix weight = module.weight();
    values.put("weight", TorchModule.copy(weight, transposed, precision));
    Matrix bias = module.tensors().get("bias");
    if (bias != null) {
      values.put("bias", TorchModule.copy(bias, false, precision));
    }
    return new ForeignLayer(
        layer.withUseBias(bias != null).expression(),
        values,
        module.describe() + (transposed ? ", transposed" : ", as it is: inputs × outputs"));
  }

  /** Which module is which layer's. */
  private final class Assignment {
    private final List<Layer> layers;
    private final boolean transposed;
    private List<TorchModule> order = List.of();
    private int tries;

    Assignment(List<Layer> layers, boolean transposed) {
      this.layers = layers;
      this.transposed = transposed;
    }

    /** Returns how many inputs the network has, by the first dense layer or normalization. */
    int inputs() {
      TorchModule first = order.get(0);
      return first.sort() == TorchModule.Sort.LINEAR ? first.inputs(transposed) : first.width();
    }

    /** Tries the order of the names, by which each layer has the next module of its sort. */
    boolean inOrder() {
      Map<TorchModule.Sort, Deque<TorchModule>> next = new EnumMap<>(TorchModule.Sort.class);
      modules.forEach(m -> next.computeIfAbsent(m.sort(), sort -> new ArrayDeque<>()).add(m));
      List<TorchModule> named = new ArrayList<>();
      for (Layer layer : layers) {
        Deque<TorchModule> left = next.getOrDefault(sort(layer), new ArrayDeque<>());
        if (left.isEmpty()) {
          return false;
        }
        named.add(left.remove());
      }
      if (misfit(named) != null) {
        return false;
      }
      requireClear(named);
      order = named;
      return true;
    }

    private static TorchModule.Sort sort(Layer layer) {
      return layer instanceof Dense
          ? TorchModule.Sort.LINEAR
          : layer instanceof BatchNorm ? TorchModule.Sort.BATCH_NORM : TorchModule.Sort.VECTOR;
    }

    /** Numbers in names are an order, the alphabet is none: it is refused if another one fits. */
    private void requireClear(List<TorchModule> named) {
      for (int i = 0; i < named.size(); i++) {
        for (int j = i + 1; j < named.size(); j++) {
          List<TorchModule> swapped = new ArrayList<>(named);
          Collections.swap(swapped, i, j);
          if (!named.get(i).sameButForNumbers(named.get(j)) && misfit(swapped) == null) {
            throw several();
          }
        }
      }
    }

    private InputException several() {
      return fault(
          "several orders of its modules fit the layers, so that which is meant is unknown; name"
              + " them in their order, such as 0, 1, 2, when they are saved; they are "
              + listing());
    }

    /** Tries other orders, of which only one may fit. */
    boolean search() {
      List<List<TorchModule>> fitting = new ArrayList<>();
      extend(new ArrayList<>(), fitting);
      if (fitting.size() > 1) {
        throw several();
      }
      order = fitting.isEmpty() ? List.of() : fitting.get(0);
      return !fitting.isEmpty();
    }

    private void extend(List<TorchModule> chosen, List<List<TorchModule>> fitting) {
      if (chosen.size() == layers.size()) {
        fitting.add(List.copyOf(chosen));
        return;
      }
      for (TorchModule module : modules) {
        if (fitting.size() > 1 || tries++ > TRIES) {
          return;
        }
        if (!chosen.contains(module)) {
          chosen.add(module);
          if (misfit(chosen) == null) {
            extend(chosen, fitting);
          }
          chosen.remove(chosen.size() - 1);
        }
      }
    }

    /** Returns why the modules in the order of their names do not fit. */
    String misfit() {
      return String.valueOf(misfit(modules));
    }

    /** Returns why some modules are not the first layers', or null if they are. */
    private @Nullable String misfit(List<TorchModule> chosen) {
      int width = -1;
      for (int i = 0; i < chosen.size(); i++) {
        Layer layer = layers.get(i);
        TorchModule module = chosen.get(i);
        String fault = module.misfit(layer, width, transposed);
        if (fault != null) {
          return module.describe() + " does not fit the layer " + layer.expression() + ": " + fault;
        }
        if (layer instanceof Dense dense) {
          width = dense.units();
        } else if (module.width() > 1) {
          width = module.width();
        }
      }
      return null;
    }
  }
}
