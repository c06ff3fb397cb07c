package org.nn4j.core.layer;

import java.util.HashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;

/** A layer bound alone, outside any network; gradients hold NaN before a backward pass. */
final class Bench {
  static final long SEED = 31;

  final BoundLayer layer;
  final Map<String, Parameter> parameters = new HashMap<>();
  private final Precision precision;

  Bench(String expression, Precision precision, int maxRows, int width, boolean needsGradient) {
    this(create(expression), precision, maxRows, width, needsGradient);
  }

  Bench(Layer layer, Precision precision, int maxRows, int width, boolean needsGradient) {
    this.precision = precision;
    for (ParameterSpec spec : layer.declare(width)) {
      Matrix value = Matrix.zeros(precision, spec.rows(), spec.columns());
      RandomStream random = new RandomStream(SEED, spec.name());
      spec.initializer().fill(value, spec.fanIn(), spec.fanOut(), random);
      Matrix gradient = null;
      if (spec.trainable()) {
        gradient = Matrix.zeros(precision, spec.rows(), spec.columns());
        gradient.fill(Double.NaN);
      }
      parameters.put(spec.name(), new Parameter(spec, value, gradient));
    }
    this.layer = layer.bind(new Context("", maxRows, width, needsGradient));
  }

  static Layer create(String expression) {
    return Catalog.standard().create(Layer.class, expression);
  }

  /** Returns a batch of standard normal numbers, shifted by column. */
  static Matrix batch(Precision precision, int rows, int columns, String purpose) {
    RandomStream random = new RandomStream(SEED, purpose);
    Matrix batch = Matrix.zeros(precision, rows, columns);
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        batch.set(r, c, random.nextGaussian() + 0.5 * c);
      }
    }
    return batch;
  }

  Matrix value(String parameter) {
    return parameters.get(parameter).value();
  }

  Matrix gradient(String parameter) {
    return parameters.get(parameter).gradient();
  }

  private final class Context implements LayerContext {
    private final String prefix;
    private final int maxRows;
    private final int width;
    private final boolean needsGradient;

    Context(String prefix, int maxRows, int width, boolean needsGradient) {
      this.prefix = prefix;
      this.maxRows = maxRows;
      this.width = width;
      this.needsGradient = needsGradient;
    }

    @Override
    public int inputWidth() {
      return width;
    }

    @Override
    public int maxRows() {
      return maxRows;
    }

    @Override
    public Precision precision() {
      return precision;
    }

    @Override
    public Kernels kernels() {
      return KernelsSelector.standard();
    }

    @Override
    public boolean training() {
      return true;
    }

    @Override
    public boolean needsInputGradient() {
      return needsGradient;
    }

    @Override
    public Parameter parameter(String name) {
      return parameters.get(prefix + name);
    }

    @Override
    public RandomGenerator random() {
      return new RandomStream(SEED, "layer:" + prefix);
    }

    @Override
    public LayerContext child(String childPrefix, int inputWidth, boolean needsInputGradient) {
      return new Context(prefix + childPrefix, maxRows, inputWidth, needsInputGradient);
    }
  }
}
