package org.nn4j.bench.plugin;

import com.sun.management.ThreadMXBean;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.nn4j.api.Activation;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.bench.measure.Duel;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.KernelsSelector;

/**
 * Times activations of two scalar functions and the scalar kernels' built-in loop of the same
 * function in turn, after ten other such activations have run.
 */
public final class PluginReport {
  private static final Duel DUEL = new Duel(21, 3e-3, 1);
  private static final int ROWS = 64;
  private static final int COLUMNS = 256;
  private static final int ELEMENTS = ROWS * COLUMNS;
  private static final int WARM_UP = 2000;
  private static final int CALLS = 100;

  private final Kernels kernels = KernelsSelector.standard();
  private final Table table =
      new Table("plug-in", "precision", "ns/element", "built-in ns/element", "ratio", "bytes/call");

  /** Measures and prints a table. */
  public void print(PrintStream out) {
    for (Precision precision : List.of(Precision.FLOAT32, Precision.FLOAT64)) {
      Matrix z = normal(precision);
      Matrix a = Matrix.zeros(precision, ROWS, COLUMNS);
      Matrix gradient = Matrix.zeros(precision, ROWS, COLUMNS);
      for (Activation other : ScalarActivations.others()) {
        for (int i = 0; i < WARM_UP; i++) {
          other.forward(z, a, kernels);
          other.backward(z, a, gradient, kernels);
        }
      }
      measure(new ScalarActivations.Softsign(), ElementwiseFunction.SOFTSIGN, z, a, gradient);
      measure(new ScalarActivations.Tanh(), ElementwiseFunction.TANH, z, a, gradient);
    }
    out.printf(
        Locale.ROOT,
        "One thread, %s kernels, %d×%d elements of a standard normal distribution.%n%n%s%n",
        kernels.name(),
        ROWS,
        COLUMNS,
        table);
  }

  private void measure(
      Activation plugin, ElementwiseFunction builtIn, Matrix z, Matrix a, Matrix gradient) {
    add(
        plugin.name() + ", forward",
        z.precision(),
        () -> plugin.forward(z, a, kernels),
        () -> kernels.apply(builtIn, 1, z, a));
    add(
        plugin.name() + ", backward",
        z.precision(),
        () -> {
          gradient.fill(1); // otherwise it would soon be subnormal
          plugin.backward(z, a, gradient, kernels);
        },
        () -> {
          gradient.fill(1);
          kernels.applyGradient(builtIn, 1, z, a, gradient);
        });
  }

  private void add(String name, Precision precision, Runnable ours, Runnable theirs) {
    Duel.Result result = DUEL.run(ours, theirs);
    table.add(
        name,
        precision.toString(),
        Statistics.number(result.ours() * 1e9 / ELEMENTS, 3),
        Statistics.number(result.theirs() * 1e9 / ELEMENTS, 3),
        Statistics.number(result.ratio(), 2),
        Long.toString(bytesPerCall(ours)));
  }

  private static long bytesPerCall(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    threads.getCurrentThreadAllocatedBytes();
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < CALLS; i++) {
      work.run();
    }
    return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
  }

  private static Matrix normal(Precision precision) {
    RandomStream random = new RandomStream(1, "arguments");
    Matrix z = Matrix.zeros(precision, ROWS, COLUMNS);
    for (int i = 0; i < ELEMENTS; i++) {
      z.set(i / COLUMNS, i % COLUMNS, random.nextGaussian());
    }
    return z;
  }
}
