package org.nn4j.core.registry;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.Activation;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Checks;
import org.nn4j.api.ElementwiseActivation;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Loss;
import org.nn4j.api.Matrix;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.Precision;

/** Parts for the registry's tests; only their names and parameters matter. */
public final class Parts {
  private Parts() {}

  /** Returns a catalog of all of them. */
  public static Catalog catalog() {
    return Catalog.of(
        new Plain("relu"),
        new Plain("gelu"),
        new Plain("softmax"),
        new Plain("tanh"),
        new Plain("tanh_shrink"),
        new Plain("acme.bent"),
        new LeakyRelu(),
        new Silu(),
        new Dense(),
        new Stack(),
        new Absolute(),
        new Adam());
  }

  /** An activation of any name, without parameters. */
  public static final class Plain implements ElementwiseActivation {
    private final String name;

    public Plain(String name) {
      this.name = name;
    }

    @Override
    public String name() {
      return name;
    }

    @Override
    public double value(double z) {
      return z;
    }

    @Override
    public double derivative(double z, double a) {
      return 1;
    }
  }

  public record LeakyRelu(double slope) implements ElementwiseActivation {
    public LeakyRelu() {
      this(0.01);
    }

    public LeakyRelu {
      Checks.nonNegative("slope", slope);
    }

    @Override
    public String name() {
      return "leaky_relu";
    }

    @Override
    public double value(double z) {
      return z > 0 ? z : slope * z;
    }

    @Override
    public double derivative(double z, double a) {
      return z > 0 ? 1 : slope;
    }
  }

  public record Silu() implements ElementwiseActivation {
    @Override
    public String name() {
      return "silu";
    }

    @Override
    public List<String> aliases() {
      return List.of("swish");
    }

    @Override
    public double value(double z) {
      return z;
    }

    @Override
    public double derivative(double z, double a) {
      return 1;
    }
  }

  /** A layer with a parameter of each sort. */
  public record Dense(
      int units, Activation activation, Precision precision, boolean bias, String label, long seed)
      implements Layer {
    public Dense() {
      this(1, new Silu(), Precision.FLOAT32, true, "", 0);
    }

    @Override
    public String name() {
      return "dense";
    }

    @Override
    public int outputWidth(int inputWidth) {
      return units;
    }

    @Override
    public BoundLayer bind(LayerContext context) {
      throw new UnsupportedOperationException();
    }
  }

  public record Stack(List<Layer> layers, List<Double> weights) implements Layer {
    public Stack() {
      this(List.of(), List.of());
    }

    @Override
    public String name() {
      return "stack";
    }

    @Override
    public int outputWidth(int inputWidth) {
      return inputWidth;
    }

    @Override
    public BoundLayer bind(LayerContext context) {
      throw new UnsupportedOperationException();
    }
  }

  public record Absolute() implements Loss {
    @Override
    public String name() {
      return "mae";
    }

    @Override
    public double value(Matrix output, Matrix target, @Nullable Matrix weights, Kernels kernels) {
      return 0;
    }

    @Override
    public double gradient(
        Matrix output, Matrix target, @Nullable Matrix weights, Matrix gradient, Kernels kernels) {
      return 0;
    }
  }

  public record Adam(double lr, double weightDecay) implements Optimizer {
    public Adam() {
      this(0.001, 0);
    }

    @Override
    public String name() {
      return "adam";
    }

    @Override
    public void update(
        Matrix parameters,
        Matrix gradients,
        OptimizerState state,
        int from,
        int to,
        double rate,
        long step) {}
  }
}
