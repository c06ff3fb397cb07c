package org.nn4j.testkit;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.nn4j.api.BatchBuffer;
import org.nn4j.api.BoundLayer;
import org.nn4j.api.Layer;
import org.nn4j.api.LayerContext;
import org.nn4j.api.Matrix;
import org.nn4j.api.Parameter;
import org.nn4j.api.ParameterSpec;
import org.nn4j.core.initializer.Constant;

/** Layers with one fault each: A = s·X with a trained number s. */
final class WrongLayers {
  private WrongLayers() {}

  /** The fault. */
  enum Fault {
    NONE,
    WRONG_INPUT_GRADIENT,
    WRONG_PARAMETER_GRADIENT,
    ADDS_TO_THE_GRADIENT,
    WRONG_WIDTH,
    SHARED_BUFFER,
    CHANGES_ITS_INPUT,
    ALLOCATES,
    TRAINS_WHEN_PREDICTING,
    UNDECLARED_PARAMETER
  }

  public record Scale(Fault fault) implements Layer {
    private static final AtomicReference<@Nullable BatchBuffer> SHARED = new AtomicReference<>();

    public Scale() {
      this(Fault.NONE);
    }

    @Override
    public String name() {
      return "test.scale";
    }

    @Override
    public int outputWidth(int inputWidth) {
      return fault == Fault.WRONG_WIDTH ? inputWidth + 1 : inputWidth;
    }

    @Override
    public List<ParameterSpec> declare(int inputWidth) {
      return List.of(ParameterSpec.trainable("factor", 1, 1, new Constant(1.5)));
    }

    @Override
    public BoundLayer bind(LayerContext context) {
      BatchBuffer own =
          new BatchBuffer(context.precision(), context.maxRows(), context.inputWidth());
      if (fault == Fault.SHARED_BUFFER) {
        SHARED.compareAndSet(null, new BatchBuffer(context.precision(), 256, 4));
        own = Objects.requireNonNull(SHARED.get());
      }
      if (fault == Fault.UNDECLARED_PARAMETER) {
        context.parameter("shift");
      }
      return new Bound(fault, context.parameter("factor"), own);
    }
  }

  private static final class Bound implements BoundLayer {
    private static volatile long[] escape = {};

    private final Fault fault;
    private final Parameter factor;
    private final BatchBuffer outputs;
    private Matrix input;

    Bound(Fault fault, Parameter factor, BatchBuffer outputs) {
      this.fault = fault;
      this.factor = factor;
      this.outputs = outputs;
      this.input = outputs.rows(0);
    }

    @Override
    public Matrix forward(Matrix x, boolean training) {
      input = x;
      Matrix output = outputs.rows(x.rows());
      for (int r = 0; r < x.rows(); r++) {
        for (int c = 0; c < x.columns(); c++) {
          output.set(r, c, factor.value().get(0, 0) * x.get(r, c));
        }
      }
      if (fault == Fault.CHANGES_ITS_INPUT) {
        x.set(0, 0, x.get(0, 0) * 0.5);
      }
      if (fault == Fault.ALLOCATES) {
        escape = new long[100];
      }
      if (fault == Fault.TRAINS_WHEN_PREDICTING && !training) {
        factor.value().set(0, 0, factor.value().get(0, 0) * 1.01);
      }
      return output;
    }

    @Override
    public Matrix backward(Matrix gradient) {
      double sum = fault == Fault.ADDS_TO_THE_GRADIENT ? factor.gradient().get(0, 0) : 0;
      double scale = fault == Fault.WRONG_INPUT_GRADIENT ? 1 : factor.value().get(0, 0);
      for (int r = 0; r < gradient.rows(); r++) {
        for (int c = 0; c < gradient.columns(); c++) {
          sum += gradient.get(r, c) * input.get(r, c);
          gradient.set(r, c, scale * gradient.get(r, c));
        }
      }
      factor.gradient().set(0, 0, fault == Fault.WRONG_PARAMETER_GRADIENT ? -sum : sum);
      return gradient;
    }
  }
}
