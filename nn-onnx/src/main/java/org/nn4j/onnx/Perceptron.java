package org.nn4j.onnx;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameters;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.activation.Prelu;
import org.nn4j.core.layer.ActivationLayer;
import org.nn4j.core.layer.BatchNorm;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.LayerNorm;

/**
 * Layers and parameters while they are found in a graph. What multiplies and adds constants to
 * columns becomes part of the layer before, or of the one after.
 */
final class Perceptron {
  private final List<Part> parts = new ArrayList<>();
  private final Precision precision;
  private final int inputs;
  private int width;

  /** What multiplies and adds to the columns and waits for a layer to become part of. */
  private Recognition.@Nullable Affine waiting;

  /** A layer and its parameters by name, all of which may be changed until something follows. */
  private static final class Part {
    Layer layer;
    final Map<String, Matrix> values = new LinkedHashMap<>();

    Part(Layer layer) {
      this.layer = layer;
    }

    /** Whether its output is linear in its weights and biases. */
    boolean open() {
      return layer instanceof Dense dense
          ? dense.activation() instanceof Identity
          : layer instanceof BatchNorm || layer instanceof LayerNorm;
    }
  }

  /** Creates one without layers, of a number of inputs. */
  Perceptron(Precision precision, int inputs) {
    this.precision = precision;
    this.inputs = inputs;
    this.width = inputs;
  }

  Precision precision() {
    return precision;
  }

  /** Returns the number of columns that the first layer reads. */
  int inputs() {
    return inputs;
  }

  /** Returns the number of columns of the last layer. */
  int width() {
    return width;
  }

  /** Adds a product with weights, of inputs × outputs. */
  void dense(double[][] weights) {
    double[][] own = weights;
    Recognition.Affine before = waiting;
    double[] bias = null;
    waiting = null;
    if (before != null) {
      own = new double[weights.length][weights[0].length];
      bias = new double[weights[0].length];
      for (int r = 0; r < own.length; r++) {
        for (int c = 0; c < bias.length; c++) {
          own[r][c] = before.scale(r) * weights[r][c];
          bias[c] += before.shift(r) * weights[r][c];
        }
      }
    }
    Part part = new Part(new Dense(weights[0].length, new Identity()).withUseBias(bias != null));
    part.values.put("weight", Matrix.of(precision, own));
    if (bias != null) {
      part.values.put("bias", Matrix.of(precision, bias));
    }
    parts.add(part);
    width = weights[0].length;
  }

  /** Multiplies and adds to the columns. */
  void affine(Recognition.Affine affine) {
    if (affine.isIdentity()) {
      return;
    }
    Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    if (waiting != null || last == null || !last.open()) {
      flush();
      waiting = affine;
      return;
    }
    Matrix weight = last.values.get("weight");
    for (int r = 0; weight != null && r < weight.rows(); r++) {
      for (int c = 0; c < width; c++) {
        weight.set(r, c, weight.get(r, c) * affine.scale(c));
      }
    }
    double[] bias = filled(0);
    Matrix before = last.values.get("bias");
    for (int c = 0; c < width; c++) {
      bias[c] = affine.shift(c) + (before == null ? 0 : before.get(0, c) * affine.scale(c));
    }
    last.values.put("bias", Matrix.of(precision, bias));
    if (last.layer instanceof Dense dense && !dense.useBias()) {
      last.layer = dense.withUseBias(true);
    }
  }

  /** Makes a layer of its own of what waits. */
  private void flush() {
    Recognition.Affine affine = waiting;
    if (affine != null) {
      waiting = null;
      double[][] weights = new double[width][width];
      double[] bias = new double[width];
      for (int c = 0; c < width; c++) {
        weights[c][c] = affine.scale(c);
        bias[c] = affine.shift(c);
      }
      dense(weights);
      affine(new Recognition.Affine(filled(1), bias));
    }
  }

  private double[] filled(double value) {
    double[] filled = new double[width];
    Arrays.fill(filled, value);
    return filled;
  }

  /** Applies an activation. */
  void activation(Activation activation) {
    flush();
    Part last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
    if (last != null && last.layer instanceof Dense dense && last.open()) {
      last.layer = dense.with(Parameters.of("activation", activation));
    } else {
      parts.add(new Part(new ActivationLayer(activation)));
    }
  }

  /** Applies rectifiers with a slope for each column. */
  void slopes(List<Double> slopes) {
    activation(new Prelu(0.25, false));
    parts
        .get(parts.size() - 1)
        .values
        .put(
            "activation.slope",
            Matrix.of(precision, slopes.stream().mapToDouble(s -> s).toArray()));
  }

  /** Normalizes rows. */
  void layerNorm(double epsilon, double[] weight, double[] bias) {
    flush();
    Part part = new Part(new LayerNorm(epsilon));
    part.values.put("weight", Matrix.of(precision, weight));
    part.values.put("bias", Matrix.of(precision, bias));
    parts.add(part);
  }

  /** Normalizes rows, without weights. */
  void layerNorm(double epsilon) {
    layerNorm(epsilon, filled(1), filled(0));
  }

  /** Normalizes columns. */
  void batchNorm(double epsilon, double[] weight, double[] bias, double[] mean, double[] variance) {
    flush();
    Part part = new Part(new BatchNorm(0.1, epsilon));
    part.values.put("weight", Matrix.of(precision, weight));
    part.values.put("bias", Matrix.of(precision, bias));
    part.values.put("running_mean", Matrix.of(precision, mean));
    part.values.put("running_var", Matrix.of(precision, variance));
    parts.add(part);
  }

  /** Returns the layers, after the last node. */
  List<Layer> layers() {
    flush();
    return parts.stream().map(part -> part.layer).toList();
  }

  /** Returns the layers' parameters by the names that a network has them under. */
  Map<String, Matrix> values() {
    Map<String, Matrix> values = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      String prefix = "layers." + i + ".";
      parts.get(i).values.forEach((name, value) -> values.put(prefix + name, value));
    }
    return values;
  }
}
