package org.nn4j.keras;

import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.ForeignModel;
import org.nn4j.api.ForeignModel.ForeignLayer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;

/** Turns the configuration of a Keras model and its weights into layers. */
final class KerasNetwork {
  private static final String SUPPORTED =
      "; there are Dense, BatchNormalization, LayerNormalization, Dropout, AlphaDropout,"
          + " Activation, ReLU, LeakyReLU, ELU, PReLU, Softmax, and Flatten after the input";

  /** Activations that have the same name, up to underscores, or another one here. */
  private static final Map<String, String> ACTIVATIONS =
      Map.ofEntries(
          Map.entry("linear", "identity"),
          Map.entry("relu", "relu"),
          Map.entry("relu6", "relu6"),
          Map.entry("leaky_relu", "leaky_relu(slope=0.2)"),
          Map.entry("elu", "elu(alpha=1.0)"),
          Map.entry("celu", "celu(alpha=1.0)"),
          Map.entry("selu", "selu"),
          Map.entry("gelu", "gelu"),
          Map.entry("silu", "silu"),
          Map.entry("swish", "silu"),
          Map.entry("mish", "mish"),
          Map.entry("sigmoid", "sigmoid"),
          Map.entry("hard_sigmoid", "hard_sigmoid"),
          Map.entry("hard_silu", "hard_swish"),
          Map.entry("hard_swish", "hard_swish"),
          Map.entry("hard_tanh", "hard_tanh"),
          Map.entry("tanh", "tanh"),
          Map.entry("tanh_shrink", "tanh_shrink"),
          Map.entry("softplus", "softplus"),
          Map.entry("softsign", "softsign"),
          Map.entry("softmax", "softmax"),
          Map.entry("log_softmax", "log_softmax"),
          Map.entry("log_sigmoid", "log_sigmoid"),
          Map.entry("exponential", "exponential"),
          Map.entry("squareplus", "squareplus"),
          Map.entry("soft_shrink", "soft_shrink"),
          Map.entry("hard_shrink", "hard_shrink"),
          Map.entry("sparse_plus", "sparse_plus"),
          Map.entry("sparse_sigmoid", "sparse_sigmoid"),
          Map.entry("sparsemax", "sparsemax"));

  private static final Map<String, String> LOSSES =
      Map.of(
          "mse", "mse",
          "mean_squared_error", "mse",
          "mae", "mae",
          "mean_absolute_error", "mae");

  private final Json config;
  private final boolean old;
  private final KerasWeights weights;
  private final Map<String, Integer> used = new HashMap<>();
  private final List<ForeignLayer> layers = new ArrayList<>();
  private Precision precision = Precision.FLOAT32;

  /** The width of what the next layer reads, and of what the first one does; 0 if unknown. */
  private int width;

  private int inputs;

  KerasNetwork(Json config, Json metadata, KerasWeights weights) throws IOException {
    this.config = config;
    this.old = !metadata.get("keras_version").text("3").startsWith("3");
    this.weights = weights;
  }

  ForeignModel read() throws IOException {
    String kind = config.get("class_name").text();
    if (!List.of("Sequential", "Functional", "Model").contains(kind)) {
      throw new IOException(
          "holds a model of the class " + kind + "; there are Sequential and Functional");
    }
    List<Json> chain = config.get("config").get("layers").items();
    if (!kind.equals("Sequential")) {
      requireChain(chain);
    }
    findInputs(chain);
    for (Json layer : chain) {
      add(layer);
    }
    if (inputs == 0 || layers.isEmpty()) {
      throw new IOException("holds no layer with weights, so the number of its inputs is unknown");
    }
    return new ForeignModel(inputs, precision, layers, loss());
  }

  /** Requires that each layer of a graph reads the one before, and that the ends are its ends. */
  private static void requireChain(List<Json> chain) throws IOException {
    for (int i = 1; i < chain.size(); i++) {
      String before = chain.get(i - 1).get("config").get("name").text();
      Json nodes = chain.get(i).get("inbound_nodes");
      List<String> read = new ArrayList<>();
      for (Json node : nodes.items()) {
        sources(node, read);
      }
      if (!read.equals(List.of(before))) {
        throw new IOException(
            "layer "
                + chain.get(i).get("config").get("name").text()
                + " reads "
                + read
                + " and not the layer before it, "
                + before
                + "; networks that branch cannot be read");
      }
    }
  }

  /** Finds the layers whose outputs a node reads: the texts that begin a keras_history. */
  private static void sources(Json node, List<String> read) throws IOException {
    if (node.value() instanceof Map<?, ?> map) {
      if (map.containsKey("keras_history")) {
        read.add(node.get("keras_history").items().get(0).text());
        return;
      }
      for (Object key : map.keySet()) {
        sources(node.get(String.valueOf(key)), read);
      }
    } else if (node.value() instanceof List<?> list) {
      // Keras 2 writes [["dense", 0, 0, {}]].
      if (list.size() >= 3 && list.get(0) instanceof String name) {
        read.add(name);
        return;
      }
      for (Json item : node.items()) {
        sources(item, read);
      }
    }
  }

