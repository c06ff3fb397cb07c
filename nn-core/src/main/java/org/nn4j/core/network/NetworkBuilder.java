package org.nn4j.core.network;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.Checks;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.Precision;
import org.nn4j.core.activation.Identity;
import org.nn4j.core.layer.Dense;
import org.nn4j.core.layer.Dropout;
import org.nn4j.core.registry.Catalog;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.core.registry.PartReference;

/**
 * Composes a {@link Network}; parts are given as instances or by name, interchangeably. Names are
 * looked up by {@link #build}, in the catalog that is given before or after them; an expression
 * that breaks the grammar and a number out of range are errors at once.
 */
public final class NetworkBuilder {
  private final int inputWidth;
  private final List<Pending> layers = new ArrayList<>();
  private Precision precision = Precision.FLOAT32;
  private long seed;
  private @Nullable Kernels kernels;
  private @Nullable Catalog catalog;

  /**
   * A layer that is made when the catalog is known.
   *
   * @param text what it is, for people
   */
  private record Pending(String text, Function<@Nullable Catalog, Layer> maker) {}

  NetworkBuilder(int inputWidth) {
    Checks.atLeast("network: the input width", inputWidth, 1);
    this.inputWidth = inputWidth;
  }

  /** Appends a layer. */
  public NetworkBuilder layer(Layer layer) {
    layers.add(new Pending(layer.name(), known -> layer));
    return this;
  }

  /**
   * Appends a layer by its expression, such as {@code dense(units=16, activation=relu)}.
   *
   * @throws org.nn4j.core.InputException if the expression breaks the grammar
   */
  public NetworkBuilder layer(String expression) {
    PartReference<Layer> layer = PartReference.parse(Layer.class, expression).checked(catalog);
    layers.add(new Pending(layer.toString(), layer::resolve));
    return this;
  }

  /**
   * Appends a dense layer without activation, as a regression ends in.
   *
   * @throws IllegalArgumentException if there is no unit
   */
  public NetworkBuilder dense(int units) {
    return dense(units, new Identity());
  }

  /**
   * Appends a dense layer.
   *
   * @throws IllegalArgumentException if there is no unit
   */
  public NetworkBuilder dense(int units, Activation activation) {
    return dense(units, PartReference.of(Activation.class, activation));
  }

  /**
   * Appends a dense layer with an activation by its expression, such as {@code
   * leaky_relu(slope=0.2)}.
   *
   * @throws org.nn4j.core.InputException if the expression breaks the grammar
   * @throws IllegalArgumentException if there is no unit
   */
  public NetworkBuilder dense(int units, String activation) {
    return dense(units, PartReference.parse(Activation.class, activation).checked(catalog));
  }

  private NetworkBuilder dense(int units, PartReference<Activation> activation) {
    Checks.atLeast("units", units, 1);
    layers.add(
        new Pending(
            "dense " + units + " " + activation,
            known -> new Dense(units, activation.resolve(known))));
    return this;
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

  /**
   * Creates the network with initialized parameters.
   *
   * @throws IllegalArgumentException if there is no layer or two do not fit one another
   * @throws org.nn4j.core.InputException if there is no part of a name
   */
  public Network build() {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException(
          "a network needs at least one layer, for instance dense(3, \"softmax\")");
    }
    return new Network(
        layers.stream().map(layer -> layer.maker.apply(catalog)).toList(),
        inputWidth,
        precision,
        seed,
        kernels == null ? KernelsSelector.standard() : kernels);
  }

  /** Returns the layers so far, such as {@code 4 → dense 16 relu → dense 3 softmax, float32}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder().append(inputWidth);
    layers.forEach(layer -> text.append(" → ").append(layer.text));
    return text + ", " + precision.id();
  }
}
