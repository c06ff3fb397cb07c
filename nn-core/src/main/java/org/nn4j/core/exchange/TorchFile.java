package org.nn4j.core.exchange;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.DensityLoss;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameters;
import org.nn4j.api.Precision;
import org.nn4j.core.InputException;
import org.nn4j.core.activation.Celu;
import org.nn4j.core.activation.Clamp;
import org.nn4j.core.activation.Elu;
import org.nn4j.core.activation.Gelu;
import org.nn4j.core.activation.GeluTanh;
import org.nn4j.core.activation.HardSigmoid;
import org.nn4j.core.activation.HardSwish;
import org.nn4j.core.activation.HardTanh;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.activation.LeakyRelu;
import org.nn4j.core.activation.LogSoftmax;
import org.nn4j.core.activation.Mish;
import org.nn4j.core.activation.Prelu;
import org.nn4j.core.activation.Relu;
import org.nn4j.core.activation.Relu6;
import org.nn4j.core.activation.Selu;
import org.nn4j.core.activation.Sigmoid;
import org.nn4j.core.activation.Silu;
import org.nn4j.core.activation.Softmax;
import org.nn4j.core.activation.Softplus;
import org.nn4j.core.activation.Softsign;
import org.nn4j.core.activation.Tanh;
import org.nn4j.core.activation.TanhShrink;
import org.nn4j.core.io.JsonText;
import org.nn4j.core.io.Safetensors;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.AlphaDropout;
import org.nn4j.core.layer.BatchNorm;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.Dropout;
import org.nn4j.core.layer.Ensemble;
import org.nn4j.core.layer.LayerNorm;
import org.nn4j.core.model.Model;
import org.nn4j.core.network.Network;
import org.nn4j.core.preprocess.Preprocessor;

/**
 * A model's network as PyTorch has it: the state dict of an {@code nn.Sequential}, and the Python
 * that makes that. Weights are outputs × inputs there.
 *
 * <p>The file's metadata hold nn4j's layers, so that {@link Importer} needs none to read it back.
 */
public final class TorchFile {
  private final Model model;
  private final List<String> modules = new ArrayList<>();
  private final List<Layer> layers = new ArrayList<>();
  private final Map<String, Matrix> tensors = new LinkedHashMap<>();
  private final Set<String> vectors = new HashSet<>();

  /**
   * Converts a model's network; its preprocessing stays behind.
   *
   * @throws InputException if it has a part that PyTorch has not, naming it
   */
  public TorchFile(Model model) {
    this.model = model;
    Network network = model.network();
    int width = network.inputWidth();
    for (int i = 0; i < network.layers().size(); i++) {
      Layer layer = network.layers().get(i);
      add(layer, "layers." + i + ".", width);
      width = layer.outputWidth(width);
    }
  }

  private void add(Layer layer, String prefix, int width) {
    if (layer instanceof Dense dense) {
      boolean bias = dense.useBias();
      layers.add(dense.with(Parameters.of("activation", new Identity())));
      put("weight", TorchModule.copy(value(prefix + "weight"), true, precision()), false);
      if (bias) {
        put("bias", value(prefix + "bias"), true);
      }
      modules.add("nn.Linear(" + width + ", " + dense.units() + (bias ? ")" : ", bias=False)"));
      add(dense.activation(), prefix, dense.units());
    } else if (layer instanceof ActivationLayer own) {
      add(own.function(), prefix, width);
    } else {
      layers.add(layer);
      for (var spec : layer.declare(width)) {
        put(spec.name(), value(prefix + spec.name()), true);
      }
      modules.add(module(layer, width));
    }
  }

  private static String module(Layer layer, int width) {
    if (layer instanceof BatchNorm norm) {
      return "nn.BatchNorm1d("
          + width
          + ", eps="
          + norm.eps()
          + ", momentum="
          + norm.momentum()
          + ")";
    }
    if (layer instanceof LayerNorm norm) {
      return "nn.LayerNorm(" + width + ", eps=" + norm.eps() + ")";
    }
    if (layer instanceof Dropout dropout) {
      return "nn.Dropout(" + dropout.rate() + ")";
    }
    if (layer instanceof AlphaDropout dropout) {
      return "nn.AlphaDropout(" + dropout.rate() + ")";
    }
    // An ensemble's expression is that of all its networks.
    throw unknown("layer", layer instanceof Ensemble ? layer.name() : layer.expression());
  }