  /** Takes the number of inputs from an input layer or the shape that the model was built for. */
  private void findInputs(List<Json> chain) throws IOException {
    Json shape = config.get("build_config").get("input_shape");
    for (Json layer : chain) {
      Json own = layer.get("config").get("batch_shape");
      Json older = layer.get("config").get("batch_input_shape");
      Json found = own.isNull() ? older : own;
      shape = found.isNull() ? shape : found;
    }
    if (shape.isNull()) {
      return;
    }
    long product = 1;
    for (Json size : shape.items()) {
      product = size.isNull() ? product : Math.min(product * size.whole(), Integer.MAX_VALUE);
    }
    inputs = (int) product;
    width = inputs;
    if (shape.items().size() > 2 && chain.stream().noneMatch(KerasNetwork::isFlatten)) {
      throw new IOException(
          "has inputs of the shape "
              + shape.value()
              + ", each of which must be a row of numbers, or flattened first");
    }
  }

  private static boolean isFlatten(Json layer) {
    return "Flatten".equals(layer.get("class_name").value());
  }

  private void add(Json layer) throws IOException {
    String kind = layer.get("class_name").text();
    Json own = layer.get("config");
    String name = own.get("name").text(kind);
    String stored = stored(kind);
    switch (kind) {
      case "InputLayer" -> {}
      case "Flatten" -> {
        if (!layers.isEmpty()) {
          throw new IOException("layer " + name + " is a Flatten after other layers" + SUPPORTED);
        }
      }
      case "Dense" -> dense(own, name, stored);
      case "BatchNormalization" -> batchNorm(own, name, stored);
      case "LayerNormalization" -> layerNorm(own, name, stored);
      case "Dropout", "AlphaDropout" ->
          layers.add(
              plain(
                  (kind.equals("Dropout") ? "dropout" : "alpha_dropout")
                      + "(rate="
                      + own.get("rate").number()
                      + ")"));
      case "PReLU" -> prelu(name, stored);
      default -> {
        String function = function(kind, own, name);
        if (function == null) {
          throw new IOException("layer " + name + " is of the kind " + kind + SUPPORTED);
        }
        layers.add(plain("activation(function=" + function + ")"));
      }
    }
  }

  private static ForeignLayer plain(String expression) {
    return new ForeignLayer(expression, Map.of(), "");
  }

  /** Returns the next name among the weights: the kind's, with a number from the second on. */
  private String stored(String kind) {
    String snake =
        kind.replaceAll("(.)([A-Z][a-z0-9]+)", "$1_$2")
            .replaceAll("([a-z])([A-Z])", "$1_$2")
            .toLowerCase(Locale.ROOT);
    int number = used.merge(snake, 1, Integer::sum) - 1;
    return number == 0 ? snake : snake + "_" + number;
  }

  private @Nullable String function(String kind, Json own, String name) throws IOException {
    return switch (kind) {
      case "Activation" -> activation(own.get("activation"), name);
      case "ReLU" -> relu(own, name);
      case "LeakyReLU" -> {
        Json slope = own.get("negative_slope");
        yield "leaky_relu(slope=" + (slope.isNull() ? own.get("alpha") : slope).number(0.3) + ")";
      }
      case "ELU" -> "elu(alpha=" + own.get("alpha").number(1) + ")";
      case "Softmax" -> "softmax";
      default -> null;
    };
  }

  private static String relu(Json own, String name) throws IOException {
    double slope = own.get("negative_slope").number(0);
    double most = own.get("max_value").number(Double.POSITIVE_INFINITY);
    if (own.get("threshold").number(0) != 0 || (most != 6 && most < Double.POSITIVE_INFINITY)) {
      throw new IOException("layer " + name + " is a ReLU with a threshold or a greatest value");
    }
    if (most == 6 && slope == 0) {
      return "relu6";
    }
    if (most == 6) {
      throw new IOException("layer " + name + " is a ReLU with a slope and a greatest value");
    }
    return slope == 0 ? "relu" : "leaky_relu(slope=" + slope + ")";
  }

  private String activation(Json given, String layer) throws IOException {
    Json named = given.get("config").value() instanceof String ? given.get("config") : given;
    String name = named.text("linear");
    String function = ACTIVATIONS.get(name);
    if (function == null || (old && name.equals("hard_sigmoid"))) {
      throw new IOException(
          "layer "
              + layer
              + " has the activation "
              + name
              + (function == null ? "" : ", which was another function before Keras 3")
              + "; there are "
              + String.join(", ", ACTIVATIONS.keySet().stream().sorted().toList()));
    }
    return function;
  }

