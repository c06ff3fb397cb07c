package org.nn4j.testkit.check.layer;

import java.util.List;
import java.util.stream.IntStream;
import org.nn4j.api.Kernels;
import org.nn4j.api.Layer;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.network.BoundNetwork;
import org.nn4j.core.network.Network;
import org.nn4j.testkit.check.support.Expect;
import org.nn4j.testkit.check.support.TestMatrices;

/**
 * A layer behind a dense one: all its effects show in the output, the statistics and the flat
 * gradients, where the dense layer's stand for the input gradient.
 */
record LayerBench(Layer layer, Kernels kernels) {
  private static final int INPUTS = 3;
  private static final long SEED = 11;

  /** Returns the widths up to 16 that the layer takes. */
  List<Integer> widths() {
    return IntStream.rangeClosed(1, 16).filter(this::fits).boxed().toList();
  }

  private boolean fits(int width) {
    try {
      layer.outputWidth(width);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** Returns the width that the layer is mostly checked with: 4, or the least that it takes. */
  int width() {
    return fits(4) ? 4 : widths().stream().findFirst().orElse(4);
  }

  Network network(Precision precision) {
    return network(precision, width());
  }

  Network network(Precision precision, int width) {
    return new Network(List.of(LayerChecks.before(width), layer), INPUTS, precision, SEED, kernels);
  }

  /** Draws an input of the network of {@link #width()}. */
  Matrix input(Precision precision, int rows, long seed) {
    return TestMatrices.normal(precision, rows, INPUTS, 1, seed);
  }

  /** Draws an input, the same for every width. */
  Matrix input(Precision precision, int rows, int width, long seed) {
    return input(precision, rows, seed + width);
  }

  Bound bind(Precision precision, int maxRows) {
    return new Bound(this, network(precision), maxRows);
  }

  /** What a training step left behind. */
  record Step(Matrix output, Matrix gradients, Matrix statistics) {

    /** Requires the same bits. */
    void requireSame(String rule, String point, Step expected) {
      Expect.bits(rule, point + ", the output", expected.output, output);
      Expect.bits(rule, point + ", the gradients", expected.gradients, gradients);
      Expect.bits(rule, point + ", the statistics", expected.statistics, statistics);
    }
  }

  /** The network bound for training. */
  static final class Bound {
    private final LayerBench bench;
    final Network network;
    final Matrix gradients;
    final BoundNetwork bound;

    Bound(LayerBench bench, Network network, int maxRows) {
      this.bench = bench;
      this.network = network;
      this.gradients =
          TestMatrices.blank(network.precision(), 1, network.parameters().trainable().size());
      this.bound = network.bindForTraining(maxRows, gradients);
    }

    Matrix input(int rows, long seed) {
      return bench.input(network.precision(), rows, seed);
    }

    Matrix upstream(int rows, long seed) {
      return TestMatrices.normal(network.precision(), rows, network.outputWidth(), 1, seed + 50);
    }

    /** Takes a step, with gradients that held NaN. */
    Step step(int rows, long seed) {
      Matrix output = TestMatrices.copy(bound.forward(input(rows, seed), true));
      return finish(output, rows, seed);
    }

    Step finish(Matrix output, int rows, long seed) {
      gradients.fill(Double.NaN);
      bound.backward(upstream(rows, seed));
      return new Step(
          output,
          TestMatrices.copy(gradients),
          TestMatrices.copy(network.parameters().statistics()));
    }
  }
}