  private static InputException unknown(String kind, String expression) {
    return new InputException(
        "the "
            + kind
            + " "
            + expression
            + " is none that PyTorch has, so the network cannot be written for it; an ONNX file holds"
            + " every part that describes itself: nn export MODEL --onnx FILE");
  }

  private void add(Activation activation, String prefix, int width) {
    if (activation instanceof Identity) {
      return;
    }
    layers.add(new ActivationLayer(activation));
    if (activation instanceof Prelu prelu) {
      put("weight", value(prefix + "activation.slope"), true);
      modules.add("nn.PReLU(" + (prelu.shared() ? 1 : width) + ")");
      return;
    }
    String module = module(activation);
    if (module == null) {
      throw unknown("activation", activation.expression());
    }
    modules.add("nn." + module);
  }

  private static @Nullable String module(Activation activation) {
    if (activation instanceof LeakyRelu leaky) {
      return "LeakyReLU(" + leaky.slope() + ")";
    }
    if (activation instanceof Elu elu) {
      return "ELU(" + elu.alpha() + ")";
    }
    if (activation instanceof Celu celu) {
      return "CELU(" + celu.alpha() + ")";
    }
    if (activation instanceof Clamp clamp) {
      return "Hardtanh(" + clamp.least() + ", " + clamp.greatest() + ")";
    }
    return SIMPLE.get(activation.getClass());
  }

  /** What activations without parameters are called. */
  private static final Map<Class<?>, String> SIMPLE =
      Map.ofEntries(
          Map.entry(Gelu.class, "GELU()"),
          Map.entry(GeluTanh.class, "GELU(approximate='tanh')"),
          Map.entry(HardSigmoid.class, "Hardsigmoid()"),
          Map.entry(HardSwish.class, "Hardswish()"),
          Map.entry(HardTanh.class, "Hardtanh()"),
          Map.entry(LogSoftmax.class, "LogSoftmax(dim=1)"),
          Map.entry(Mish.class, "Mish()"),
          Map.entry(Relu.class, "ReLU()"),
          Map.entry(Relu6.class, "ReLU6()"),
          Map.entry(Selu.class, "SELU()"),
          Map.entry(Sigmoid.class, "Sigmoid()"),
          Map.entry(Silu.class, "SiLU()"),
          Map.entry(Softmax.class, "Softmax(dim=1)"),
          Map.entry(Softplus.class, "Softplus()"),
          Map.entry(Softsign.class, "Softsign()"),
          Map.entry(Tanh.class, "Tanh()"),
          Map.entry(TanhShrink.class, "Tanhshrink()"));

  private Precision precision() {
    return model.network().precision();
  }

  private Matrix value(String name) {
    return model.network().parameters().value(name);
  }

  /** Adds a tensor of the next module. */
  private void put(String name, Matrix value, boolean vector) {
    String full = modules.size() + "." + name;
    tensors.put(full, value);
    if (vector) {
      vectors.add(full);
    }
  }

  /**
   * Writes the state dict as safetensors, whole or not at all; equal models give equal bytes.
   *
   * @throws InputException if it cannot be written
   */
  public void write(Path file) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", "pt");
    metadata.put(TorchReader.LAYERS, JsonText.of(layers.stream().map(Layer::expression).toList()));
    metadata.put(TorchReader.LOSS, model.loss().expression());
    new Safetensors(metadata, tensors).write(file, vectors);
  }

  /**
   * Returns the Python that makes the network and loads its parameters.
   *
   * @param file the name of the file
   */
  public String python(String file) {
    Preprocessor preprocessor = model.preprocessor();
    StringBuilder text = new StringBuilder();
    text.append("import torch\nfrom torch import nn\nfrom safetensors.torch import load_file\n\n");
    if (preprocessor != null) {
      text.append(
          "# Its inputs are what the preprocessing of nn4j makes of the columns, see nn inspect:\n");
      text.append("# ").append(String.join(", ", preprocessor.features().columns())).append("\n");
      text.append("# Its outputs: ")
          .append(
              model.loss() instanceof DensityLoss
                  ? "what " + model.loss().expression() + " reads of each of "
                  : "")
          .append(String.join(", ", preprocessor.outputs(model.loss())));
      text.append("\n");
    }
    text.append("model = nn.Sequential(\n");
    text.append(modules.stream().map(m -> "    " + m + ",\n").collect(Collectors.joining()));
    text.append(precision() == Precision.FLOAT64 ? ").double()\n" : ")\n");
    return text.append("model.load_state_dict(load_file(")
        .append(JsonText.of(file))
        .append("))\nmodel.eval()\n")
        .toString();
  }
}
