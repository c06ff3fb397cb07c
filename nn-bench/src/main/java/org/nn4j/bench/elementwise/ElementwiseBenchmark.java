package org.nn4j.bench.elementwise;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.nn4j.api.ElementwiseFunction;
import org.nn4j.api.Kernels;
import org.nn4j.api.Matrix;
import org.nn4j.api.Precision;
import org.nn4j.core.random.RandomStream;
import org.nn4j.core.registry.KernelsSelector;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One element of an activation, forward and backward. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules", "jdk.incubator.vector", "-Dnn4j.kernels=simd"})
public class ElementwiseBenchmark {
  private static final int ROWS = 16;
  private static final int COLUMNS = 1024;
  private static final int ELEMENTS = ROWS * COLUMNS;

  /** Which function. */
  @Param({"RELU", "TANH", "SIGMOID", "GELU", "GELU_TANH", "SILU", "SOFTPLUS", "ELU"})
  public ElementwiseFunction function = ElementwiseFunction.RELU;

  /** Precision of the elements. */
  @Param({"FLOAT32", "FLOAT64"})
  public Precision precision = Precision.FLOAT32;

  private final Kernels kernels = KernelsSelector.standard();
  private Matrix z = Matrix.zeros(precision, 0, 0);
  private Matrix a = z;
  private Matrix gradient = z;

  /** Draws the arguments. */
  @Setup(Level.Trial)
  public void prepare() {
    z = Matrix.zeros(precision, ROWS, COLUMNS);
    a = Matrix.zeros(precision, ROWS, COLUMNS);
    gradient = Matrix.zeros(precision, ROWS, COLUMNS);
    RandomStream random = new RandomStream(1, function.name().toLowerCase(Locale.ROOT));
    for (int i = 0; i < ELEMENTS; i++) {
      z.set(i / COLUMNS, i % COLUMNS, random.nextGaussian());
    }
    kernels.apply(function, 1, z, a);
  }

  /** Computes a = f(z). */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public Matrix forward() {
    kernels.apply(function, 1, z, a);
    return a;
  }

  /** Computes gradient ⊙ f'(z). */
  @Benchmark
  @OperationsPerInvocation(ELEMENTS)
  public Matrix backward() {
    gradient.fill(1);
    kernels.applyGradient(function, 1, z, a, gradient);
    return gradient;
  }
}
