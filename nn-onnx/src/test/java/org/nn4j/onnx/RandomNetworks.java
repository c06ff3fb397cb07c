package org.nn4j.onnx;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.nn4j.api.Activation;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.network.Network;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;

/** Networks of all built-in parts, by chance. */
final class RandomNetworks {
  private static final Catalog CATALOG = Catalog.standard();
  private static final List<String> ACTIVATIONS =
      CATALOG.all(Activation.class).stream().map(Activation::expression).toList();

  private final RandomStream random;

  RandomNetworks(long seed) {
    this.random = new RandomStream(seed, "networks");
  }

  /** Returns a network with parameters as training may leave them. */
  Network next(Precision precision) {
    int inputs = 1 + random.nextInt(12);
    List<Layer> layers = new ArrayList<>();
    int count = 1 + random.nextInt(4);
    if (random.nextInt(4) == 0) {
      layers.add(embedding(inputs));
    }
    for (int i = 0; i < count; i++) {
      layers.add(layer(2));
    }
    layers.add(CATALOG.create(Layer.class, "dense(" + units() + "," + activation() + ")"));
    Network network =
        new Network(layers, inputs, precision, random.nextLong(), KernelsSelector.standard());
    for (ParameterSpec spec : network.parameters().specs()) {
      if (spec.name().endsWith(".bias") || spec.name().contains("running")) {
        change(network.parameters().value(spec.name()), spec.name().endsWith("var"));
      }
    }
    return network;
  }

  private void change(Matrix values, boolean positive) {
    for (int r = 0; r < values.rows(); r++) {
      for (int c = 0; c < values.columns(); c++) {
        double value = 0.3 * random.nextGaussian();
        values.set(r, c, positive ? 0.5 + value * value : value);
      }
    }
  }

  private int units() {
    return 2 + random.nextInt(14);
  }

  private String activation() {
    String name = ACTIVATIONS.get(random.nextInt(ACTIVATIONS.size()));
    double number = 0.1 + random.nextInt(10) / 10.0;
    return switch (random.nextInt(12)) {
      case 0 -> "leaky_relu(slope=" + number + ")";
      case 1 -> "elu(alpha=" + number + ")";
      case 2 -> "celu(alpha=" + number + ")";
      case 3 -> "prelu(shared=false)";
      case 4 -> "parametric(tanh)";
      case 5 -> "clamp(-0.5, " + number + ")";
      default -> name;
    };
  }

  private Layer embedding(int inputs) {
    int columns = 1 + random.nextInt(inputs);
    String text =
        switch (random.nextInt(3)) {
          case 0 -> "pbld(columns=" + columns + ", frequencies=" + units() + ")";
          case 1 -> "piecewise_linear(columns=" + columns + ", bins=" + units() + ")";
          default -> {
            List<String> categories = new ArrayList<>();
            for (int i = 0; i < columns; i++) {
              categories.add(Integer.toString(1 + random.nextInt(3)));
            }
            yield "embedding(categories=" + categories + ", size=3)";
          }
        };
    return CATALOG.create(Layer.class, text);
  }

  /** Returns a layer, which may hold others down to a depth. */
  private Layer layer(int depth) {
    return CATALOG.create(Layer.class, text(depth));
  }

  private String text(int depth) {
    String dense = "dense(" + units() + "," + activation() + ")";
    int units = units();
    return switch (random.nextInt(depth > 0 ? 19 : 9)) {
      case 0 -> "batch_norm(eps=0.01)";
      case 1 -> "layer_norm(eps=0.001)";
      case 2 -> "dropout";
      case 3 -> "alpha_dropout";
      case 4 -> "scale";
      case 5 -> "activation(" + activation() + ")";
      case 9 -> "sequential([" + text(depth - 1) + "," + text(depth - 1) + "])";
      case 10 -> "concat([" + text(depth - 1) + ", sequential," + text(depth - 1) + "])";
      case 11 ->
          String.format(
              Locale.ROOT,
              "ensemble([sequential([%s,dense(%d,tanh)]), dense(%d)], [0.3, 1.5])",
              text(depth - 1),
              units,
              units);
      case 12 -> "ensemble([dense(" + units + ", gelu), dense(" + units + ", relu)])";
      case 14 -> "sequential([dense(" + 2 * units + "), glu(" + activation() + ")])";
      case 15 ->
          "sequential([dense("
              + 2 * units
              + "),"
              + (random.nextInt(2) == 0 ? "geglu])" : "swiglu])");
      case 16 -> "sequential([dense(" + 3 * units + "), maxout(pieces=3), gaussian_noise])";
      case 17 -> "dropconnect(layer=" + dense + ", rate=0.25)";
      case 18 -> "rms_norm(eps=0.001)";
      case 13 -> "residual([layer_norm, activation(" + activation() + "), dropout])";
      default -> dense;
    };
  }
}
