package org.nn4j.bench.elementwise;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.FloatMatrix;
import org.nn4j.api.Kernels;
import org.nn4j.bench.measure.Duel;
import org.nn4j.bench.measure.Statistics;
import org.nn4j.bench.measure.Table;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.KernelsSelector;

/** Times nn4j's element-wise functions and the Vector API's own in turn, float32. */
public final class ElementwiseReport {
  private static final Duel DUEL = new Duel(21, 3e-3, 1);
  private static final int ROWS = 16;
  private static final int COLUMNS = 1024;
  private static final List<ElementwiseFunction> FUNCTIONS =
      List.of(
          ElementwiseFunction.TANH,
          ElementwiseFunction.SIGMOID,
          ElementwiseFunction.GELU_TANH,
          ElementwiseFunction.GELU,
          ElementwiseFunction.SILU,
          ElementwiseFunction.SOFTPLUS,
          ElementwiseFunction.ELU);

  private final Kernels kernels = KernelsSelector.standard();
  private final FloatMatrix z = new FloatMatrix(normal(), 0, ROWS, COLUMNS, COLUMNS);
  private final FloatMatrix a =
      new FloatMatrix(new float[ROWS * COLUMNS], 0, ROWS, COLUMNS, COLUMNS);
  private final float[] svml = new float[ROWS * COLUMNS];
  private final Table table =
      new Table("function", "nn4j ns/element", "SVML ns/element", "ratio", "greatest difference");

  /** Measures all functions and prints a table. */
  public void print(PrintStream out) {
    for (ElementwiseFunction function : FUNCTIONS) {
      measure(
          function.name().toLowerCase(Locale.ROOT),
          () -> kernels.apply(function, 1, z, a),
          SvmlFunctions.loop(function, z.array(), svml));
    }
    measure(
        "softmax (exp)",
        () -> kernels.softmax(z, a),
        SvmlFunctions.softmax(COLUMNS, z.array(), svml));
    out.printf(
        Locale.ROOT,
        "One thread, %s kernels, float32, %d×%d elements of a standard normal distribution.%n%n%s%n",
        kernels.name(),
        ROWS,
        COLUMNS,
        table);
  }

  private void measure(String name, Runnable ours, Runnable theirs) {
    Duel.Result result = DUEL.run(ours, theirs);
    table.add(
        name,
        Statistics.number(result.ours() * 1e9 / svml.length, 3),
        Statistics.number(result.theirs() * 1e9 / svml.length, 3),
        Statistics.number(result.ratio(), 2),
        String.format(Locale.ROOT, "%.1e", greatestDifference()));
  }

  private double greatestDifference() {
    double greatest = 0;
    for (int i = 0; i < svml.length; i++) {
      greatest = Math.max(greatest, Math.abs(a.array()[i] - svml[i]));
    }
    return greatest;
  }

  private static float[] normal() {
    RandomStream random = new RandomStream(1, "arguments");
    float[] values = new float[ROWS * COLUMNS];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