  private void dense(Json own, String name, String stored) throws IOException {
    int units = own.get("units").whole();
    boolean bias = own.get("use_bias").flag(true);
    precision = width(precision, weights.precision(stored, 0));
    Map<String, Matrix> values = new LinkedHashMap<>();
    Matrix kernel = weights.read(stored, 0, width == 0 ? -1 : width, units, precision);
    values.put("weight", kernel);
    if (bias) {
      values.put("bias", weights.read(stored, 1, 1, units, precision));
    }
    begin(kernel.rows());
    width = units;
    String activation = activation(own.get("activation"), name);
    layers.add(
        new ForeignLayer(
            "dense(units="
                + units
                + ", activation="
                + activation
                + (bias ? ")" : ", use_bias=false)"),
            values,
            name + " (" + stored + "/vars)"));
  }

  /** All layers have one precision; the first one's is the network's. */
  private Precision width(Precision network, Precision own) {
    return layers.stream().allMatch(layer -> layer.parameters().isEmpty()) ? own : network;
  }

  private void begin(int found) {
    if (inputs == 0) {
      inputs = found;
    }
  }

  private void batchNorm(Json own, String name, String stored) throws IOException {
    requireLastAxis(own, name);
    boolean scale = own.get("scale").flag(true);
    boolean center = own.get("center").flag(true);
    int columns = known(name);
    int next = 0;
    Map<String, Matrix> values = new LinkedHashMap<>();
    precision = width(precision, weights.precision(stored, 0));
    values.put("weight", scale ? row(stored, next++, columns) : filled(columns, 1));
    values.put("bias", center ? row(stored, next++, columns) : filled(columns, 0));
    values.put("running_mean", row(stored, next++, columns));
    values.put("running_var", row(stored, next, columns));
    // Keras' momentum is the weight of what was, nn4j's that of the new batch.
    BigDecimal kept = BigDecimal.valueOf(own.get("momentum").number(0.99));
    String arguments =
        "(momentum="
            + BigDecimal.ONE.subtract(kept).toPlainString()
            + ", eps="
            + own.get("epsilon").number(1e-3)
            + ")";
    layers.add(new ForeignLayer("batch_norm" + arguments, values, name + " (" + stored + "/vars)"));
  }

  private void layerNorm(Json own, String name, String stored) throws IOException {
    requireLastAxis(own, name);
    if (own.get("rms_scaling").flag(false)) {
      throw new IOException("layer " + name + " scales by the root of mean squares" + SUPPORTED);
    }
    boolean scale = own.get("scale").flag(true);
    boolean center = own.get("center").flag(true);
    int columns = known(name);
    Map<String, Matrix> values = new LinkedHashMap<>();
    if (scale || center) {
      precision = width(precision, weights.precision(stored, 0));
    }
    values.put("weight", scale ? row(stored, 0, columns) : filled(columns, 1));
    values.put("bias", center ? row(stored, scale ? 1 : 0, columns) : filled(columns, 0));
    layers.add(
        new ForeignLayer(
            "layer_norm(eps=" + own.get("epsilon").number(1e-3) + ")",
            values,
            name + " (" + stored + "/vars)"));
  }

  private void prelu(String name, String stored) throws IOException {
    int columns = known(name);
    Matrix slopes = row(stored, 0, columns);
    layers.add(
        new ForeignLayer(
            "activation(function=prelu(shared=false))",
            Map.of("activation.slope", slopes),
            name + " (" + stored + "/vars)"));
  }

  private int known(String name) throws IOException {
    if (width == 0) {
      throw new IOException(
          "layer " + name + " is the first, but the file does not say how many inputs there are");
    }
    return width;
  }

  private Matrix row(String stored, int index, int columns) throws IOException {
    return weights.read(stored, index, 1, columns, precision);
  }

  private Matrix filled(int columns, double value) {
    Matrix row = Matrix.zeros(precision, 1, columns);
    row.fill(value);
    return row;
  }

  private static void requireLastAxis(Json own, String name) throws IOException {
    Json axis = own.get("axis");
    Json only =
        axis.value() instanceof List<?> list && list.size() == 1 ? axis.items().get(0) : axis;
    double number = only.number(-1);
    if (number != -1 && number != 1) {
      throw new IOException(
          "layer " + name + " normalizes axis " + number + "; columns are axis 1, or the last");
    }
  }

  /** Returns the loss that the model was compiled with where its outputs do not tell. */
  private @Nullable String loss() throws IOException {
    Json loss = config.get("compile_config").get("loss");
    boolean logits = loss.get("config").get("from_logits").flag(false);
    Json own = loss.get("class_name");
    String name = (own.isNull() ? loss : own).value() instanceof String text ? text : "";
    if (logits) {
      return name.startsWith("Binary")
          ? "binary_cross_entropy_with_logits"
          : "softmax_cross_entropy";
    }
    return LOSSES.get(name);
  }
}
