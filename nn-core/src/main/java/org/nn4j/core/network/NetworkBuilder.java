package org.nn4j.core.network;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.Dropout;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;

/** Composes a {@link Network}; parts are given as instances or by name, interchangeably. */
public final class NetworkBuilder {
  private final int inputWidth;
  private final List<Layer> layers = new ArrayList<>();
  private Precision precision = Precision.FLOAT32;
  private long seed;
  private @Nullable Kernels kernels;
  private @Nullable Catalog catalog;

  NetworkBuilder(int inputWidth) {
    this.inputWidth = inputWidth;
  }

  /** Appends a layer. */
  public NetworkBuilder layer(Layer layer) {
    layers.add(layer);
    return this;
  }

  /**
   * Appends a layer by its expression, such as {@code dense(units=16, activation=relu)}.
   *
   * @throws org.nn4j.core.InputException if the expression is wrong or a name unknown
   */
  public NetworkBuilder layer(String expression) {
    return layer(catalog().create(Layer.class, expression));
  }

  /** Appends a dense layer without activation, as a regression ends in. */
  public NetworkBuilder dense(int units) {
    return dense(units, new Identity());
  }

  /** Appends a dense layer. */
  public NetworkBuilder dense(int units, Activation activation) {
    return layer(new Dense(units, activation));
  }

  /**
   * Appends a dense layer with an activation by its expression, such as {@code
   * leaky_relu(slope=0.2)}.
   *
   * @throws org.nn4j.core.InputException if the expression is wrong or the name unknown
   */
  public NetworkBuilder dense(int units, String activation) {
    return dense(units, catalog().create(Activation.class, activation));
  }

  /** Appends a dropout layer. */
  public NetworkBuilder dropout(double rate) {
    return layer(new Dropout(rate));
  }

  /** Sets the precision; float32 by default. */
  public NetworkBuilder precision(Precision newPrecision) {
    precision = newPrecision;
    return this;
  }

  /** Sets the seed; 0 by default. */
  public NetworkBuilder seed(long newSeed) {
    seed = newSeed;
    return this;
  }

  /** Sets the kernels; the best available by default. */
  public NetworkBuilder kernels(Kernels newKernels) {
    kernels = newKernels;
    return this;
  }

  /** Sets where names are looked up; by default among what is on the class or module path. */
  public NetworkBuilder catalog(Catalog newCatalog) {
    catalog = newCatalog;
    return this;
  }

  private Catalog catalog() {
    return catalog == null ? Catalog.standard() : catalog;
  }

  /**
   * Creates the network with initialized parameters.
   *
   * @throws IllegalArgumentException if there is no layer or two do not fit one another
   */
  public Network build() {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "a network needs at least one layer, for instance dense(3, \"softmax\")");
    }
    return new Network(
        layers,
        inputWidth,
        precision,
        seed,
        kernels == null ? KernelsSelector.standard() : kernels);
  }
}
