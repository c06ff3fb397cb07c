package org.nn4j.testkit.check.optimizer;

import java.util.ArrayList;
import java.util.List;
import org.nn4j.api.Matrix;
import org.nn4j.api.MatrixOptimizer;
import org.nn4j.api.Optimizer;
import org.nn4j.api.OptimizerState;
import org.nn4j.api.ParameterSpec;
import org.nn4j.api.Precision;
import org.nn4j.core.initializer.Zeros;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.KernelsSelector;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.TestMatrices;

/** A run of an optimizer under gradients that depend on the step and the element alone. */
final class OptimizerRun {
  /** The parameters of a run of {@link #SIZE} elements: tall, wide, rows and a single one. */
  static final List<ParameterSpec> NETWORK =
      List.of(
          spec("layers.0.weight", 5, 7),
          spec("layers.0.bias", 1, 7),
          spec("layers.1.weight", 7, 3),
          spec("layers.1.bias", 1, 3),
          spec("layers.2.weight", 1, 1));

  static final int SIZE = size(NETWORK);

  private final Optimizer optimizer;
  private final OptimizerState state;

  /** The parameters, if the optimizer updates them whole. */
  private final List<MatrixOptimizer.Bound> bounds = new ArrayList<>();

  final Matrix parameters;
  final Matrix gradients;
  double rate;

  OptimizerRun(Optimizer optimizer, Precision precision, int size) {
    this(optimizer, precision, size == SIZE ? NETWORK : List.of(spec("bias", 1, size)));
  }

  OptimizerRun(Optimizer optimizer, Precision precision, List<ParameterSpec> specs) {
    int size = size(specs);
    this.optimizer = optimizer;
    this.state = new OptimizerState(optimizer, precision, size);
    this.parameters = TestMatrices.normal(precision, 1, size, 1, 1);
    this.gradients = Matrix.zeros(precision, 1, size);
    this.rate = optimizer.lr();
    if (optimizer instanceof MatrixOptimizer rule) {
      int from = 0;
      for (ParameterSpec spec : specs) {
        bounds.add(rule.bind(spec, from, parameters, gradients, state, KernelsSelector.standard()));
        from += spec.rows() * spec.columns();
      }
    }
  }

  private static ParameterSpec spec(String name, int rows, int columns) {
    return ParameterSpec.trainable(name, rows, columns, new Zeros());
  }

  private static int size(List<ParameterSpec> specs) {
    return specs.stream().mapToInt(spec -> spec.rows() * spec.columns()).sum();
  }

  /** Continues a run with another instance of the optimizer, from copies of all its numbers. */
  OptimizerRun(OptimizerRun other, Optimizer optimizer) {
    this(optimizer, other.parameters.precision(), other.parameters.columns());
    parameters.copyFrom(other.parameters);
    for (int i = 0; i < other.state.slots().size(); i++) {
      state.slot(i).copyFrom(other.state.slot(i));
    }
    double[] scalars = other.state.scalars();
    System.arraycopy(scalars, 0, state.scalars(), 0, scalars.length);
  }

  int size() {
    return parameters.columns();
  }

  /** Takes the steps from {@code first} to {@code last} in one pass each. */
  void steps(int first, int last) {
    for (int step = first; step <= last; step++) {
      draw(step, 0);
      update(step, 0, size());
    }
  }

  /** Draws the gradients of a step, those of the elements from {@code from} on. */
  void draw(int step, int from) {
    for (int i = 0; i < size(); i++) {
      RandomStream random = TestMatrices.random(1_000_003L * step + from + i);
      gradients.set(0, i, (float) random.nextGaussian());
    }
  }

  /** Takes a step with the gradients that are there, over ranges between neighbouring bounds. */
  void update(int step, int... bounds) {
    begin(step);
    for (int i = 0; i + 1 < bounds.length; i++) {
      range(step, bounds[i], bounds[i + 1]);
    }
  }

  void begin(int step) {
    optimizer.beginStep(state, rate, step);
  }

  /** Updates a range, or all parameters if the optimizer updates them whole. */
  void range(int step, int from, int to) {
    if (bounds.isEmpty()) {
      optimizer.update(parameters, gradients, state, from, to, rate, step);
    }
    for (int i = 0; i < bounds.size(); i++) {
      bounds.get(i).update(rate, step, 1);
    }
  }

  OptimizerState state() {
    return state;
  }

  /** Requires the same bits of parameters and state. */
  void requireSame(String rule, String point, OptimizerRun expected) {
    List<Matrix> mine = numbers();
    List<Matrix> wanted = expected.numbers();
    for (int i = 0; i < mine.size(); i++) {
      String where = point + (i == 0 ? ", parameters" : ", state slot " + (i - 1));
      Expect.bits(rule, where, wanted.get(i), mine.get(i));
    }
  }

  private List<Matrix> numbers() {
    List<Matrix> all = new ArrayList<>(List.of(parameters));
    all.addAll(state.slots());
    return all;
  }
}
